"""The worker of the desk's queue (RQ_QUEUES and RQ in the settings): RQ's own, with all our jobs at hand.

RQ does each job in a process forked for it. What the worker itself has not read in, each of these would read in anew,
for a second; this module comes with its whole room.
"""

from rq import Worker


class DeskWorker(Worker):
    """Works on the desk's queue."""
