"""Nouns: what the product remembers, one model a file. Constraints live in the database; there are no signals."""

from trackers.models.annotation import Annotation, AnnotationState, Label
from trackers.models.article import Article, ArticleURL, FoundBy, Stratum, Tracking
from trackers.models.change import Change, Description
from trackers.models.check import SEEN, Check, Outcome, Via
from trackers.models.checkday import CheckDay
from trackers.models.event import Act, ReviewEvent
from trackers.models.feed import FILTERS, Feed, FeedKind, FeedRevision, FeedState
from trackers.models.gap import Gap, GapCause, Pulse
from trackers.models.snapshot import MissingBody, Snapshot
from trackers.models.source import Exposure, ExposureReason, PublicText, RobotsStance, Source, SourceState
from trackers.models.version import Version

__all__ = [
    "FILTERS",
    "SEEN",
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
    "Feed",
    "FeedKind",
    "FeedRevision",
    "FeedState",
    "FoundBy",
    "Gap",
    "GapCause",
    "Label",
    "MissingBody",
    "Outcome",
    "PublicText",
    "Pulse",
    "ReviewEvent",
    "RobotsStance",
    "Snapshot",
    "Source",
    "SourceState",
    "Stratum",
    "Tracking",
    "Version",
    "Via",
]
