"""Index: what a Change, or an Article that has not changed yet, is found by.

The whole words of the Diff are kept, not the excerpt that a card shows; and the text both before and after, so that a
search finds every Version's. What the public may find of it is for the search to say: `public_text` may change.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from django.db import transaction

from trackers.models import (
    Article,
    Change,
    ChangeWords,
    Description,
    KnownName,
    ReadText,
    Version,
    VersionWords,
    readers_view,
)
from trackers.models.found import stamp_rules
from trackers.models.stems import find_stems, language_of
from trackers.text.compare import Diff, Op, Row, compare
from trackers.text.terms import (
    CutStream,
    Stream,
    changed_runs,
    cut_runs,
    cut_stream,
    find_names,
    words_of,
    write_vector,
)

# What stands in place of a withheld passage: no word, so that nobody finds it.
NOTHING = "…"


def index_change(change: Change, diff: Diff, *, description: Description) -> None:
    """Store what a Change is found by, in place of what was stored before; nobody finds it by words that are withheld.

    Three statements at most, and some ten milliseconds for a text of a thousand words. Have the Change's texts and its
    Article's Source loaded.
    """
    if not change.article.withheld_words:
        _index(change, diff, description=description)
        return
    with readers_view(mark=NOTHING):
        before, after = change.texts_shown
        _index(change, compare(before.text, after.text), description=description)


def _index(change: Change, diff: Diff, *, description: Description) -> None:
    _before, after = change.texts_shown
    language = language_of(change.language)
    row = ChangeWords(
        change=change,
        language=language,
        rules=stamp_rules(),
        words=_write(
            _cut_change(after, diff), facts=_state_facts(change, description, language), language=language
        ),
    )
    ChangeWords.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["change"], update_fields=["language", "rules", "words"]
    )
    if change.from_number == 1:
        VersionWords.objects.filter(version=change.from_version_id).delete()
    runs = [run.text for op in (Op.INSERT, Op.DELETE) for run in changed_runs(diff, op=op)]
    _learn_names([*runs, after.headline])


def index_first_version(version: Version) -> None:
    """Store what an Article is found by until it changes; have the Article and its Source loaded.

    What is withheld is asked for under the Article's lock: it may be withheld since the Article was loaded.
    """
    with transaction.atomic():
        rows = Article.objects.select_for_update(of=("self",)).values_list("withheld_words", flat=True)
        if not rows.get(pk=version.article_id):
            _index_first(version)
            return
        with readers_view(mark=NOTHING):
            _index_first(version)


def _index_first(version: Version) -> None:
    language = language_of(version.lang or version.article.source.language)
    row = VersionWords(
        version=version,
        language=language,
        rules=stamp_rules(),
        words=_write(
            _cut_text(version),
            facts=[f"@l:{language}", f"@m:{version.observed_at:%Y-%m}", f"@s:{version.article.source_id}"],
            language=language,
        ),
    )
    VersionWords.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["version"], update_fields=["language", "rules", "words"]
    )
    _learn_names([version.headline, *version.own_paragraphs])


def _cut_text(text: ReadText) -> list[CutStream]:
    headline = cut_stream(Stream([text.headline]))
    return [headline, replace(headline, prefix="#"), cut_stream(Stream(_lines_of(text)), start=headline.end)]


def _cut_change(after: ReadText, diff: Diff) -> list[CutStream]:
    """Return the streams: the text as it is and, where a line changed, as it was; then what came and what went.

    Headlines first: what lies beyond the last place a vector knows is found as words alone.
    """
    old_headline = [_old_side(diff.headline.row)] if diff.headline.changed else []
    headlines = cut_stream(Stream([after.headline, *old_headline]))
    rows = [*(field.row for field in diff.fields if field is not diff.headline), *diff.rows]
    old_lines = [_old_side(row) for row in rows if any(span.op is Op.DELETE for span in row.inline)]
    return [
        headlines,
        replace(headlines, prefix="#"),
        cut_stream(Stream([*_lines_of(after), *old_lines]), start=headlines.end),
        cut_runs(changed_runs(diff, op=Op.INSERT), prefix="+"),
        cut_runs(changed_runs(diff, op=Op.DELETE), prefix="-"),
    ]


def _lines_of(text: ReadText) -> Sequence[str]:
    tracked = text.text
    return [tracked.standfirst, *tracked.byline, *tracked.paragraphs, *tracked.captions]


def _old_side(row: Row) -> str:
    return "".join(span.text for span in row.inline if span.op is not Op.INSERT)


def _state_facts(change: Change, description: Description, language: str) -> list[str]:
    facts = [f"@l:{language}", f"@n:{change.nature}", f"@m:{change.seen_new_at:%Y-%m}"]
    facts.append(f"@s:{change.article.source_id}")
    facts += [f"@k:{kind}" for kind in description.kinds]
    return [*facts, f"@d:{description.disclosure}"] if description.disclosure else facts


def _write(streams: Sequence[CutStream], *, facts: Sequence[str], language: str) -> str:
    stems = find_stems(words_of(streams), language=language)
    return write_vector(streams, facts=facts, stems=stems)


def _learn_names(lines: Sequence[str]) -> None:
    """Remember what may be a name, once all that was recorded with it stands.

    Not in the same transaction: two that meet the same names in another order would wait for each other for ever.
    """
    names = sorted(find_names(lines))
    if names:
        transaction.on_commit(partial(_remember_names, names), robust=True)


def _remember_names(names: Sequence[str]) -> None:
    KnownName.objects.bulk_create([KnownName(name=name) for name in names], ignore_conflicts=True)
