"""What a reader sees marked when two versions of a story are compared."""

import pytest

from trackers.text.compare import Diff, Field, Lead, Op, Row, RowKind, Span, compare, excerpt
from trackers.text.tidy import ArticleText

KEPT = (
    "The Marsh Alliance has its second seat on the river board after Ada Quill won the Eastmere vote by 412.",
    "Ms Quill received 3,118 votes to the 2,706 of the sitting member, Tom Harrow.",
    "Turnout was 48.3% in the poll, which was called when the last member joined another party.",
    'Ms Quill said: "If we can win on this bank, we can win on the other."',
    "In a short speech she thanked the ferrymen who had carried the ballot boxes.",
    "The board's chair, Lionel Vane, said the result was disappointing.",
    '"We shall work for every yard of this river," he added.',
    "The Alliance also won the Westmere seat last month.",
    "The leader of the largest group had promised to spend a week on the towpath before the vote.",
    "The majority was smaller than at Westmere, where it reached 1,020.",
    "The Heron Party came fourth with 199 votes.",
    "The count ended shortly after two in the morning.",
)
ADDED = (
    "A student of river votes, Dr Iris Pell, said the Alliance still had far to go.",
    'She said: "It is a good night, and nobody should pretend it was an easy one."',
    "There had been talk of more members crossing over in the event of a win.",
    "The deputy leader told reporters that two of them had been to dinner.",
    "The largest group had a poor day when its spokesman left over a remark about houseboats.",
    "He said that no offence had been meant.",
    "The papers are expected to lead with the houseboats.",
)


def body(*paragraphs: str) -> ArticleText:
    return ArticleText(headline="River board votes", paragraphs=paragraphs)


def texts(spans: tuple[Span, ...] | None, op: Op) -> list[str]:
    return [span.text.strip() for span in spans or () if span.op is op and not span.is_break]


def marks(row: Row) -> tuple[list[str], list[str]]:
    return texts(row.inline, Op.DELETE), texts(row.inline, Op.INSERT)


def kinds(diff: Diff) -> list[RowKind]:
    return [row.kind for row in diff.rows]


def only_row(old: str, new: str) -> Row:
    (row,) = compare(body(old), body(new)).rows
    return row


def test_a_story_that_grew_shows_new_paragraphs_and_two_new_words_in_its_headline() -> None:
    old = ArticleText(headline="Alliance's Quill wins Eastmere seat", paragraphs=KEPT)
    new = ArticleText(headline="Alliance's Quill wins Eastmere and Fenside seat", paragraphs=KEPT + ADDED)
    diff = compare(old, new)
    assert marks(diff.headline.row) == ([], ["and Fenside"])
    assert kinds(diff) == [RowKind.EQUAL] * 12 + [RowKind.ADDED] * 7
    assert [row.new for row in diff.rows[12:]] == [(Span(Op.INSERT, text),) for text in ADDED]
    assert all(row.old is None for row in diff.rows[12:])
    assert diff.words_removed == 0
    found = excerpt(diff)
    assert found.removed == ""
    assert found.added in ADDED


def test_equal_texts_give_an_empty_diff_that_folds_to_nothing() -> None:
    diff = compare(body(*KEPT), body(*KEPT))
    assert diff.is_empty
    assert diff.changed_rows() == ()
    assert excerpt(diff).removed == excerpt(diff).added == ""


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        ("The storm killed 12 people.", "The storm killed 40 people.", "12", "40"),
        ("It cost £1.5m in all.", "It cost £15m in all.", "£1.5m", "£15m"),
        ("It cost US$1.5m in all.", "It cost US$1.7m in all.", "US$1.5m", "US$1.7m"),
        ("A rise of 3.4% was seen.", "A rise of 34% was seen.", "3.4%", "34%"),
        ("It fell to -5°C at dawn.", "It fell to 5°C at dawn.", "-5°C", "5°C"),
        ("Some 12,000 came.", "Some 12,500 came.", "12,000", "12,500"),
        ("Soit 12\u202f000 voix au total.", "Soit 13\u202f000 voix au total.", "12\u202f000", "13\u202f000"),
        ("They lost 2–1 away.", "They lost 3–1 away.", "2–1", "3–1"),
        ("Due on 12/05/2026 at noon.", "Due on 13/05/2026 at noon.", "12/05/2026", "13/05/2026"),
        ("It left at 10:35am sharp.", "It left at 10:45am sharp.", "10:35am", "10:45am"),
        ("A well-known baker spoke.", "A well-liked baker spoke.", "well-known", "well-liked"),
        ("The mast did break in two.", "The mast didn't break in two.", "did", "didn't"),
        ("The U.S. envoy came.", "The U.N. envoy came.", "U.S.", "U.N."),
        ("بلغ العدد ١٢٫٥ في المئة", "بلغ العدد ١٣٫٥ في المئة", "١٢٫٥", "١٣٫٥"),
    ],
)
def test_numbers_and_joined_words_are_marked_whole(old: str, new: str, gone: str, come: str) -> None:
    assert marks(only_row(old, new)) == ([gone], [come])


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        ("The mast did break in two.", "The mast did not break in two.", [], ["not"]),
        ("She said the plan was 'safe' today.", "She said the plan was safe today.", ["'", "'"], []),
        ('He called it "a fine day" again.', "He called it “a fine day” again.", ['"', '"'], ["“", "”"]),
        ("It is the crew's fault.", "It is the crew’s fault.", ["crew's"], ["crew’s"]),
        ("The crew, he said, slept.", "The crew – he said – slept.", [",", ","], ["–", "–"]),
        ("A café opened on the quay.", "A cafe\u0301 opened on the quay.", ["café"], ["cafe\u0301"]),
        ("Word of mouth won.", "Word of mo\u00aduth won.", ["mouth"], ["mo\u00aduth"]),
    ],
)
def test_small_marks_are_shown_and_nothing_beside_them(
    old: str, new: str, gone: list[str], come: list[str]
) -> None:
    assert marks(only_row(old, new)) == (gone, come)


