"""Try: what a publisher's lists hold, and how some of its articles would be read, before anything of it is followed.

Nothing is stored but the SourceTrial: no Article, no response. Asked is as politely as in a look (robots.txt, one
connection a host, its pause), and reading is the readers' work, as in a look.
"""

import logging
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from trackers.models import FeedImport, Legibility, Source, SourceTrial, TrialState
from trackers.pipeline.extract import read_response
from trackers.pipeline.fetch import Conversation, Look
from trackers.pipeline.outage import say_stopped
from trackers.pipeline.survey import FoundFeed, Survey, SurveyFailed, suggest, survey_site
from trackers.pipeline.wire import HostBusy, OtherHostBusy, Wire
from trackers.text.extraction import Extraction, ReadingState
from trackers.text.timezones import find_stamps, guess_time_zone
from trackers.text.urls import BadURL, address_key, host_of

logger = logging.getLogger(__name__)

MOST_ARTICLES = 20
# The job's own limit is ten minutes; what was read by then is shown.
MOST_SECONDS = 360.0
# One doubt of the slightest sort lowers a reading to this: a brief is short and reads well.
SURE = 0.7
SHOWN_LINES, LONGEST_LINE = 3, 600
# Of the times a page states, so that one long page does not outvote the others.
STAMPS_AN_ARTICLE = 5
KEPT_FOR = timedelta(days=7)
_STATES = {
    ReadingState.BLOCKED: Legibility.WALL,
    ReadingState.MISSING: Legibility.AWAY,
    ReadingState.UNREADABLE: Legibility.UNREADABLE,
}


@dataclass(frozen=True)
class TriedArticle:
    """One article as it would be read, for a person to look at: its fields, the first lines of its text, and doubts.

    ``legibility`` is a word of Legibility; ``reason`` says in a plain sentence why it was not read. Dates are ISO 8601.
    """

    url: str
    title: str
    legibility: str
    reason: str = ""
    headline: str = ""
    standfirst: str = ""
    byline: tuple[str, ...] = ()
    published: str = ""
    modified: str = ""
    lines: tuple[str, ...] = ()
    paragraphs: int = 0
    words: int = 0
    confidence: float = 0.0
    doubts: tuple[str, ...] = ()
    lang: str = ""
    dir: str = "ltr"


def try_source(trial_id: int, *, wire: Wire) -> SourceTrial:
    """Look at the address of a SourceTrial, read some of its articles and write down what was found; return it.

    Safe to run again; one that is over is left as it is. Raises SourceTrial.DoesNotExist. Costs what a survey does, and
    one request for each of at most 20 articles.
    """
    trial = SourceTrial.objects.get(pk=trial_id)
    if not trial.is_open:
        return trial
    trial.state, trial.total, trial.done, trial.findings = TrialState.RUNNING, 0, 0, {}
    _note(trial, "state", "total", "done", "findings")
    try:
        survey = survey_site(trial.address, wire=wire)
    except SurveyFailed as error:
        trial.state, trial.words, trial.ended_at = TrialState.FAILED, _clean(str(error)), wire.clock()
        _note(trial, "state", "words", "ended_at")
        logger.info("source_tried trial=%s state=%s", trial.pk, trial.state)
        return trial
    _read_sample(trial, survey, wire=wire)
    trial.state, trial.total, trial.ended_at = TrialState.DONE, trial.done, wire.clock()
    _note(trial, "state", "total", "ended_at")
    logger.info("source_tried trial=%s state=%s articles=%d", trial.pk, trial.state, trial.done)
    return trial


def forget_trials(*, now: datetime) -> int:
    """Delete trials and imports that were asked for a week ago or longer; return how many. What came of them stays."""
    old = now - KEPT_FOR
    trials, _rows = SourceTrial.objects.filter(asked_at__lt=old).delete()
    imports, _rows = FeedImport.objects.filter(asked_at__lt=old).delete()
    return trials + imports


def choose_sample(feeds: Sequence[FoundFeed], *, most: int = MOST_ARTICLES) -> list[tuple[str, str]]:
    """Return (address, title) of the articles to try, from each list in turn, the first ones first, each once."""
    chosen: dict[str, tuple[str, str]] = {}
    longest = max((len(feed.stories) for feed in feeds), default=0)
    for place in range(longest):
        for feed in feeds:
            if place < len(feed.stories) and len(chosen) < most:
                url, title = feed.stories[place]
                try:
                    chosen.setdefault(address_key(url), (url, title))
                except BadURL:
                    continue
    return list(chosen.values())


