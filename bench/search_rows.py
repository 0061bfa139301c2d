"""The rows that ``bench search`` asks: invented words by Zipf's law, copied in."""

from datetime import UTC, datetime, timedelta
from itertools import accumulate, pairwise
from random import Random

from django.db import connection, transaction

from trackers.models import Article, Change, KnownName, Snapshot, Source, Version
from trackers.models.found import stamp_rules
from trackers.models.stems import find_stems
from trackers.text.terms import join_neighbours

START = datetime(2026, 1, 1, tzinfo=UTC)
DAYS, PUBLISHERS, CHANGES_EACH = 1095, 40, 3
WORDS = 60_000
LENGTHS = (150, 600)
LANGUAGES = ("en", "en", "de", "fr", "sw")
KINDS = ("headline", "number", "quote", "addition", "cut", "rewrite", "name", "date", "hedge", "typo")
_FILLED = ("changewords", "versionwords", "change", "article", "description", "version")
_SYLLABLES = [
    first + vowel + last
    for first in "bdfgklmnprstvz"
    for vowel in "aeiou"
    for last in ("", "n", "r", "s", "l")
]


class Vocabulary:
    """Invented words, the most frequent first."""

    def __init__(self, *, seed: int) -> None:
        random = Random(seed)
        self.words = list(
            dict.fromkeys(
                "".join(random.choices(_SYLLABLES, k=random.choice((2, 2, 3, 3, 4))))
                for _ in range(WORDS * 2)
            )
        )[:WORDS]
        self.stems = {language: find_stems(self.words, language=language) for language in LANGUAGES}
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))

    def at(self, rank: int) -> str:
        """Return the word of a rank from 0."""
        return self.words[rank]

    def draw(self, random: Random, count: int) -> list[str]:
        """Return some words of a text."""
        return random.choices(self.words, cum_weights=self._weights, k=count)

    def misspell(self, random: Random) -> str:
        """Return a word as somebody might spell it who has only heard it."""
        word = self.words[random.randrange(2000, 9000)]
        place = random.randrange(1, len(word) - 1)
        return word[:place] + random.choice("aeiou") + word[place + 1 :]