@pytest.mark.parametrize(
    ("old", "new"),
    [("one two three", "one  two three"), ("one two three", "one\u00a0two three"), ("one two", "one two ")],
)
def test_white_space_alone_is_a_change_and_is_marked(old: str, new: str) -> None:
    row = only_row(old, new)
    assert row.kind is RowKind.CHANGED
    marked = [span for span in row.inline if span.op is not Op.EQUAL]
    assert marked
    assert all(span.is_space for span in marked)
    assert not compare(body(old), body(new)).words_added


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        ("市长说他会辞职。", "市长说他会留任。", "辞职", "留任"),
        ("委員会は五月三日に決めた。", "委員会は五月八日に決めた。", "三", "八"),
        ("เรือออกจากท่าเช้านี้", "เรือออกจากท่าเย็นนี้", "เช้า", "เย็น"),
        ("ទូកចេញពីកំពង់ផែ", "ទូកចូលពីកំពង់ផែ", "ចេញ", "ចូល"),
        ("سافر الوزير إلى الميناء القديم", "سافر الوزير إلى الميناء الجديد", "القديم", "الجديد"),
        ('צה"ל פינה את הנמל אתמול', 'צה"ל פינה את הנמל היום', "אתמול", "היום"),
        ("नाव किनारे पर रुकी थी", "नाव किनारे से रुकी थी", "पर", "से"),
        ("Regatta today 👍🏽 for all", "Regatta today 👨‍👩‍👧‍👦 for all", "👍🏽", "👨‍👩‍👧‍👦"),
        ("Flag of 🇳🇴 raised", "Flag of 🇸🇪 raised", "🇳🇴", "🇸🇪"),
    ],
)
def test_every_script_is_marked_in_its_own_units(old: str, new: str, gone: str, come: str) -> None:
    assert marks(only_row(old, new)) == ([gone], [come])


@pytest.mark.parametrize(
    ("text", "changed"),
    [("เรือที่ท่า", "เรือที่ทำ"), ("हिन्दी में", "हिन्दू में"), ("e\u0301te\u0301", "e\u0301te\u0300"), ("မြန်မာ", "မြန်မျ")],
)
def test_combining_marks_are_never_parted_from_their_letter(text: str, changed: str) -> None:
    for span in only_row(text, changed).inline:
        first = span.text.lstrip()[:1]
        assert first not in "\u0301\u0300\u0e33\u0942\u0940\u103b\u103c\u102c"


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        ("A cat sat on the quiet old mat", "A dog sat by the quiet old mat", "cat sat on", "dog sat by"),
        (
            "The boat, a ketch, sank in the bay",
            "The ship, a yawl, sank in the bay",
            "boat, a ketch",
            "ship, a yawl",
        ),
        ("他说他不会辞职了", "他说她不愿辞职了", "他不会", "她不愿"),
    ],
)
def test_short_islands_between_changes_are_absorbed(old: str, new: str, gone: str, come: str) -> None:
    assert marks(only_row(old, new)) == ([gone], [come])


def test_longer_unchanged_runs_between_changes_stay_unmarked() -> None:
    row = only_row("Nine of the boats in the harbour sank", "Ten of the boats in the harbour burned")
    assert marks(row) == (["Nine", "sank"], ["Ten", "burned"])


def test_an_inserted_sentence_begins_where_a_reader_would_begin_it() -> None:
    row = only_row(
        "The board met. The vote was close.", "The board met. The chair was late. The vote was close."
    )
    assert marks(row) == ([], ["The chair was late."])
    first = only_row("The vote was close.", "The board met. The vote was close.")
    assert marks(first) == ([], ["The board met."])


