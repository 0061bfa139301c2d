"""The tags for kinds of change: words with signs, sentences with the article's words in them, a rank and its parts."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language

from trackers.models import ChangeKind, Description, Disclosure
from trackers.templatetags.sentences import list_sentences, name_part

register = template.Library()

MOST_SENTENCES = 20
# A sign stands beside its word and is never said aloud.
_SIGNS = {
    ChangeKind.HEADLINE: "T",
    ChangeKind.STANDFIRST: "t",
    ChangeKind.BYLINE: "✎",
    ChangeKind.NUMBER: "#",
    ChangeKind.DATE: "◷",
    ChangeKind.QUOTE: "“ ”",
    ChangeKind.ATTRIBUTION: "»",
    ChangeKind.HEDGE: "≈",
    ChangeKind.NEGATION: "¬",
    ChangeKind.NAME: "@",
    ChangeKind.ADDITION: "+",
    ChangeKind.CUT: "−",
    ChangeKind.MOVE: "↕",
    ChangeKind.REWRITE: "~",
    ChangeKind.CORRECTION_NOTICE: "!",
    ChangeKind.REVERSION: "↶",
    ChangeKind.LINK_MEDIA: "▣",
    ChangeKind.TYPO: "ab",
    ChangeKind.PUNCTUATION: ". ,",
    ChangeKind.WHITESPACE: "␣",
    ChangeKind.FURNITURE: "☰",
}


@register.filter
def sign(kind: ChangeKind) -> str:
    """Return the sign of a kind."""
    return _SIGNS[kind]


@register.inclusion_tag("trackers/_kind_words.html")
def kind_words(description: Description) -> dict[str, Any]:
    """Show the kinds of a Change as words with signs, each leading to the latest Changes of that kind."""
    return {"kinds": description.kind_words}


@register.inclusion_tag("trackers/_strongest.html")
def strongest(description: Description, lang: str, direction: str) -> dict[str, Any]:
    """Show in one sentence what matters most of a Change; nothing where no rules have told it yet."""
    sentences = list_sentences(description)
    return {"sentence": sentences[0] if sentences else (), **_languages(lang, direction)}


@register.inclusion_tag("trackers/_why.html")
def why(description: Description, placing: str = "", days: int = 0) -> dict[str, Any]:
    """Show why a Change stands where it does (``noted``, ``high`` of the last ``days``, or listed), and its rank."""
    return {"described": description, "placing": placing, "days": days, "parts": _list_parts(description)}


@register.inclusion_tag("trackers/_kinds.html")
def kinds_told(description: Description, lang: str, direction: str) -> dict[str, Any]:
    """Show all that is told of a Change: kinds, sentences, what the publisher's page says of it, the rank."""
    sentences = list_sentences(description)
    disclosed = description.disclosure
    return {
        "described": description,
        "sentences": sentences[:MOST_SENTENCES],
        "more": max(0, len(sentences) - MOST_SENTENCES),
        "disclosure": Disclosure(disclosed).label if disclosed else "",
        "parts": _list_parts(description),
        **_languages(lang, direction),
    }


def _list_parts(description: Description) -> list[tuple[str, int]]:
    return [(name_part(part.name), part.points) for part in description.parts]


def _languages(lang: str, direction: str) -> dict[str, str]:
    return {"lang": lang, "dir": direction, "words_lang": get_language() or settings.LANGUAGE_CODE}
