"""Nouns: what the product remembers, one model a file. Constraints live in the database; there are no signals."""

from trackers.models.annotation import (
    DISCLOSURES,
    FOUR_EYES,
    NOT_APPLICABLE,
    Annotation,
    AnnotationState,
    Confidence,
    Label,
    Significance,
)
from trackers.models.article import WAITING, Article, Stratum, Tracking, WaitingFor
from trackers.models.articleurl import ArticleURL, FoundBy
from trackers.models.batch import UNDO_WITHIN, Batch, BatchRow, BatchState, BatchVerdict
from trackers.models.change import Absence, Change, Nature, Reread
from trackers.models.check import SEEN, Check, Outcome, Via
from trackers.models.checkday import CheckDay, Looks, count_looks
from trackers.models.coding import MOST_CODED, Coding, CodingSample
from trackers.models.delivery import Delivery, DeliveryState, DropReason, Webhook
from trackers.models.description import Description
from trackers.models.desk import Desk, Signature
from trackers.models.digest import Digest
from trackers.models.dump import Dump, hold_dumps, turn_dumps
from trackers.models.event import Act, ReviewEvent
from trackers.models.feed import FILTERS, Feed, FeedKind, FeedRevision, FeedState
from trackers.models.feedimport import FeedImport, ImportState, RowVerdict
from trackers.models.finefacets import CAUSES, NOTICES, ONLY_NOTICES, Adequacy, Cause, Placement
from trackers.models.found import ChangeWords, KnownName, VersionWords
from trackers.models.furniture import (
    DECIDED,
    LATEST,
    MARKED,
    FurnitureLine,
    FurnitureTally,
    Standing,
    latest_texts,
    seen_text_of,
)
from trackers.models.gap import Gap, GapCause, Pulse
from trackers.models.habit import Facet, Habit, Pace
from trackers.models.hint import OPEN_STATES, HintSet, HintState, hints_of
from trackers.models.incident import (
    HOLDING,
    HeldState,
    Incident,
    IncidentArticle,
    IncidentNature,
    IncidentState,
)
from trackers.models.kinds import ChangeKind, Disclosure, RankPart
from trackers.models.letter import (
    DAYS_TO_ANSWER,
    GUARDED,
    LONGEST_ANSWER,
    LONGEST_LETTER,
    Letter,
    LetterKind,
    LetterState,
    due_day,
)
from trackers.models.lookday import LookDay
from trackers.models.noise import (
    COSMETIC_KINDS,
    NoisePurpose,
    NoiseRule,
    NoiseRun,
    NoiseState,
    hold_rules,
    turn_rules,
)
from trackers.models.preference import LONGEST_SECTION, MOST_SECTIONS, DeskPreference
from trackers.models.publication import EditionNature, Publication, Recall
from trackers.models.readersview import leave_readers_view, readers_view
from trackers.models.readtext import ReadText
from trackers.models.rehearsal import Rehearsal, RehearsedArticle, Verdict
from trackers.models.replay import (
    ReplayFinding,
    ReplayPurpose,
    ReplayRun,
    ReplayState,
    SkippedFor,
    StepVerdict,
    VersionVerdict,
)
from trackers.models.rereading import Rereading, RereadingReason
from trackers.models.review import CLAIM_LASTS, MACHINES, Review, ReviewState
from trackers.models.sheet import (
    ExportState,
    SheetExport,
    SheetForm,
    SheetImport,
    SheetRow,
    SheetState,
    SheetVerdict,
)
from trackers.models.shown import with_shown
from trackers.models.sign import IncidentSign, SignSighting
from trackers.models.snapshot import KeptFor, MissingBody, Snapshot
from trackers.models.source import Exposure, ExposureReason, PublicText, RobotsStance, Source, SourceState
from trackers.models.statement import LONGEST_STATEMENT, Statement, StatementNature, attach_statements
from trackers.models.storeday import StoreDay
from trackers.models.trial import Legibility, SourceTrial, TrialState
from trackers.models.variant import Variant
from trackers.models.version import Version
from trackers.models.withholding import WithheldPart, Withholding