def test_an_edited_paragraph_is_not_paired_with_a_new_neighbour() -> None:
    new = (KEPT[0], ADDED[0], KEPT[1].replace("2,706", "2,760"), KEPT[2])
    diff = compare(body(*KEPT[:3]), body(*new))
    assert kinds(diff) == [RowKind.EQUAL, RowKind.ADDED, RowKind.CHANGED, RowKind.EQUAL]
    assert marks(diff.rows[2]) == (["2,706"], ["2,760"])


def test_a_short_line_that_changed_wholly_is_one_row() -> None:
    diff = compare(body(KEPT[0], "Live now", KEPT[1]), body(KEPT[0], "Ended", KEPT[1]))
    assert kinds(diff) == [RowKind.EQUAL, RowKind.CHANGED, RowKind.EQUAL]


@pytest.mark.parametrize("parts", [2, 3])
def test_a_split_and_its_join_mark_the_break_and_no_word(parts: int) -> None:
    whole, pieces = " ".join(KEPT[:parts]), KEPT[:parts]
    split = compare(body(ADDED[0], whole, ADDED[1]), body(ADDED[0], *pieces, ADDED[1]))
    assert kinds(split) == [RowKind.EQUAL, RowKind.CHANGED, RowKind.EQUAL]
    assert split.rows[1].is_split
    assert split.rows[1].new_paragraphs == tuple(range(1, parts + 1))
    assert sum(span.is_break for span in split.rows[1].inline) == parts - 1
    join = compare(body(ADDED[0], *pieces, ADDED[1]), body(ADDED[0], whole, ADDED[1]))
    assert join.rows[1].is_join
    for diff in (split, join):
        assert diff.words_removed == diff.words_added == 0
        assert not diff.is_empty


def test_a_moved_paragraph_is_one_move_with_its_own_word_marks() -> None:
    moved = KEPT[2].replace("48.3%", "49.1%")
    diff = compare(body(*KEPT[:8]), body(*KEPT[:2], *KEPT[3:8], moved))
    (move,) = diff.moves
    left, came = diff.rows[move.old_row], diff.rows[move.new_row]
    assert (left.old_index, left.new, came.old, came.new_index) == (2, None, None, 7)
    assert left.move_id == came.move_id == move.move_id
    assert texts(left.old, Op.DELETE) == ["48.3%"]
    assert texts(came.new, Op.INSERT) == ["49.1%"]
    assert (diff.words_removed, diff.words_added) == (1, 1)


def test_one_long_paragraph_moves_past_short_ones_and_edited_ones() -> None:
    edited = tuple(text.replace("the", "this") for text in KEPT[5:8])
    diff = compare(body(KEPT[0], *KEPT[5:8], KEPT[1]), body(*edited, KEPT[0], KEPT[1]))
    assert [
        (diff.rows[move.old_row].old_index, diff.rows[move.new_row].new_index) for move in diff.moves
    ] == [(0, 3)]


def test_a_sentence_that_moved_is_a_move_and_counts_no_words() -> None:
    sentence = "The ferry will not sail before the tide turns on Sunday."
    old = body(f"{KEPT[0]} {sentence}", KEPT[1], KEPT[2])
    new = body(KEPT[0], KEPT[1], f"{KEPT[2]} {sentence}")
    diff = compare(old, new)
    (move,) = diff.moves
    assert not move.whole_paragraph
    assert [s.text.strip() for s in diff.rows[0].inline if s.move_id == move.move_id] == [sentence]
    assert [s.text.strip() for s in diff.rows[2].inline if s.move_id == move.move_id] == [sentence]
    assert diff.words_removed == diff.words_added == 0
    assert not diff.is_empty


def test_sentences_that_change_places_inside_a_paragraph_are_a_move() -> None:
    one, two = (
        "The harbour master closed both gates at noon.",
        "Nobody on the quay had been told why, she said.",
    )
    diff = compare(body(f"{one} {two} End."), body(f"{two} {one} End."))
    assert [move.whole_paragraph for move in diff.moves] == [False]
    assert diff.words_removed == diff.words_added == 0


