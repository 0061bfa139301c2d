"""Words by language for telling what kind of change an edit is; a language without them gets `NO_WORDS`."""

from trackers.text.kinds.words.ar import ARABIC
from trackers.text.kinds.words.de import GERMAN
from trackers.text.kinds.words.en import ENGLISH
from trackers.text.kinds.words.es import SPANISH
from trackers.text.kinds.words.fr import FRENCH
from trackers.text.kinds.words.he import HEBREW
from trackers.text.kinds.words.hi import HINDI
from trackers.text.kinds.words.ja import JAPANESE
from trackers.text.kinds.words.model import Hit, Phrases, Words, plain, word_set
from trackers.text.kinds.words.pt import PORTUGUESE
from trackers.text.kinds.words.ru import RUSSIAN
from trackers.text.kinds.words.zh import CHINESE

__all__ = ["NO_WORDS", "WORDS", "Hit", "Phrases", "Words", "plain", "word_set"]

NO_WORDS = Words(lang="")
WORDS = {
    words.lang: words
    for words in (
        ENGLISH,
        GERMAN,
        FRENCH,
        SPANISH,
        PORTUGUESE,
        RUSSIAN,
        ARABIC,
        HEBREW,
        HINDI,
        CHINESE,
        JAPANESE,
    )
}