__all__ = [
    "CAUSES",
    "CLAIM_LASTS",
    "COSMETIC_KINDS",
    "DAYS_TO_ANSWER",
    "DECIDED",
    "DISCLOSURES",
    "FILTERS",
    "FOUR_EYES",
    "GUARDED",
    "HOLDING",
    "LATEST",
    "LONGEST_ANSWER",
    "LONGEST_LETTER",
    "LONGEST_SECTION",
    "LONGEST_STATEMENT",
    "MACHINES",
    "MARKED",
    "MOST_CODED",
    "MOST_SECTIONS",
    "NOTICES",
    "NOT_APPLICABLE",
    "ONLY_NOTICES",
    "OPEN_STATES",
    "SEEN",
    "UNDO_WITHIN",
    "WAITING",
    "Absence",
    "Act",
    "Adequacy",
    "Annotation",
    "AnnotationState",
    "Article",
    "ArticleURL",
    "Batch",
    "BatchRow",
    "BatchState",
    "BatchVerdict",
    "Cause",
    "Change",
    "ChangeKind",
    "ChangeWords",
    "Check",
    "CheckDay",
    "Coding",
    "CodingSample",
    "Confidence",
    "Delivery",
    "DeliveryState",
    "Description",
    "Desk",
    "DeskPreference",
    "Digest",
    "Disclosure",
    "DropReason",
    "Dump",
    "EditionNature",
    "ExportState",
    "Exposure",
    "ExposureReason",
    "Facet",
    "Feed",
    "FeedImport",
    "FeedKind",
    "FeedRevision",
    "FeedState",
    "FoundBy",
    "FurnitureLine",
    "FurnitureTally",
    "Gap",
    "GapCause",
    "Habit",
    "HeldState",
    "HintSet",
    "HintState",
    "ImportState",
    "Incident",
    "IncidentArticle",
    "IncidentNature",
    "IncidentSign",
    "IncidentState",
    "KeptFor",
    "KnownName",
    "Label",
    "Legibility",
    "Letter",
    "LetterKind",
    "LetterState",
    "LookDay",
    "Looks",
    "MissingBody",
    "Nature",
    "NoisePurpose",
    "NoiseRule",
    "NoiseRun",
    "NoiseState",
    "Outcome",
    "Pace",
    "Placement",
    "PublicText",
    "Publication",
    "Pulse",
    "RankPart",
    "ReadText",
    "Recall",
    "Rehearsal",
    "RehearsedArticle",
    "ReplayFinding",
    "ReplayPurpose",
    "ReplayRun",
    "ReplayState",
    "Reread",
    "Rereading",
    "RereadingReason",
    "Review",
    "ReviewEvent",
    "ReviewState",
    "RobotsStance",
    "RowVerdict",
    "SheetExport",
    "SheetForm",
    "SheetImport",
    "SheetRow",
    "SheetState",
    "SheetVerdict",
    "SignSighting",
    "Signature",
    "Significance",
    "SkippedFor",
    "Snapshot",
    "Source",
    "SourceState",
    "SourceTrial",
    "Standing",
    "Statement",
    "StatementNature",
    "StepVerdict",
    "StoreDay",
    "Stratum",
    "Tracking",
    "TrialState",
    "Variant",
    "Verdict",
    "Version",
    "VersionVerdict",
    "VersionWords",
    "Via",
    "WaitingFor",
    "Webhook",
    "WithheldPart",
    "Withholding",
    "attach_statements",
    "count_looks",
    "due_day",
    "hints_of",
    "hold_dumps",
    "hold_rules",
    "latest_texts",
    "leave_readers_view",
    "readers_view",
    "seen_text_of",
    "turn_dumps",
    "turn_rules",
    "with_shown",
]
