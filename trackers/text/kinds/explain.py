"""Makes a plain sentence of a kind and its evidence, as a template and its words, for whoever translates and
shows it.
"""

from dataclasses import dataclass

from trackers.text.kinds.values import Code, Kind, Kinds

_LONGEST = 90
# Marks that part a piece from what stood before or behind it, and say nothing where it stands alone.
_LOOSE = " ,;،؛，；、"


@dataclass(frozen=True)
class Sentence:
    """A sentence in English to be translated: `template` has %(removed)s and %(added)s where the words of the text go.

    The words come as published, cut to a readable length; whoever shows them escapes them.
    """

    template: str
    removed: str
    added: str

    @property
    def params(self) -> dict[str, str]:
        """The words for the template."""
        return {"removed": self.removed, "added": self.added}


@dataclass(frozen=True)
class _Forms:
    """How a kind is told: words exchanged, words gone, words come."""

    changed: str
    gone: str
    come: str


_FORMS = {
    Code.HEADLINE: _Forms("Headline changed", "Headline removed", "Headline added"),
    Code.STANDFIRST: _Forms("Standfirst changed", "Standfirst removed", "Standfirst added"),
    Code.BYLINE: _Forms(
        "Byline changed: %(removed)s → %(added)s", "Byline removed: %(removed)s", "Byline added: %(added)s"
    ),
    Code.NUMBER: _Forms(
        "A figure changed: %(removed)s → %(added)s",
        "A figure was removed: %(removed)s",
        "A figure was added: %(added)s",
    ),
    Code.DATE: _Forms(
        "A date or time changed: %(removed)s → %(added)s",
        "A date or time was removed: %(removed)s",
        "A date or time was added: %(added)s",
    ),
    Code.QUOTE: _Forms(
        "Quoted words changed: %(removed)s → %(added)s",
        "Quoted words were removed: %(removed)s",
        "Quoted words were added: %(added)s",
    ),
    Code.ATTRIBUTION: _Forms(
        "Who said it changed: %(removed)s → %(added)s",
        "A source was removed: %(removed)s",
        "A source was added: %(added)s",
    ),
    Code.HEDGE: _Forms(
        "How certain it is changed: %(removed)s → %(added)s",
        "A word of doubt or certainty was removed: %(removed)s",
        "A word of doubt or certainty was added: %(added)s",
    ),
    Code.NEGATION: _Forms(
        "Denial or reversal: %(removed)s → %(added)s",
        "A denial was removed: %(removed)s",
        "A denial was added: %(added)s",
    ),
    Code.NAME: _Forms(
        "A name or title changed: %(removed)s → %(added)s",
        "A name or title was removed: %(removed)s",
        "A name or title was added: %(added)s",
    ),
    Code.ADDITION: _Forms(
        "Information was added", "Information was added", "Information was added: %(added)s"
    ),
    Code.CUT: _Forms(
        "Information was removed", "Information was removed: %(removed)s", "Information was removed"
    ),
    Code.MOVE: _Forms(
        "A passage stands elsewhere: %(added)s", "A passage stands elsewhere", "A passage stands elsewhere"
    ),
    Code.REWRITE: _Forms(
        "Reworded: %(removed)s → %(added)s", "Reworded, without %(removed)s", "Reworded, with %(added)s"
    ),
    Code.CORRECTION_NOTICE: _Forms(
        "A notice to readers was reworded", "A notice to readers disappeared", "A notice to readers appeared"
    ),
    Code.REVERSION: _Forms("Back to an earlier text", "Back to an earlier text", "Back to an earlier text"),
    Code.LINK_MEDIA: _Forms(
        "A caption, credit or link changed",
        "A caption, credit or link was removed",
        "A caption, credit or link was added",
    ),
    Code.TYPO: _Forms(
        "Spelling or grammar: %(removed)s → %(added)s",
        "Spelling or grammar: without %(removed)s",
        "Spelling or grammar: with %(added)s",
    ),
    Code.PUNCTUATION: _Forms("Punctuation only", "Punctuation only", "Punctuation only"),
    Code.WHITESPACE: _Forms(
        "Spaces or paragraph breaks only",
        "Spaces or paragraph breaks only",
        "Spaces or paragraph breaks only",
    ),
    Code.FURNITURE: _Forms(
        "A line of the page changed", "A line of the page disappeared", "A line of the page appeared"
    ),
}
# What is told with the words of the text alone, which may be a piece out of a sentence.
_INFORMATION = frozenset((Code.ADDITION, Code.CUT))
_SENTENCE_ENDS = tuple('.!?…。！？”"’)')
_UNSAID = Sentence("The text changed", "", "")
# Every template, for the room that marks them for translators.
_EVERY = [template for forms in _FORMS.values() for template in (forms.changed, forms.gone, forms.come)]
TEMPLATES = tuple(dict.fromkeys([*_EVERY, _UNSAID.template]))
# What is told first: what turns a sense, then what can be counted, all of it by words of the text; then the rest.
_IN_WORDS = (
    Code.CORRECTION_NOTICE,
    Code.NEGATION,
    Code.NUMBER,
    Code.QUOTE,
    Code.ATTRIBUTION,
    Code.HEDGE,
    Code.NAME,
    Code.DATE,
)
_FIRST = (
    *_IN_WORDS,
    Code.HEADLINE,
    Code.STANDFIRST,
    Code.CUT,
    Code.ADDITION,
)


