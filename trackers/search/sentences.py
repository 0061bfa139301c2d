"""What is wrong with a query, in a sentence to whoever typed it; and the examples that explain the language."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.models import ChangeKind, Disclosure
from trackers.text.query import FIELDS, LONGEST_QUERY, MOST_TERMS, Problem, ProblemCode

LONGEST_ECHO = 80
NATURES = "edit, gone, returned"


@dataclass(frozen=True)
class Example:
    """A query and what it finds."""

    query: str
    finds: object


EXAMPLES = (
    Example("ferry inquiry", gettext_lazy("both words in the headline or the text, before the change or after it")),
    Example('"harbour master"', gettext_lazy("these words next to each other, in this order")),
    Example("ferry -storm", gettext_lazy("the first word, and not the second")),
    Example('removed:"criminal inquiry"', gettext_lazy("these words were taken out")),
    Example("added:allegedly", gettext_lazy("this word was put in")),
    Example("headline:ferry", gettext_lazy("the word stands in a headline, old or new")),
    Example("name:Kowalsky", gettext_lazy("the name, and names that are spelt much like it")),
    Example("source:daily-example", gettext_lazy("changes of one publisher, by its short name in addresses")),
    Example("kind:quote,number", gettext_lazy("changes of one of these kinds")),
    Example("disclosure:none", gettext_lazy("changes that the publisher’s page was not found to tell of")),
    Example("is:gone", gettext_lazy("pages that went away; also is:returned and is:edit")),
    Example("lang:pt", gettext_lazy("articles in one language, by its code")),
    Example("after:2026-03-01 before:2026-04", gettext_lazy("seen from that day on, and before that month")),
)  # fmt: skip

TOOK_TOO_LONG = gettext_lazy(
    "This search took too long and was stopped. Please add a word that is seldom used, a publisher or a range of days."
)


def tell_problem(problem: Problem) -> str:
    """Return the sentence."""
    shown = problem.text if len(problem.text) <= LONGEST_ECHO else f"{problem.text[:LONGEST_ECHO]}…"
    words = {
        "text": shown,
        "field": problem.field,
        "most": LONGEST_QUERY,
        "terms": MOST_TERMS,
        "count": problem.end,
    }
    return _SENTENCES[problem.code](problem) % words


def _tell_value(problem: Problem) -> str:
    known = {
        "kind": _name_codes(ChangeKind.choices),
        "disclosure": _name_codes(Disclosure.choices),
        "is": NATURES,
    }
    if problem.field == "source":
        return _(
            "There is no publisher with the short name “%(text)s” here. It is what the address of a publisher’s page "
            "ends with; “Narrow the search” lists them by name."
        )
    if problem.field not in known:
        return _("“%(text)s” is no code of a language; write two or three letters, such as lang:en.")
    named = _("“%(text)s” cannot stand behind %(field)s: here. These can:")
    return f"{named} {known[problem.field]}"


def _name_codes(choices: Iterable[tuple[str, object]]) -> str:
    """Return codes in a row, with the words that pages show for them where these are others."""
    named = [code if code == str(label) else f"{code} ({label})" for code, label in choices]
    return ", ".join(named).replace("%", "%%")


def _tell_field(_problem: Problem) -> str:
    said = _(
        "There is no search by the word before the colon in “%(text)s”. Put it in quotation marks to look for it as it "
        "stands. These words can stand before a colon:"
    )
    return f"{said} {', '.join(FIELDS)}"


_SENTENCES: dict[ProblemCode, Callable[[Problem], str]] = {
    ProblemCode.TOO_LONG: lambda _problem: _(
        "A search can be %(most)d characters long; this one has %(count)d. Please shorten it."
    ),
    ProblemCode.TOO_MANY_WORDS: lambda _problem: _(
        "A search can hold %(terms)d words; please leave some out."
    ),
    ProblemCode.TOO_MANY_VALUES: lambda _problem: _(
        "There are too many values behind %(field)s: here; please leave some out."
    ),
    ProblemCode.NO_WORD: lambda _problem: _("There is no letter and no figure in “%(text)s” to look for."),
    ProblemCode.UNKNOWN_FIELD: _tell_field,
    ProblemCode.UNKNOWN_VALUE: _tell_value,
    ProblemCode.MISSING_VALUE: lambda _problem: _(
        "Something has to stand behind %(field)s: without a space."
    ),
    ProblemCode.OPEN_QUOTE: lambda _problem: _("The quotation mark before “%(text)s” is never closed."),
    ProblemCode.BAD_DATE: lambda _problem: _(
        "“%(text)s” is no day. Write year, month and day as in after:2026-03-01; the day, or both, may be left out."
    ),
    ProblemCode.DATES_CROSSED: lambda _problem: _(
        "No day is after the one and before the other of these two."
    ),
}
