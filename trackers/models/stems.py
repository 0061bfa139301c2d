"""Stems: what PostgreSQL's dictionary of a language makes of a word ("inquiries", "inquiry": "inquiri").

Stop words have no stem there and stand as they are: whether "not" was taken out is what readers ask. The dictionaries
are those of PostgreSQL 14, the oldest that is supported; every other language is searched by its words as they stand.
"""

from collections.abc import Collection, Mapping
from functools import lru_cache

from django.db import connection

DICTIONARIES: Mapping[str, str] = {
    "ar": "arabic_stem",
    "ca": "catalan_stem",
    "da": "danish_stem",
    "de": "german_stem",
    "el": "greek_stem",
    "en": "english_stem",
    "es": "spanish_stem",
    "eu": "basque_stem",
    "fi": "finnish_stem",
    "fr": "french_stem",
    "ga": "irish_stem",
    "hi": "hindi_stem",
    "hu": "hungarian_stem",
    "hy": "armenian_stem",
    "id": "indonesian_stem",
    "it": "italian_stem",
    "lt": "lithuanian_stem",
    "nb": "norwegian_stem",
    "ne": "nepali_stem",
    "nl": "dutch_stem",
    "nn": "norwegian_stem",
    "no": "norwegian_stem",
    "pt": "portuguese_stem",
    "ro": "romanian_stem",
    "ru": "russian_stem",
    "sr": "serbian_stem",
    "sv": "swedish_stem",
    "ta": "tamil_stem",
    "tr": "turkish_stem",
    "yi": "yiddish_stem",
}
_MOST_KEPT = 200_000
_kept: dict[tuple[str, str], str] = {}


def language_of(tag: str) -> str:
    """Return the language of a tag (BCP 47) in lower case: "pt" of "pt-BR"; "" for what is none."""
    language = tag.strip().replace("_", "-").partition("-")[0].lower()
    return language if language.isascii() and language.isalpha() and 2 <= len(language) <= 3 else ""


def find_stems(words: Collection[str], *, language: str) -> dict[str, str]:
    """Return the stems of folded words that have one, by word. One query for the words this process has not met."""
    dictionary = DICTIONARIES.get(language)
    if dictionary is None:
        return {}
    fresh = sorted({word for word in words if (dictionary, word) not in _kept})
    if fresh:
        if len(_kept) > _MOST_KEPT:
            _kept.clear()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT word, (ts_lexize(%s::regdictionary, word))[1] FROM unnest(%s::text[]) AS word",
                [f"pg_catalog.{dictionary}", fresh],
            )
            for word, stem in cursor.fetchall():
                _kept[dictionary, word] = stem or word
    found = {word: _kept.get((dictionary, word), word) for word in words}
    return {word: stem for word, stem in found.items() if stem != word}


@lru_cache(maxsize=1)
def server_version() -> int:
    """Return the major version of the server, whose dictionaries may differ from another's."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        (number,) = cursor.fetchone()
    return int(number) // 10_000