def explain(kind: Kind) -> Sentence:
    """Return the sentence for one kind."""
    forms = _FORMS[kind.code]
    if kind.removed and kind.added:
        template = forms.changed
    elif kind.removed:
        template = forms.gone
    else:
        template = forms.come
    removed, added = kind.removed, kind.added
    if kind.code in _INFORMATION:
        removed, added = _mark_piece(removed), _mark_piece(added)
    return Sentence(template, _cut(removed), _cut(added))


def explain_all(kinds: Kinds) -> tuple[Sentence, ...]:
    """Return the sentences for a change, the one that matters most first, each once; never none."""
    sentences = tuple(dict.fromkeys(explain(kind) for kind in in_order(kinds)))
    return sentences or (_UNSAID,)


def in_order(kinds: Kinds) -> tuple[Kind, ...]:
    """Return the kinds with what matters most first, otherwise in reading order."""
    place = {
        code: number for number, code in enumerate((*_FIRST, *(code for code in Code if code not in _FIRST)))
    }
    return tuple(sorted(kinds.entries, key=lambda kind: (kind.is_cosmetic, place[kind.code])))


def _mark_piece(text: str) -> str:
    """Return a piece out of a sentence with marks where the sentence goes on; anything else as it is."""
    words = text.strip()
    bare = words.lstrip(",;:–—- ")
    if not bare or not (bare[0].islower() or bare != words):
        return text
    return f"… {bare}" if bare.endswith(_SENTENCE_ENDS) else f"… {bare.rstrip(',;:–—- ')} …"


def find_lead(kinds: Kinds) -> Kind | None:
    """Return what is told first of the paragraphs, for an excerpt to show its words; None where no such words are told.

    Of what came or went whole any excerpt says enough. Where a notice is told first, what was put right says more.
    """
    told = [kind for kind in in_order(kinds) if kind.code in _IN_WORDS and kind.place.field == "body"]
    if told and told[0].code is Code.CORRECTION_NOTICE:
        return next((kind for kind in told[1:] if kind.removed and kind.added), told[0])
    return told[0] if told else None


def _cut(text: str) -> str:
    words = " ".join(text.split())
    words = words.strip(_LOOSE) or words
    if len(words) <= _LONGEST:
        return words
    return words[:_LONGEST].rsplit(" ", 1)[0] + " …"
