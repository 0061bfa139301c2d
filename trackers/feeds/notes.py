"""What an entry of a feed says of a note of ours: its words, what was amended or taken back, and what was replied."""

from datetime import datetime

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trackers.models import EditionNature, Publication, Statement, StatementNature
from trackers.templatetags.moments import Moment, make_moment


def tell_retraction(edition: Publication) -> SafeString:
    """Return that our editors have taken back what they said, and why. It quotes nothing of it."""
    said = _("The editors of %(site)s have taken back what they said about this change.") % {
        "site": settings.SITE_NAME
    }
    return format_html("{}{}", own_paragraph(said), _quote(edition.why))


def tell_note(edition: Publication, *, labels: tuple[str, ...]) -> SafeString:
    """Return what our editors say, under which labels, and what they amended."""
    heading = _("A note by the editors of %(site)s") % {"site": settings.SITE_NAME}
    if labels:
        heading = f"{heading}: {', '.join(labels)}"
    rest = _tell_facets(edition)
    if edition.alone:
        rest.append(own_paragraph(_("Published without a second read.")))
    if edition.nature == EditionNature.AMENDMENT:
        rest += [own_paragraph(_("Amended, and why:")), _quote(edition.why)]
    return format_html(
        "{}{}{}",
        own_paragraph(heading),
        _quote(edition.public_note),
        format_html_join("", "{}", ((each,) for each in rest)),
    )


def _tell_facets(edition: Publication) -> list[SafeString]:
    """Return a sentence on each facet that an editor may leave out, and has not."""
    said = []
    if edition.cause:
        said.append(_("What was done: %(words)s.") % {"words": edition.get_cause_display()})
    if edition.notice_words:
        said.append(_("The publisher’s notice: %(words)s.") % {"words": edition.notice_words})
    return [own_paragraph(sentence) for sentence in said]


def tell_statements(edition: Publication) -> SafeString:
    """Return what publishers say to an entry, each in its own words; of one that was withdrawn that it was, and why."""
    zone = edition.change.article.source.timezone
    return format_html_join("", "{}", ((_tell_statement(row, zone=zone),) for row in edition.statements))


def _tell_statement(row: Statement, *, zone: str) -> SafeString:
    words = {"moment": tell_moment(row.received_at, zone=zone)}
    if row.is_withdrawn:
        words["end"] = tell_moment(row.public_at, zone=zone)
        said = _("The publisher replied on %(moment)s. The reply was withdrawn on %(end)s, and why:") % words
        return format_html("{}{}", own_paragraph(said), _quote_stranger(row.reason))
    said = format_html(
        "{}{}<p><bdi>{}</bdi></p>",
        own_paragraph(_("The publisher replied on %(moment)s:") % words),
        _quote_stranger(row.words),
        row.speaker,
    )
    if row.nature == StatementNature.CORRECTION:
        words["moment"] = tell_moment(row.public_at, zone=zone)
        corrected = own_paragraph(_("The reply was corrected on %(moment)s:") % words)
        said = format_html("{}{}{}", said, corrected, _quote_stranger(row.reason))
    return said


def _quote(text: str) -> SafeString:
    lines = [line for line in text.splitlines() if line.strip()]
    return format_html_join("", "<blockquote>{}</blockquote>", ((line,) for line in lines))


def _quote_stranger(text: str) -> SafeString:
    """Quote words in whatever direction these are read; they turn none of ours round."""
    lines = [line for line in text.splitlines() if line.strip()]
    return format_html_join(
        "", '<blockquote dir="auto"><bdi>{}</bdi></blockquote>', ((line,) for line in lines)
    )


def own_paragraph(text: str) -> SafeString:
    """Return a paragraph of our own words, in the language they are in."""
    return format_html('<p lang="{}">{}</p>', get_language() or settings.LANGUAGE_CODE, text)


def tell_moment(at: datetime, *, zone: str) -> str:
    """Return a moment in words, in UTC and in a publisher's zone."""
    return word_moment(make_moment(at, zone=zone))


def word_moment(moment: Moment) -> str:
    """Return the words of the pages' ``_moment.html``, without its marks."""
    text = _("%(day)s, %(time)s UTC") % {"day": moment.day, "time": moment.time}
    if not moment.zone:
        return text
    there = _("%(time)s in %(zone)s") % {"time": moment.zone_time, "zone": moment.zone}
    return f"{text} ({moment.zone_day}, {there})" if moment.zone_day else f"{text} ({there})"