def _read_sample(trial: SourceTrial, survey: Survey, *, wire: Wire) -> None:
    sample = choose_sample(suggest(survey).feeds)
    stamps: list[datetime] = []
    trial.total = len(sample)
    trial.findings = {"survey": _clean(asdict(survey)), "articles": []}
    _note(trial, "total", "findings")
    for (url, title), look in _look_at_each(sample, wire=wire, least=timedelta(seconds=survey.delay)):
        article = _try_article(url, title, look, agent=wire.agent)
        if not isinstance(look, str) and look.response is not None:
            stamps += find_stamps(look.response.body)[:STAMPS_AN_ARTICLE]
        trial.done += 1
        trial.findings["articles"].append(_clean(asdict(article)))
        _note(trial, "done", "findings")
    host = urlsplit(survey.homepage).hostname or ""
    zone = guess_time_zone(host=host, language=survey.language, stamps=stamps)
    trial.findings["time_zone"] = zone
    _note(trial, "findings")


def _look_at_each(
    sample: Sequence[tuple[str, str]], *, wire: Wire, least: timedelta
) -> Iterator[tuple[tuple[str, str], Look | str]]:
    """Look at articles in one conversation a host; yield each with its look, or a sentence why there was none.

    Comes to an end without the rest where a host wants to be left alone, or the time is over.
    """
    began = time.monotonic()
    hosts: dict[str, deque[tuple[str, str]]] = {}
    for item in sample:
        hosts.setdefault(host_of(item[0]), deque()).append(item)
    delay = max(least, Source._meta.get_field("host_delay").get_default())
    for waiting in hosts.values():
        is_welcome = True
        while waiting and is_welcome and time.monotonic() - began < MOST_SECONDS and say_stopped() is None:
            is_welcome = False
            try:
                with Conversation(waiting[0][0], wire=wire, host_delay=delay) as conversation:
                    while waiting and time.monotonic() - began < MOST_SECONDS:
                        look: Look | str
                        try:
                            look = conversation.look(waiting[0][0])
                        except OtherHostBusy as busy:
                            look = busy.words
                        is_welcome = True
                        yield waiting.popleft(), look
            except HostBusy:
                # Once more with a turn of its own, which is waited for; in vain, and the rest is left.
                continue


def _try_article(url: str, title: str, look: Look | str, *, agent: str) -> TriedArticle:
    """Return an article as it would be read."""
    if isinstance(look, str) or look.outcome is not None or look.response is None:
        reason = look if isinstance(look, str) else look.detail
        legibility = Legibility.WALL if _asks_readers(look) else Legibility.AWAY
        return TriedArticle(url, title, legibility.value, reason)
    reading = read_response(look.response, asked_url=url, agent=agent)
    if reading.extraction is None:
        legibility = _STATES.get(reading.state, Legibility.UNREADABLE)
        return TriedArticle(url, title, legibility.value, reading.reason)
    return _show(url, title, reading.extraction)


def _asks_readers(look: Look | str) -> bool:
    """Whether the server says itself that readers have to log in or to pay (RFC 9110 sections 15.5.2 and 15.5.3)."""
    return not isinstance(look, str) and look.response is not None and look.response.status in (401, 402)


def _show(url: str, title: str, found: Extraction) -> TriedArticle:
    is_sure = found.confidence >= SURE
    return TriedArticle(
        url=url,
        title=title,
        legibility=(Legibility.WELL if is_sure else Legibility.DOUBTFUL).value,
        headline=found.headline[:LONGEST_LINE],
        standfirst=found.standfirst[:LONGEST_LINE],
        byline=tuple(name[:200] for name in found.byline[:10]),
        published=found.date_published.isoformat() if found.date_published else "",
        modified=found.date_modified.isoformat() if found.date_modified else "",
        lines=tuple(line[:LONGEST_LINE] for line in found.paragraphs[:SHOWN_LINES]),
        paragraphs=len(found.paragraphs),
        words=sum(len(line.split()) for line in found.paragraphs),
        confidence=found.confidence,
        doubts=found.doubts,
        lang=found.lang[:35],
        dir=found.dir,
    )


def _note(trial: SourceTrial, *fields: str) -> None:
    """Write down how far a trial has come, unless somebody has saved or forgotten it meanwhile."""
    open_trial = SourceTrial.objects.filter(pk=trial.pk).exclude(state=TrialState.SAVED)
    open_trial.update(**{name: getattr(trial, name) for name in fields})


def _clean(value: Any) -> Any:
    """Return plain values without what the database's JSON cannot hold: NUL and halves of surrogate pairs."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {name: _clean(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(part) for part in value]
    return value
