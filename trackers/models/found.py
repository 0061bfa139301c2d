"""What Changes and Articles are found by: words cut and stemmed beforehand, in one column with one index."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models
from django.db.models import Lookup
from django.utils.translation import gettext_lazy as _

from trackers.models.change import Change
from trackers.models.stems import server_version
from trackers.models.version import Version
from trackers.text.terms import CUT


@SearchVectorField.register_lookup
class Holds(Lookup[Any]):
    """``words__holds="'harbour' & !'ferry'"``: a tsquery as text, whose lexemes are taken as they stand."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the comparison; the query stays a parameter."""
        left, parameters = self.process_lhs(compiler, connection)
        return f"{left} @@ %s::tsquery", (*parameters, self.rhs)


class FoundWords(models.Model):
    """Lexemes and the language they were stemmed in; ``rules`` stamps how they were cut and by whose dictionaries.

    A lexeme stands bare for a word of the text, behind "#" for one of a headline, behind "+" or "-" for one that was
    added or removed, behind "@" for a fact: "@l:en" the language, "@k:quote" a kind, "@d:none" the disclosure,
    "@n:gone" the nature, "@m:2026-03" the month, "@s:7" the publisher's key, which a trigger keeps true.
    """

    language = models.CharField(_("language"), max_length=3, blank=True)
    rules = models.CharField(_("rules"), max_length=20)
    words = SearchVectorField(_("words"))

    class Meta:
        abstract = True


class ChangeWords(FoundWords):
    """What a Change is found by: the texts before and after, the words of its Diff, its kinds. Derived, made anew."""

    change = models.OneToOneField(Change, on_delete=models.CASCADE, related_name="found", primary_key=True)

    class Meta:
        verbose_name = _("words of a change")
        verbose_name_plural = _("words of changes")
        indexes = [
            # Pending entries are merged by the cleaning of the table, not by a reader's search.
            GinIndex(fields=["words"], name="change_words", fastupdate=True, gin_pending_list_limit=4096),
            models.Index(fields=["language"], name="change_words_language"),
            models.Index(fields=["rules"], name="change_words_rules"),
        ]

    def __str__(self) -> str:
        return f"{self.change_id}"


class VersionWords(FoundWords):
    """What an Article is found by as long as it has not changed: the text of its first Version."""

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="found", primary_key=True)

    class Meta:
        verbose_name = _("words of a first version")
        verbose_name_plural = _("words of first versions")
        indexes = [
            GinIndex(fields=["words"], name="version_words", fastupdate=True, gin_pending_list_limit=4096),
            models.Index(fields=["rules"], name="version_words_rules"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}"


class KnownName(models.Model):
    """A word that may be a name, folded: what a name that is spelt otherwise is compared with, by its trigrams."""

    name = models.CharField(_("name"), max_length=64, primary_key=True)

    class Meta:
        verbose_name = _("known name")
        verbose_name_plural = _("known names")
        indexes = [GinIndex(fields=["name"], name="known_name_trigrams", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.name


# A few steps through the index, however many rows there are.
_LANGUAGES = """
    WITH RECURSIVE step AS (
        (SELECT language FROM trackers_changewords ORDER BY language LIMIT 1)
        UNION ALL
        SELECT (SELECT language FROM trackers_changewords WHERE language > step.language ORDER BY language LIMIT 1)
        FROM step WHERE step.language IS NOT NULL
    )
    SELECT language FROM step WHERE language IS NOT NULL
"""
_ALIKE = """
    SELECT name FROM trackers_knownname
    WHERE name %% %s AND similarity(name, %s) >= %s
    ORDER BY similarity(name, %s) DESC, name LIMIT %s
"""
MOST_ALIKE, LEAST_ALIKE = 12, 0.4
_OF_OTHER_RULES = """
    SELECT EXISTS (SELECT FROM trackers_changewords WHERE rules > '' AND rules < %(now)s)
        OR EXISTS (SELECT FROM trackers_changewords WHERE rules > %(now)s)
        OR EXISTS (SELECT FROM trackers_versionwords WHERE rules > '' AND rules < %(now)s)
        OR EXISTS (SELECT FROM trackers_versionwords WHERE rules > %(now)s)
"""


def stamp_rules() -> str:
    """Return the stamp of what is indexed now: a server of another major version may stem otherwise."""
    return f"{CUT}-pg{server_version()}"


def is_stamped_alike() -> bool:
    """Whether all there is to be found is cut and written by today's rules. One query: four steps into an index.

    Rows that are emptied, to be written anew, bear no stamp and hold nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(_OF_OTHER_RULES, {"now": stamp_rules()})
        (others,) = cursor.fetchone()
    return not others


def count_about(table: type[FoundWords]) -> int:
    """Return how many rows a table had when it was last vacuumed or analysed. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reltuples::bigint FROM pg_class WHERE oid = %s::regclass", [table._meta.db_table]
        )
        (count,) = cursor.fetchone()
    return max(int(count), 0)


def languages_found() -> list[str]:
    """Return the languages that Changes are indexed in; "" for those of none."""
    with connection.cursor() as cursor:
        cursor.execute(_LANGUAGES)
        return [language for (language,) in cursor.fetchall()]


def names_like(name: str) -> list[str]:
    """Return known names that share many trigrams with a folded one, those most alike first, itself among them."""
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, [name, name, LEAST_ALIKE, name, MOST_ALIKE])
        return list(dict.fromkeys([name, *(found for (found,) in cursor.fetchall())]))
