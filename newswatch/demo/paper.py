"""How the paper stands at a moment: a pure function of two instants, the stories and the script.

`Paper.at(seconds)` gives an `Edition`, everything a reader could be sent at that moment except what changes
on every load. It reads no clock, so tests ask for any moment of any day, and a press that was switched off
needs to remember nothing but when it was founded and when it opened.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from newswatch.demo.edits import Edit
from newswatch.demo.live import LIVE, figures, rounds_until
from newswatch.demo.script import EDITS, REDESIGN
from newswatch.demo.story import Story, Text, read_stories

NAME = "The Vellmouth Courier"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAYS_AR = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_DAYS_AWAY = {"earlier": -3, "before": -2, "yesterday": -1, "today": 0, "tomorrow": 1, "soon": 2, "later": 3}
_KANJI = "〇一二三四五六七八九"


@dataclass(frozen=True)
class Page:
    """One article as it stands: its words with everything filled in, and the times it claims and has.

    `changed_at` is when the page last changed in truth, `date_modified` is what it tells its readers; a
    silent edit moves only the former. `modern` means the pages of the redesign.
    """

    slug: str
    section: str
    path: str
    lang: str
    dir: str
    text: Text
    date_published: datetime
    date_modified: datetime
    changed_at: datetime
    gone: bool = False
    modern: bool = False


@dataclass(frozen=True)
class Edition:
    """The whole paper at one moment: pages that can be read, newest first, and those that are gone."""

    moment: datetime
    pages: tuple[Page, ...]
    gone: tuple[Page, ...]
    founded_at: datetime

    def page(self, path: str) -> Page | None:
        """Return the article at a path, also one that is gone, or None."""
        return next((page for page in (*self.pages, *self.gone) if page.path == path), None)

    def section(self, section: str) -> tuple[Page, ...]:
        """Return the readable articles of one section, or of all for `all`, newest first."""
        return tuple(page for page in self.pages if section in {"all", page.section})

    @property
    def changed_at(self) -> datetime:
        """When anything in the paper last changed."""
        return max((page.changed_at for page in (*self.pages, *self.gone)), default=self.founded_at)


@dataclass(frozen=True)
class Paper:
    """A newspaper with a life.

    `founded_at` is when it was first printed: the stories that were there already are dated by it.
    `opened_at` is when the script began. `speed` makes the script run faster than the clock.
    """

    founded_at: datetime
    opened_at: datetime
    speed: float = 1.0
    stories: tuple[Story, ...] = ()
    edits: tuple[Edit, ...] = EDITS

    @classmethod
    def found(cls, founded_at: datetime, *, opened_at: datetime | None = None, speed: float = 1.0) -> "Paper":
        """Return the Courier with its own stories; it opens when it is founded unless told otherwise."""
        return cls(founded_at, opened_at or founded_at, speed, read_stories())

    def seconds(self, moment: datetime) -> float:
        """Return where in the script a moment lies: never before its beginning."""
        return max(0.0, (moment - self.opened_at).total_seconds() * self.speed)

    def moment(self, seconds: float) -> datetime:
        """Return when a place in the script is reached (UTC)."""
        return self.opened_at + timedelta(seconds=seconds / self.speed)

    def at(self, seconds: float) -> Edition:
        """Return the paper as it stands so far into the script; raises ScriptError if that is broken."""
        pages = [self._page(story, seconds=seconds) for story in self.stories if story.published <= seconds]
        pages.sort(key=lambda page: (page.date_published, page.slug), reverse=True)
        return Edition(
            moment=self.moment(seconds),
            pages=tuple(page for page in pages if not page.gone),
            gone=tuple(page for page in pages if page.gone),
            founded_at=self.founded_at,
        )

    def _page(self, story: Story, *, seconds: float) -> Page:
        published = self._date_published(story)
        modified, changed, gone = published, published, False
        rounds, last_round = rounds_until(story.slug, seconds=seconds) if story.slug in LIVE else (0, None)
        text = story.text(rounds)
        if last_round is not None:
            modified = changed = self.moment(last_round)
        for edit in self.edits:
            if edit.story != story.slug or edit.at > seconds:
                continue
            for act in edit.acts:
                text = act.apply(text)
            changed, gone = self.moment(edit.at), edit.gone
            modified = changed if edit.open else modified
        return Page(
            slug=story.slug,
            section=story.section,
            path=story.path,
            lang=story.lang,
            dir=story.dir,
            text=fill(text, self._words(story, rounds=rounds, moment=changed)),
            date_published=published,
            date_modified=modified,
            changed_at=self._redesigned(story, changed=changed, seconds=seconds),
            gone=gone,
            modern=story.section == REDESIGN.section and seconds >= REDESIGN.at,
        )

    def _date_published(self, story: Story) -> datetime:
        if story.published > 0:
            return self.moment(story.published).replace(microsecond=0)
        return (self.founded_at + timedelta(seconds=story.published)).replace(microsecond=0)

    def _redesigned(self, story: Story, *, changed: datetime, seconds: float) -> datetime:
        if story.section != REDESIGN.section or seconds < REDESIGN.at:
            return changed
        return max(changed, self.moment(REDESIGN.at))

    def _words(self, story: Story, *, rounds: int, moment: datetime) -> Mapping[str, str]:
        words = {
            word: _WEEKDAYS[(self.founded_at + timedelta(days=days)).weekday()]
            for word, days in _DAYS_AWAY.items()
        }
        words["today_ar"] = _WEEKDAYS_AR[self.founded_at.weekday()]
        words["day_ja"] = spell_day(self.founded_at.day)
        words["clock"] = f"{moment.astimezone(UTC):%H:%M}"
        return words | figures(story.slug, rounds=rounds) if story.slug in LIVE else words


def fill(text: Text, words: Mapping[str, str]) -> Text:
    """Return the text with every word in braces filled in; raises KeyError for one that nobody knows."""
    return replace(
        text,
        headline=text.headline.format_map(words),
        standfirst=text.standfirst.format_map(words),
        paragraphs=tuple(paragraph.format_map(words) for paragraph in text.paragraphs),
    )


def spell_day(day: int) -> str:
    """Return a day of the month as Japanese papers write it in upright text: 24 is 二十四."""
    tens, ones = divmod(day, 10)
    return ("" if tens < 2 else _KANJI[tens]) + ("十" if tens else "") + (_KANJI[ones] if ones else "")
