"""What one entry of a feed says: a Change, or what our editors have published about one.

Titles are plain text in both forms: Atom says so by default, and in RSS 2.0 it is what the RSS Advisory Board's profile
asks for. The words are a fragment of HTML, the same in both.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from trackers.feeds.notes import own_paragraph, tell_note, tell_retraction, tell_statements, word_moment
from trackers.feeds.passages import Fate, Passages, Piece, shorten
from trackers.models import (
    Change,
    Description,
    EditionNature,
    Nature,
    Publication,
)
from trackers.templatetags.invisible import reveal
from trackers.templatetags.moments import make_window
from trackers.templatetags.reading import web_address
from trackers.templatetags.sentences import SentencePiece, list_sentences

LONGEST_HEADLINE = 300

# RFC 4287's atomLanguageTag; pages may claim anything to be their language.
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
# Embeddings, overrides and isolates: in a title, which is plain text, they would reorder the words round them.
_REORDERING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"


@dataclass(frozen=True)
class ChangeEntry:
    """An entry that goes out; dates are aware and in UTC, addresses absolute, ``words`` is escaped HTML."""

    id: str
    title: str
    words: SafeString
    link: str
    published: datetime
    updated: datetime
    author: str
    author_link: str | None
    categories: tuple[str, ...]
    lang: str


def tag_uri(specific: str) -> str:
    """Return a permanent id (RFC 4151) that depends neither on our host nor on a short name."""
    return f"tag:{settings.TAG_AUTHORITY}:{specific}"


def absolute(path: str) -> str:
    """Return the public address of one of our paths."""
    return f"{settings.PUBLIC_URL}{path}"


def entry_of_change(change: Change, *, passages: Passages) -> ChangeEntry:
    """Return the entry of a Change. Have its two Versions, Description, Article and Source loaded."""
    source = change.article.source
    return ChangeEntry(
        id=_entry_id("change", change.uuid),
        title=_title(change),
        words=_describe(change, passages=passages),
        link=absolute(change.get_absolute_url()),
        published=change.seen_new_at.astimezone(UTC),
        updated=_latest_of(change, change.announced_at or change.seen_new_at),
        author=source.name,
        author_link=web_address(source.homepage) or None,
        categories=(source.name,),
        lang=_language(change),
    )


def entry_of_publication(edition: Publication, *, passages: Passages, farewell: str = "") -> ChangeEntry:
    """Return the entry of a standing edition with its ``first_at``: what is said of a Change, then the Change's words.

    ``farewell`` says first why a feed follows it no longer. One that retracts says so and why, and quotes nothing; its
    link leads to the entry's own page.
    """
    change = edition.change
    source = change.article.source
    is_over = edition.nature == EditionNature.RETRACTION
    # A label is a part of what was said.
    labels = () if is_over else tuple(label["name"] for label in edition.labels)
    return ChangeEntry(
        id=_entry_id("annotation", edition.uuid),
        title=_("Retracted: %(headline)s") % {"headline": _headlines(change)} if is_over else _title(change),
        words=format_html("{}{}", tell_retraction(edition), tell_statements(edition))
        if is_over
        else format_html(
            "{}{}{}{}",
            own_paragraph(farewell) if farewell else "",
            tell_note(edition, labels=labels),
            tell_statements(edition),
            _describe(change, passages=passages),
        ),
        link=absolute((edition if is_over else change).get_absolute_url()),
        published=(getattr(edition, "first_at", None) or edition.public_at).astimezone(UTC),
        updated=_latest_of(change, last_moved(edition)),
        author=source.name,
        author_link=web_address(source.homepage) or None,
        categories=(source.name, *labels),
        lang=_language(change),
    )


def last_moved(edition: Publication) -> datetime:
    """Return when readers last saw an entry differ: by an edition of ours, or by what a publisher says to it."""
    moments: list[datetime] = [edition.public_at, *(row.public_at for row in edition.statements)]
    return max(moments)


def _latest_of(change: Change, updated: datetime) -> datetime:
    """Return when an entry last differed: readers take it in again when words of it are withheld, or shown again."""
    described: Description | None = getattr(change, "description", None)
    withheld_at = described.withheld_at if described is not None else None
    return max(updated, withheld_at or updated).astimezone(UTC)


def _entry_id(kind: str, uuid: UUID) -> str:
    return tag_uri(f"{kind}/{uuid}")


def _title(change: Change) -> str:
    """Return the headline, or both where it changed, behind a word of ours for a page that is gone or back."""
    headlines = _headlines(change)
    if change.nature == Nature.GONE:
        return _("Gone: %(headline)s") % {"headline": headlines}
    return (
        _("Back: %(headline)s") % {"headline": headlines} if change.nature == Nature.RETURNED else headlines
    )


def _headlines(change: Change) -> str:
    """Return the headline, or both where it changed, in the direction the article is read in."""
    before, after = (_plain(version.headline) for version in (change.text_before, change.text_after))
    if not after:
        after = _plain(change.article.entry_title) or before or change.article.url
    if before in ("", after):
        return after
    reads_left = change.text_after.dir == "rtl"
    if reads_left or any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in before + after):
        before, after = (f"{_ISOLATE}{text}{_END_ISOLATE}" for text in (before, after))
    return f"{before} ← {after}" if reads_left else f"{before} → {after}"


def _plain(headline: str) -> str:
    return shorten(headline.translate(_REORDERING).strip(), length=LONGEST_HEADLINE)


def _language(change: Change) -> str:
    claimed = change.text_after.lang
    return claimed if _LANGUAGE.fullmatch(claimed) else change.article.source.language


def _describe(change: Change, *, passages: Passages) -> SafeString:
    """Return what matters most in a sentence, the window, the counts and the passages."""
    lang, direction = _language(change), change.text_after.dir
    rows = format_html_join(
        "",
        '<p lang="{}" dir="{}">{}</p>',
        ((lang, direction, _mark(passage)) for passage in passages.shown),
    )
    rest: str = ""
    if passages.more:
        rest = own_paragraph(
            ngettext("One more passage changed.", "%(count)d more passages changed.", passages.more)
            % {"count": passages.more}
        )
    step = own_paragraph(_tell_step(change, passages=passages))
    return format_html("{}{}{}{}", _tell_strongest(change), step, rows, rest)


def _tell_strongest(change: Change) -> SafeString:
    """Return the strongest of the evidence as a sentence.

    None of a Change that was read again: an entry goes on telling of the texts that decided.
    """
    described: Description | None = getattr(change, "description", None)
    sentences = list_sentences(described) if described is not None and not described.reread else []
    if not sentences:
        return SafeString()
    lang, direction = _language(change), change.text_after.dir
    pieces = ((_mark_words(piece, lang=lang, direction=direction),) for piece in sentences[0])
    return own_paragraph(format_html_join("", "{}", pieces))


def _mark_words(piece: SentencePiece, *, lang: str, direction: str) -> str:
    """Return a stretch of a sentence, words of the article kept apart from ours by their language and direction."""
    if not piece.fate:
        return piece.text
    return format_html('<span lang="{}" dir="{}">{}</span>', lang, direction, reveal(piece.text))


def _tell_step(change: Change, *, passages: Passages) -> str:
    """Return what happened in between which two looks, and what the server said or how many words differ."""
    if change.nature == Nature.GONE:
        said = _("The publisher’s server %(said)s.") % {"said": change.get_absence_display()}
        return f"{_window(change)} {said}"
    if change.keeps_text:
        return f"{_window(change)} {_('Its text is the same as before.')}"
    return f"{_window(change)} {_count(passages)}"


def _mark(passage: tuple[Piece, ...]) -> SafeString:
    """Return a passage; a space parts what went from what came, for readers that drop the marks."""
    marked = []
    for before, piece in zip((None, *passage), passage, strict=False):
        replaces = before is not None and (before.fate, piece.fate) == (Fate.WENT, Fate.CAME)
        marked.append((" " if replaces else "", _mark_piece(piece)))
    return format_html_join("", "{}{}", marked)


def _mark_piece(piece: Piece) -> SafeString:
    if piece.fate is Fate.WENT:
        return format_html("<del>{}</del>", piece.text)
    if piece.fate is Fate.CAME:
        return format_html("<ins>{}</ins>", piece.text)
    if piece.fate is Fate.MOVED:
        return format_html(
            '<em>{}</em> <span lang="{}">({})</span>', piece.text, get_language() or "", _("moved here")
        )
    return format_html("{}", piece.text)


def _window(change: Change) -> str:
    """Return between which two looks it happened, in UTC and in the publisher's zone."""
    window = make_window(change.seen_old_at, change.seen_new_at, zone=change.article.source.timezone)
    sentences = {
        Nature.EDIT: _("Changed between %(old)s and %(new)s."),
        Nature.GONE: _("The page went away between %(old)s and %(new)s."),
        Nature.RETURNED: _("The page came back between %(old)s and %(new)s."),
    }
    return sentences[Nature(change.nature)] % {"old": word_moment(window.old), "new": word_moment(window.new)}


def _count(passages: Passages) -> str:
    if not passages.words_removed and not passages.words_added:
        return _("No words removed, none added.")
    removed = ngettext("%(count)d word removed", "%(count)d words removed", passages.words_removed)
    added = ngettext("%(count)d added", "%(count)d added", passages.words_added)
    return f"{removed % {'count': passages.words_removed}}, {added % {'count': passages.words_added}}."
