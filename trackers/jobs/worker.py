"""The worker of the desk's queue (RQ_QUEUES and RQ in the settings): RQ's own, with all our jobs at hand.

RQ does each job in a process forked for it. What the worker itself has not read in, each of these would read in anew,
for a second; this module comes with its whole room.
"""

from typing import Any

from rq import Worker
from rq.serializers import JSONSerializer


class DeskWorker(Worker):
    """Works on the desk's queue, whose jobs are JSON: a pickle that somebody put there is never read.

    However it is started; ``manage.py rqworker`` would have it read pickles where nobody says otherwise.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "serializer": JSONSerializer})
