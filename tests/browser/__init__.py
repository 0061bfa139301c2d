"""Journeys through the pages in a real browser; run by continuous integration, where ``BROWSER`` names one."""
