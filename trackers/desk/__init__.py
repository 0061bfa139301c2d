"""Verbs of editors: every act on a source, an article or a change goes through a function here and leaves a ReviewEvent."""
