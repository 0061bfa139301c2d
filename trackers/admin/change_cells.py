"""The cells of the list of changes: what is read first stands in few columns, which fit beside Django's sidebars."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trackers.admin.cells import NOTHING, link_inside, quote_text, say_moment, tell_lines
from trackers.admin.queues import explains, same_words
from trackers.models import Change, ChangeKind, Nature, ReviewState

# The kinds beyond these are counted: a row is glanced at, the page of the change lists them all.
MOST_KINDS = 5


def tell_headline(change: Change) -> SafeString | str:
    """Return the headline of a change; of one that changed the old words as well, struck through."""
    old, new = _old_headline(change), change.text_after.headline
    if not old or old == new:
        return quote_text(new)
    return format_html(
        '<del class="desk-gone">{}</del> <ins class="desk-came">{}</ins>', quote_text(old), quote_text(new)
    )


def tell_facts(change: Change) -> SafeString | str:
    """Return whose change it is, when it happened, its kinds and what the page and the desk say of it, one a line."""
    lines = [
        link_inside(change.article.source, change.article.source.name),
        say_window(change),
        "" if change.nature == Nature.EDIT else tell_nature(change),
        list_kinds(change, most=MOST_KINDS),
        _say_disclosure(change),
        same_words(change),
        explains(change),
        _say_standing(change),
    ]
    return tell_lines(*lines)


def tell_nature(change: Change) -> SafeString:
    """Return what happened and, of a page that went, what the server said."""
    nature = str(Nature(change.nature).label)
    words = f"{nature}: {change.get_absence_display()}" if change.absence else nature
    return format_html('<strong class="desk-nature">{}</strong>', words)


def say_window(change: Change) -> str:
    """Return the two looks a change lies between; the day once where it is the same."""
    old, new = change.seen_old_at, change.seen_new_at
    if old.date() != new.date():
        return f"{say_moment(old)} – {say_moment(new)}"
    return f"{old:%Y-%m-%d %H:%M} – {new:%H:%M} UTC"


def list_kinds(change: Change, *, most: int) -> str:
    """Return the first kinds of a change in words, and how many more there are."""
    described = getattr(change, "description", None)
    kinds = described.kind_words if described is not None else []
    words = [str(kind.label) for kind in kinds[:most]]
    rest = len(kinds) - len(words)
    if rest > 0:
        words.append(ngettext("%(count)d more", "%(count)d more", rest) % {"count": rest})
    return ", ".join(words) or NOTHING


def tell_words(change: Change) -> SafeString | str:
    """Return how many words went and came, and some of them, one above the other."""
    described = getattr(change, "description", None)
    if described is None:
        return _("not described yet")
    sides = (("−", described.words_removed, described.removed), ("+", described.words_added, described.added))
    return tell_lines(*(_tell_side(*side) for side in sides))


def _tell_side(sign: str, count: int, words: str) -> SafeString | str:
    """Return "−1 word: 280,000": a bare number beside a figure of the text would be read as one of its digits."""
    if not (count or words):
        return ""
    counted = ngettext("%(count)d word", "%(count)d words", count) % {"count": count}
    if not words:
        return f"{sign}{counted}"
    return format_html("{}{}: {}", sign, counted, quote_text(words))


def _old_headline(change: Change) -> str:
    """Return the headline before, where it changed and the list has it to hand: no query is asked for it."""
    described = getattr(change, "description", None)
    if described is None or ChangeKind.HEADLINE not in described.kinds or change.from_reading_id is not None:
        return ""
    return change.from_version.headline


def _say_disclosure(change: Change) -> str:
    described = getattr(change, "description", None)
    words = described.get_disclosure_display() if described is not None else ""
    return _("the page says: %(words)s") % {"words": words} if words else ""


def _say_standing(change: Change) -> str:
    """Return where a change stands on the desk; nothing of one that is new."""
    state = change.desk_state  # type: ignore[attr-defined]
    if not state or state == ReviewState.NEW:
        return ""
    return _("on the desk: %(state)s") % {"state": ReviewState(state).label}
