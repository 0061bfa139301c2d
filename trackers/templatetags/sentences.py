"""The sentences of the text room about kinds of change, in the language of whoever reads them, and the parts of a rank.

`trackers.text.kinds` knows no Django and says in plain English what changed. Each of its sentences stands here once
more, marked, so that translators find it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from trackers.models import ChangeKind, Description
from trackers.text.kinds import Sentence, explain

SENTENCES = (
    gettext_noop("Headline changed"),
    gettext_noop("Headline removed"),
    gettext_noop("Headline added"),
    gettext_noop("Standfirst changed"),
    gettext_noop("Standfirst removed"),
    gettext_noop("Standfirst added"),
    gettext_noop("Byline changed: %(removed)s → %(added)s"),
    gettext_noop("Byline removed: %(removed)s"),
    gettext_noop("Byline added: %(added)s"),
    gettext_noop("A figure changed: %(removed)s → %(added)s"),
    gettext_noop("A figure was removed: %(removed)s"),
    gettext_noop("A figure was added: %(added)s"),
    gettext_noop("A date or time changed: %(removed)s → %(added)s"),
    gettext_noop("A date or time was removed: %(removed)s"),
    gettext_noop("A date or time was added: %(added)s"),
    gettext_noop("Quoted words changed: %(removed)s → %(added)s"),
    gettext_noop("Quoted words were removed: %(removed)s"),
    gettext_noop("Quoted words were added: %(added)s"),
    gettext_noop("Who said it changed: %(removed)s → %(added)s"),
    gettext_noop("A source was removed: %(removed)s"),
    gettext_noop("A source was added: %(added)s"),
    gettext_noop("How certain it is changed: %(removed)s → %(added)s"),
    gettext_noop("A word of doubt or certainty was removed: %(removed)s"),
    gettext_noop("A word of doubt or certainty was added: %(added)s"),
    gettext_noop("Denial or reversal: %(removed)s → %(added)s"),
    gettext_noop("A denial was removed: %(removed)s"),
    gettext_noop("A denial was added: %(added)s"),
    gettext_noop("A name or title changed: %(removed)s → %(added)s"),
    gettext_noop("A name or title was removed: %(removed)s"),
    gettext_noop("A name or title was added: %(added)s"),
    gettext_noop("Information was added"),
    gettext_noop("Information was added: %(added)s"),
    gettext_noop("Information was removed"),
    gettext_noop("Information was removed: %(removed)s"),
    gettext_noop("A passage stands elsewhere: %(added)s"),
    gettext_noop("A passage stands elsewhere"),
    gettext_noop("Reworded: %(removed)s → %(added)s"),
    gettext_noop("Reworded, without %(removed)s"),
    gettext_noop("Reworded, with %(added)s"),
    gettext_noop("A notice to readers was reworded"),
    gettext_noop("A notice to readers disappeared"),
    gettext_noop("A notice to readers appeared"),
    gettext_noop("Back to an earlier text"),
    gettext_noop("A caption, credit or link changed"),
    gettext_noop("A caption, credit or link was removed"),
    gettext_noop("A caption, credit or link was added"),
    gettext_noop("Spelling or grammar: %(removed)s → %(added)s"),
    gettext_noop("Spelling or grammar: without %(removed)s"),
    gettext_noop("Spelling or grammar: with %(added)s"),
    gettext_noop("Punctuation only"),
    gettext_noop("Spaces or paragraph breaks only"),
    gettext_noop("A line of the page changed"),
    gettext_noop("A line of the page disappeared"),
    gettext_noop("A line of the page appeared"),
    gettext_noop("The text changed"),
)
_WORDS = re.compile(r"%\((removed|added)\)s")
_AGAIN, _RULE = "_again", "rule:"


@dataclass(frozen=True)
class SentencePiece:
    """A stretch of a sentence: our words, or those of the article that were ``removed`` or ``added``."""

    text: str
    fate: str = ""


def split_sentence(sentence: Sentence) -> tuple[SentencePiece, ...]:
    """Return a sentence in the active language, the article's words apart from ours: whoever shows it marks them."""
    return tuple(_split(gettext(sentence.template), words=sentence.params))


def list_sentences(description: Description) -> list[tuple[SentencePiece, ...]]:
    """Return what is told of a Change, a sentence a kind and place, what matters most first, each once."""
    sentences = dict.fromkeys(explain(kind) for kind in description.told)
    return [split_sentence(sentence) for sentence in sentences]


def name_part(name: str) -> str:
    """Return a part of a rank in words; a name that is not known comes back as it is."""
    if name.startswith(_RULE):
        return gettext("lowered by the rule “%(rule)s”") % {"rule": name.removeprefix(_RULE)}
    if name == "in_headline":
        return gettext("one of these is in the headline")
    if name == "notice_gone":
        return gettext("a notice to readers disappeared")
    code = name.removesuffix(_AGAIN)
    if code not in ChangeKind.values:
        return name
    label = str(ChangeKind(code).label)
    return label if code == name else gettext("%(kind)s, in further places") % {"kind": label}


def _split(template: str, *, words: dict[str, str]) -> Iterator[SentencePiece]:
    end = 0
    for found in _WORDS.finditer(template):
        if found.start() > end:
            yield SentencePiece(template[end : found.start()])
        yield SentencePiece(words[found[1]], found[1])
        end = found.end()
    if end < len(template):
        yield SentencePiece(template[end:])
