"""The project: wiring, no rules of the field.

Settings, the clock, the web server's entry point, the machinery that runs everything on one machine, and the demo
press. It may import ``trackers``; ``trackers`` never imports it.
"""

from newswatch.celery import app as celery_app

__all__ = ["celery_app"]
