"""Verbs of editors: every act goes through a function here and leaves a ReviewEvent."""
