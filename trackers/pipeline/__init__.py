"""Verbs of the machine, one stage a file; ``check.py`` tells them as one story.

Stages take and return values and rows and never call each other. The network is used outside database transactions.
"""