def test_names_and_captions_have_rows_of_their_own() -> None:
    old = ArticleText("A", "Short", ("Ann Ode", "Bo Lind"), (), ("A boat", "The quay at dawn"))
    new = ArticleText("A", "", ("Ann Ode", "Bo Lund"), (), ("A boat", "The quay at dusk", "The chair"))
    diff = compare(old, new)
    changed = [
        (row.field, texts(row.old, Op.DELETE), texts(row.new, Op.INSERT))
        for row in diff.fields
        if row.changed
    ]
    assert changed == [
        (Field.STANDFIRST, ["Short"], []),
        (Field.BYLINE, ["Lind"], ["Lund"]),
        (Field.CAPTIONS, ["dawn"], ["dusk"]),
        (Field.CAPTIONS, [], ["The chair"]),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a <scr b", "a <script>alert(1)</script> b"),
        ("a <b title='x", "a <b title='x' onload=alert(1)> c"),
        ("&lt;b&gt; one", "&amp;lt;b> one"),
        ("]]> <!-- a", "]]> --> <![CDATA[ a"),
    ],
)
def test_markup_across_token_boundaries_stays_text(old: str, new: str) -> None:
    row = only_row(old, new)
    assert "".join(span.text for span in row.old or ()) == old
    assert "".join(span.text for span in row.new or ()) == new


def test_folds_stand_for_the_unchanged_rows_between_changes() -> None:
    new = ("An opening line of its own.", *KEPT[:11], KEPT[11].replace("two", "three"))
    shown = compare(body(*KEPT), body(*new)).changed_rows(context=1)
    assert [item.count if item.is_fold else item.kind for item in shown] == [
        RowKind.ADDED,
        RowKind.EQUAL,
        9,
        RowKind.EQUAL,
        RowKind.CHANGED,
    ]


def test_an_excerpt_prefers_a_figure_to_a_longer_rewording() -> None:
    old = body("The old harbour wall was quietly painted.", "Rescuers counted 12 dead by the evening.")
    new = body("The long harbour wall was hastily scrubbed.", "Rescuers counted 40 dead by the evening.")
    found = excerpt(compare(old, new))
    assert (found.removed, found.added) == ("12", "40")
    assert (found.before, found.after) == ("Rescuers counted ", " dead by the evening.")


def test_an_excerpt_shows_the_words_that_are_told_first_and_others_where_these_stand_nowhere() -> None:
    old = body("Rescuers counted 12 dead by the evening.", "The quay is shut.", " ".join(KEPT))
    notice = "Correction: an earlier version named another quay."
    new = body("Rescuers counted 40 dead by the evening.", "The quay is open.", f"{' '.join(KEPT)} {notice}")
    diff = compare(old, new)
    assert excerpt(diff, lead=Lead("", notice, new=2)).added == notice
    assert excerpt(diff, lead=Lead("shut", "open", old=1, new=1)).removed == "shut"
    assert excerpt(diff, lead=Lead("", "elsewhere", new=1)) == excerpt(diff)
    rewritten = compare(body("The mayor resigned.", *KEPT), body(*KEPT, ADDED[0]))
    both = excerpt(rewritten, lead=Lead("The mayor resigned.", ADDED[0], old=0, new=len(KEPT)))
    assert (both.removed, both.added[:20]) == ("The mayor resigned.", ADDED[0][:20])
    whole = excerpt(
        compare(body(KEPT[0]), body(KEPT[0], f"{' '.join(KEPT)} {notice}")), lead=Lead("", notice, new=1)
    )
    assert whole.added.startswith("…") and whole.added.endswith(notice)
    assert len(whole.added) <= 160


def test_an_excerpt_leaves_the_headline_out_and_is_cut_between_words() -> None:
    only_headline = compare(ArticleText(headline="One"), ArticleText(headline="Two"))
    assert excerpt(only_headline).added == ""
    found = excerpt(compare(body(), body(ADDED[0])), length=30)
    assert found.added == "A student of river votes, Dr…"
    chinese = excerpt(compare(body(), body("市长说他会辞职，但没有说明什么时候。")), length=8)
    assert chinese.added == "市长说他会辞职…"


def test_texts_of_five_megabytes_fall_back_to_sentences_and_rows() -> None:
    long = " ".join(f"Boat {number} left the quay." for number in range(110_000))
    changed = long.replace("Boat 5000 left", "Boat 5000 never left")
    diff = compare(body(long), body(changed))
    assert (diff.rebuild_old().paragraphs, diff.rebuild_new().paragraphs) == ((long,), (changed,))
    assert (diff.words_removed, diff.words_added) == (5, 6)
    many = tuple(f"Line {number}" for number in range(30_000))
    diff = compare(body(*many), body("First", *many[1:-1], "Last"))
    assert (diff.rebuild_old().paragraphs, diff.rebuild_new().paragraphs[:2]) == (many, ("First", "Line 1"))
    assert not diff.is_empty


def test_unlike_texts_of_many_paragraphs_are_compared_within_the_bounds() -> None:
    old = tuple(f"alpha {number} beta {number % 7} gamma the of and" for number in range(5000))
    new = tuple(f"delta {number} beta {number % 5} omega the of and" for number in range(5001))
    diff = compare(body(*old), body(*new))
    assert diff.rebuild_old().paragraphs == old
    assert diff.rebuild_new().paragraphs == new
