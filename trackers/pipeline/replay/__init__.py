"""Replay: read stored responses again with today's extractor, tell what would differ, record it where asked.

    scope (which Versions) -> reread (what their responses say today) -> judge (what that means for the Version and its
          Change) -> record (only in a run that applies) -> the finding, the tally and the cursor of the run

No Version and no Change is ever altered, and nothing of a reviewed Change; ``docs/decisions/0015-replay.md`` tells why.
"""

from trackers.pipeline.replay.report import CSV_HEADER, find_findings, list_findings, tell_run, tell_verdicts
from trackers.pipeline.replay.work import work_on

__all__ = ["CSV_HEADER", "find_findings", "list_findings", "tell_run", "tell_verdicts", "work_on"]