def fill(changes: int, *, words: Vocabulary, seed: int) -> None:
    """Make publishers and copy in articles, versions, changes and what these are found by; count for the planner."""
    random = Random(seed)
    sources = [
        Source.objects.create(
            name=f"Paper {n}", slug=f"paper-{n}", homepage=f"https://paper-{n}.example/", public_since=START,
            language=LANGUAGES[n % len(LANGUAGES)], public_text="passages" if n % 5 == 4 else "full",
        )
        for n in range(PUBLISHERS)
    ]  # fmt: skip
    KnownName.objects.bulk_create([KnownName(name=word) for word in words.words], batch_size=5000)
    with connection.cursor() as cursor:
        # Built at the end, as after a restore: entry by entry it would take most of the run.
        cursor.execute("DROP INDEX change_words; DROP INDEX version_words")
        for table in _FILLED:
            cursor.execute(f"ALTER TABLE trackers_{table} SET (autovacuum_enabled = false)")
    for first in range(0, changes // CHANGES_EACH, 2000):
        count = min(2000, changes // CHANGES_EACH - first)
        _copy_articles(first, count, sources=sources, words=words, random=random)
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '256MB'")
        cursor.execute("CREATE INDEX change_words ON trackers_changewords USING gin (words)")
        cursor.execute("CREATE INDEX version_words ON trackers_versionwords USING gin (words)")
        for table in (*_FILLED, "source", "knownname"):
            cursor.execute(f"VACUUM ANALYZE trackers_{table}")
        for table in _FILLED:
            cursor.execute(f"ALTER TABLE trackers_{table} RESET (autovacuum_enabled)")


def _copy_articles(
    first: int, count: int, *, sources: list[Source], words: Vocabulary, random: Random
) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        stories = [
            _Story(2 * (first + n) + twin, sources[random.randrange(PUBLISHERS)], words, random, changes)
            for n in range(count)
            for twin, changes in enumerate((CHANGES_EACH, 0))
        ]
        articles = Article.objects.bulk_create(
            [Article(source=story.source, url=f"{story.source.homepage}{story.number}", first_seen_at=story.at,
                     next_check_at=None, tracking="closed", public_since=story.at) for story in stories],
            batch_size=500,
        )  # fmt: skip
        snapshots = Snapshot.objects.bulk_create(
            [Snapshot(article=article, fetched_at=story.at, url=article.url, status=200, headers=[],
                      sha256=f"{story.number:064x}", size=1, stored_size=1)
             for article, story in zip(articles, stories, strict=True)], batch_size=500,
        )  # fmt: skip
        _copy_versions(stories, articles, snapshots)


class _Story:
    """One article's texts: a text and, so many times, some of its words replaced."""

    def __init__(self, number: int, source: Source, words: Vocabulary, random: Random, changes: int) -> None:
        self.number, self.source, self.random = number, source, random
        self.stems = words.stems.get(source.language, {})
        self.at = START + timedelta(minutes=random.randrange(DAYS * 1440))
        self.headline = " ".join(words.draw(random, 8))
        text = words.draw(random, random.randrange(*LENGTHS))
        self.first, self.steps = text, list[tuple[list[str], list[str], list[str]]]()
        for _ in range(changes):
            at, size = random.randrange(len(text)), random.choice((1, 2, 5, 30))
            went, came = text[at : at + size], words.draw(random, random.choice((1, 2, 5, 30)))
            text = text[:at] + came + text[at + size :]
            self.steps.append((text, went, came))

    def vector(self, text: list[str], went: list[str], came: list[str], *, facts: list[str]) -> str:
        """Return what a change is found by, as the pipeline would write it; the words are plain ones already."""
        stems = self.stems
        places: dict[str, list[str]] = {fact: [] for fact in facts}
        headline = self.headline.split()
        for prefix, words, start in (
            ("", headline, 1), ("#", headline, 1), ("", [*text, *went], 20), ("+", came, 1), ("-", went, 1),
        ):  # fmt: skip
            lexemes = [prefix + stems.get(word, word) for word in words]
            for place, lexeme in enumerate(lexemes, start=start):
                places.setdefault(lexeme, []).append(str(place))
            for first, second in pairwise(lexemes):
                places.setdefault(join_neighbours(first, second), [])
        return " ".join(
            f"'{lexeme}'{':' if found else ''}{','.join(found[:255])}" for lexeme, found in places.items()
        )


def _copy_versions(stories: list[_Story], articles: list[Article], snapshots: list[Snapshot]) -> None:
    pairs = list(zip(stories, articles, snapshots, strict=True))
    versions = Version.objects.bulk_create(
        [Version(article=article, number=number, observed_at=story.at + timedelta(hours=number), snapshot=snapshot,
                 headline=story.headline, paragraphs=[], extractor="bench", text_hash="0" * 64)
         for story, article, snapshot in pairs for number in range(1, len(story.steps) + 2)], batch_size=1000,
    )  # fmt: skip
    by_article = {(version.article_id, version.number): version for version in versions}
    for story, article in zip(stories, articles, strict=True):
        article.version_count = len(story.steps) + 1
        article.latest_version = by_article[article.pk, article.version_count]
    Article.objects.bulk_update(articles, ["latest_version", "version_count"], batch_size=500)
    changes = Change.objects.bulk_create(
        [Change(article=article, from_version=by_article[article.pk, number],
                to_version=by_article[article.pk, number + 1], from_number=number, to_number=number + 1,
                seen_old_at=story.at, seen_new_at=story.at + timedelta(hours=number), old_snapshot=snapshot,
                announced_at=story.at + timedelta(hours=number))
         for story, article, snapshot in pairs for number in range(1, len(story.steps) + 1)], batch_size=1000,
    )  # fmt: skip
    _copy_words(list(zip((story for story in stories for _ in story.steps), changes, strict=True)))
    _copy_first_words(
        [(story, article) for story, article in zip(stories, articles, strict=True) if not story.steps]
    )


def _copy_first_words(unchanged: list[tuple[_Story, Article]]) -> None:
    rules = stamp_rules()
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY trackers_versionwords (version_id, language, rules, words) FROM STDIN") as copy,
    ):
        for story, article in unchanged:
            language = story.source.language
            vector = story.vector(
                story.first,
                [],
                [],
                facts=[
                    f"@l:{language}",
                    f"@m:{story.at + timedelta(hours=1):%Y-%m}",
                    f"@s:{story.source.pk}",
                ],
            )
            copy.write_row((article.latest_version_id, language, rules, vector))


_DESCRIBED = (
    "change_id", "rules", "headline_before", "headline_after", "removed", "added", "context_before", "context_after",
    "words_removed", "words_added", "reread", "kinds", "evidence", "rank", "rank_parts", "disclosure",
)  # fmt: skip


def _copy_words(changes: list[tuple[_Story, Change]]) -> None:
    """Copy in the Descriptions of changes and what they are found by."""
    rules = stamp_rules()
    kinds = {change.pk: sorted(story.random.sample(KINDS, 2)) for story, change in changes}
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY trackers_description ({', '.join(_DESCRIBED)}) FROM STDIN") as copy:
            for story, change in changes:
                _, went, came = story.steps[change.from_number - 1]
                words = (
                    story.headline,
                    story.headline,
                    " ".join(went),
                    " ".join(came),
                    "",
                    "",
                    len(went),
                    len(came),
                )
                copy.write_row((change.pk, "bench", *words, "", kinds[change.pk], "[]", 0, "[]", "none"))
        with cursor.copy("COPY trackers_changewords (change_id, language, rules, words) FROM STDIN") as copy:
            for story, change in changes:
                language = story.source.language
                facts = [f"@l:{language}", f"@n:{change.nature}", f"@m:{change.seen_new_at:%Y-%m}", "@d:none"]
                facts += [f"@s:{story.source.pk}", *(f"@k:{kind}" for kind in kinds[change.pk])]
                vector = story.vector(*story.steps[change.from_number - 1], facts=facts)
                copy.write_row((change.pk, language, rules, vector))
