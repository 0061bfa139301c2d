"""The desk's long jobs (django-rq): what an editor asked for with a click and wants to see finish.

A job parses its arguments, calls one function of the pipeline or the desk and returns plain JSON with a sentence for
the asker. The admin enqueues and reads back through these functions only.
"""

from trackers.jobs.desk import (
    act_on_batch,
    enqueue_batch,
    enqueue_export,
    enqueue_sheet,
    work_on_spreadsheet,
    write_spreadsheet,
)
from trackers.jobs.looks import (
    check_feed_now,
    check_now,
    enqueue_check,
    enqueue_feed_check,
    enqueue_import,
    enqueue_trial,
    import_feeds,
    try_address,
)
from trackers.jobs.machine import (
    enqueue_noise_run,
    enqueue_rehearsal,
    enqueue_replay,
    enqueue_settling,
    rehearse_hints,
    replay_stored,
    run_noise_rule,
    settle_incident,
)
from trackers.jobs.queue import (
    QUEUE,
    REPLAY_SHARE,
    RESULT_KEPT,
    JobState,
    QueueUnreachable,
    Step,
    count_workers,
    new_job_id,
    read_jobs,
)

__all__ = [
    "QUEUE",
    "REPLAY_SHARE",
    "RESULT_KEPT",
    "JobState",
    "QueueUnreachable",
    "Step",
    "act_on_batch",
    "check_feed_now",
    "check_now",
    "count_workers",
    "enqueue_batch",
    "enqueue_check",
    "enqueue_export",
    "enqueue_feed_check",
    "enqueue_import",
    "enqueue_noise_run",
    "enqueue_rehearsal",
    "enqueue_replay",
    "enqueue_settling",
    "enqueue_sheet",
    "enqueue_trial",
    "import_feeds",
    "new_job_id",
    "read_jobs",
    "rehearse_hints",
    "replay_stored",
    "run_noise_rule",
    "settle_incident",
    "try_address",
    "work_on_spreadsheet",
    "write_spreadsheet",
]
