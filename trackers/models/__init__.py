"""Nouns: what the product remembers, one model a file. Constraints live in the database; there are no signals."""

from trackers.models.annotation import Annotation, AnnotationState, Label
from trackers.models.article import WAITING, Article, ArticleURL, FoundBy, Stratum, Tracking, WaitingFor
from trackers.models.change import Absence, Change, Description, Nature, Reread
from trackers.models.check import SEEN, Check, Outcome, Via
from trackers.models.checkday import CheckDay, Looks, count_looks
from trackers.models.event import Act, ReviewEvent
from trackers.models.feed import FILTERS, Feed, FeedKind, FeedRevision, FeedState
from trackers.models.gap import Gap, GapCause, Pulse
from trackers.models.habit import Facet, Habit, Pace
from trackers.models.readtext import ReadText
from trackers.models.replay import (
    ReplayFinding,
    ReplayPurpose,
    ReplayRun,
    ReplayState,
    SkippedFor,
    StepVerdict,
    Verdict,
)
from trackers.models.rereading import Rereading, RereadingReason
from trackers.models.snapshot import KeptFor, MissingBody, Snapshot
from trackers.models.source import Exposure, ExposureReason, PublicText, RobotsStance, Source, SourceState
from trackers.models.storeday import StoreDay
from trackers.models.variant import Variant
from trackers.models.version import Version

__all__ = [
    "FILTERS",
    "SEEN",
    "WAITING",
    "Absence",
    "Act",
    "Annotation",
    "AnnotationState",
    "Article",
    "ArticleURL",
    "Change",
    "Check",
    "CheckDay",
    "Description",
    "Exposure",
    "ExposureReason",
    "Facet",
    "Feed",
    "FeedKind",
    "FeedRevision",
    "FeedState",
    "FoundBy",
    "Gap",
    "GapCause",
    "Habit",
    "KeptFor",
    "Label",
    "Looks",
    "MissingBody",
    "Nature",
    "Outcome",
    "Pace",
    "PublicText",
    "Pulse",
    "ReadText",
    "ReplayFinding",
    "ReplayPurpose",
    "ReplayRun",
    "ReplayState",
    "Reread",
    "Rereading",
    "RereadingReason",
    "ReviewEvent",
    "RobotsStance",
    "SkippedFor",
    "Snapshot",
    "Source",
    "SourceState",
    "StepVerdict",
    "StoreDay",
    "Stratum",
    "Tracking",
    "Variant",
    "Verdict",
    "Version",
    "Via",
    "WaitingFor",
    "count_looks",
]
