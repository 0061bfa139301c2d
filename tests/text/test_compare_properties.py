"""What holds for any two texts, however they were made."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from trackers.text.compare import Diff, Op, RowKind, Span, compare, excerpt
from trackers.text.tidy import ArticleText

WORDS = st.sampled_from(
    [
        "the",
        "the",
        "a",
        "of",
        "in",
        "and",
        "council",
        "mayor",
        "said",
        "not",
        "12",
        "12,000",
        "£1.5m",
        "“yes”",
        '"yes"',
        "it's",
        "it’s",
        "-5°C",
        "3",
        "May",
        "well-known",
        ".",
        ",",
        "!",
        "no-break\u00a0space",
        "soft\u00adhyphen",
        "e\u0301",
        "é",
        "市长",
        "说",
        "ไม่",
        "किताब",
        "שלום",
        "مرحبا",
        "👍🏽",
        "<scr",
        "ipt>",
        "&amp;",
        "\u200b",
    ]
)
GAPS = st.sampled_from([" ", " ", " ", " ", "", "  ", "\u00a0", "\n\n", "\t"])
SENTENCES = st.lists(st.tuples(WORDS, GAPS), max_size=12).map(lambda pairs: "".join(map("".join, pairs)))
PARAGRAPHS = st.one_of(SENTENCES, SENTENCES, st.text(max_size=12))
VERBS = ["delete", "insert", "move", "swap", "split", "join", "edit", "space"]
EDITS = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 1000), PARAGRAPHS), max_size=5)


def edit(paragraphs: list[str], edits: list[tuple[str, int, str]]) -> list[str]:
    """Apply edits of the sort that newsrooms make."""
    edited = list(paragraphs)
    for verb, number, text in edits:
        place = number % (len(edited) + 1)
        if verb == "insert" or place == len(edited):
            edited.insert(place, text)
            continue
        paragraph = edited.pop(place)
        middle = number % (len(paragraph) + 1)
        if verb == "move":
            edited.insert((place * 7 + 3) % (len(edited) + 1), paragraph)
        elif verb == "join":
            following = edited.pop(place) if place < len(edited) else ""
            edited.insert(place, paragraph + following)
        else:
            edited[place:place] = {
                "delete": [],
                "swap": [text],
                "split": [paragraph[:middle], paragraph[middle:]],
                "edit": [paragraph[:middle] + text + paragraph[middle + 3 :]],
                "space": [paragraph.replace(" ", "  ", 1)],
            }[verb]
    return edited


def article(
    headline: str, standfirst: str, byline: list[str], paragraphs: list[str], captions: list[str]
) -> ArticleText:
    return ArticleText(headline, standfirst, tuple(byline), tuple(paragraphs), tuple(captions))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[ArticleText, ArticleText]:
    lists = st.lists(PARAGRAPHS, max_size=8)
    short = st.lists(PARAGRAPHS, max_size=3)
    before, after = draw(PARAGRAPHS), draw(PARAGRAPHS)
    body, names, captions = draw(lists), draw(short), draw(short)
    old = article(before, after, names, body, captions)
    new = article(
        draw(st.one_of(st.just(before), PARAGRAPHS)),
        draw(st.one_of(st.just(after), PARAGRAPHS)),
        edit(names, draw(EDITS)),
        edit(body, draw(EDITS)),
        draw(st.one_of(st.just(captions), short)),
    )
    return old, new


def all_spans(diff: Diff) -> list[Span]:
    return [span for row in [*(field.row for field in diff.fields), *diff.rows] for span in row.inline]


@settings(max_examples=60, deadline=None)
@given(pairs())
@example((article("", "", [], ["a\n\nb", ""], []), article("", "", [], ["a", "b"], [])))
@example((article("", "", [], [""], []), article("", "", [], [], [])))
def test_both_texts_are_rebuilt_exactly(pair: tuple[ArticleText, ArticleText]) -> None:
    old, new = pair
    diff = compare(old, new)
    assert diff.rebuild_old() == old
    assert diff.rebuild_new() == new


@settings(max_examples=60, deadline=None)
@given(pairs())
def test_a_diff_is_empty_exactly_when_the_texts_are_equal(pair: tuple[ArticleText, ArticleText]) -> None:
    old, new = pair
    assert compare(old, new).is_empty == (old == new)
    assert compare(old, old).is_empty
    assert compare(new, new).words_removed == compare(new, new).words_added == 0


@settings(max_examples=60, deadline=None)
@given(pairs())
def test_what_one_direction_removes_the_other_adds(pair: tuple[ArticleText, ArticleText]) -> None:
    there, back = compare(*pair), compare(*pair[::-1])
    assert there.words_removed == back.words_added
    assert there.words_added == back.words_removed
    assert len(there.moves) == len(back.moves)


@settings(max_examples=60, deadline=None)
@given(pairs())
def test_comparing_what_was_rebuilt_gives_the_same_diff(pair: tuple[ArticleText, ArticleText]) -> None:
    diff = compare(*pair)
    assert compare(diff.rebuild_old(), diff.rebuild_new()) == diff


@settings(max_examples=60, deadline=None)
@given(pairs())
def test_rows_keep_the_promises_of_their_kind(pair: tuple[ArticleText, ArticleText]) -> None:
    diff = compare(*pair)
    assert [row.number for row in diff.rows] == list(range(len(diff.rows)))
    assert [i for row in diff.rows for i in row.old_paragraphs] == list(range(len(pair[0].paragraphs)))
    assert [j for row in diff.rows for j in row.new_paragraphs] == list(range(len(pair[1].paragraphs)))
    for row in diff.rows:
        ops = {span.op for span in row.inline}
        assert all(span.text for span in row.inline)
        assert (row.old is None) == (
            row.kind is RowKind.ADDED or (row.kind is RowKind.MOVED and not row.old_paragraphs)
        )
        assert (row.new is None) == (
            row.kind is RowKind.REMOVED or (row.kind is RowKind.MOVED and not row.new_paragraphs)
        )
        assert (row.move_id is not None) == (row.kind is RowKind.MOVED)
        if row.kind is RowKind.EQUAL:
            assert ops <= {Op.EQUAL}
        if row.kind is RowKind.CHANGED:
            assert ops & {Op.DELETE, Op.INSERT}
        if row.kind in (RowKind.ADDED, RowKind.REMOVED):
            assert Op.EQUAL not in ops


@settings(max_examples=60, deadline=None)
@given(pairs())
def test_every_move_has_two_ends_with_the_same_words(pair: tuple[ArticleText, ArticleText]) -> None:
    diff = compare(*pair)
    ids = {span.move_id for span in all_spans(diff) if span.move_id is not None}
    assert ids == {move.move_id for move in diff.moves if not move.whole_paragraph}
    for move in diff.moves:
        left, came = diff.rows[move.old_row], diff.rows[move.new_row]
        if move.whole_paragraph:
            assert left.move_id == came.move_id == move.move_id
            assert left.old is not None
            assert came.new is not None
        else:
            gone = [s for s in left.inline if s.move_id == move.move_id and s.op is Op.DELETE]
            come = [s for s in came.inline if s.move_id == move.move_id and s.op is Op.INSERT]
            assert gone
            assert come


@settings(max_examples=60, deadline=None)
@given(pairs(), st.integers(1, 60))
def test_an_excerpt_is_never_longer_than_asked(pair: tuple[ArticleText, ArticleText], length: int) -> None:
    found = excerpt(compare(*pair), length=length)
    assert len(found.removed) <= length
    assert len(found.added) <= length


@settings(max_examples=60, deadline=None)
@given(pairs(), st.integers(0, 3))
def test_folds_hide_unchanged_rows_only_and_none_is_lost(
    pair: tuple[ArticleText, ArticleText], context: int
) -> None:
    diff = compare(*pair)
    shown = diff.changed_rows(context=context)
    numbers: list[int] = []
    for item in shown:
        if item.is_fold:
            assert item.count > 1
            numbers += range(item.start, item.start + item.count)
            assert not any(row.changed for row in diff.rows[item.start : item.start + item.count])
        else:
            numbers.append(item.number)
    assert numbers == (list(range(len(diff.rows))) if any(row.changed for row in diff.rows) else [])
