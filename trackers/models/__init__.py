"""Nouns: what the product remembers, one model a file. Constraints live in the database; there are no signals."""

from trackers.models.annotation import Annotation, AnnotationState, Label
from trackers.models.article import Article, ArticleURL, FoundBy, Tracking
from trackers.models.change import Change, Description
from trackers.models.check import SEEN, Check, Outcome, Via
from trackers.models.event import Act, ReviewEvent
from trackers.models.feed import FILTERS, Feed, FeedKind, FeedRevision, FeedState
from trackers.models.snapshot import MissingBody, Snapshot
from trackers.models.source import Exposure, ExposureReason, PublicText, Source, SourceState
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
    "Description",
    "Exposure",
    "ExposureReason",
    "Feed",
    "FeedKind",
    "FeedRevision",
    "FeedState",
    "FoundBy",
    "Label",
    "MissingBody",
    "Outcome",
    "PublicText",
    "ReviewEvent",
    "Snapshot",
    "Source",
    "SourceState",
    "Tracking",
    "Version",
    "Via",
]
