"""Why most changes are dismissed: a word each, with the letter that picks it. Anything else is said in words."""

from django.utils.translation import gettext_lazy as _

DISMISSALS = {
    "s": _("style or spelling"),
    "t": _("the page’s template"),
    "r": _("a routine update"),
    "m": _("misread by us, not an edit"),
    "e": _("told elsewhere already"),
    "n": _("no news to readers"),
}


def word_reason(letter: str, typed: str = "") -> str:
    """Return what somebody typed, or else the words of a letter; empty where there is neither."""
    return typed.strip() or (str(DISMISSALS[letter]) if letter in DISMISSALS else "")
