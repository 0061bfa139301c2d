"""What a reader takes in as one is marked whole, in every script."""

import pytest

from trackers.text.compare import Op, compare
from trackers.text.compare.lines import Cut, Lexicon
from trackers.text.tidy import ArticleText


def units(text: str) -> list[str]:
    return Lexicon(cells=1, cut=Cut.UNITS).line(text).tokens


def marks(old: str, new: str) -> tuple[list[str], list[str]]:
    (row,) = compare(ArticleText(paragraphs=(old,)), ArticleText(paragraphs=(new,))).rows
    found = [(span.op, span.text) for span in row.inline]
    return [text for op, text in found if op is Op.DELETE], [text for op, text in found if op is Op.INSERT]


@pytest.mark.parametrize(
    "unit",
    [
        "1 200 000",
        "1\u202f200\u202f000",
        "1'200.50",
        "£1.5 million",
        "2,5 Milliarden",
        "3,4 млрд",
        "US$2bn",
        "€ 12",
        "12 €",
        "12,5 %",
        "%50",
        "３０％",
        "１，２００",
        "25 °C",
        "−5°C",
        "3 May 2026",
        "3rd of May",
        "May 3rd, 2026",
        "May 2026",
        "12. Dezember",
        "3 de mayo de 2026",
        "3 мая 2026",
        "03/05/2026",
        "2026-05-03",
        "2026年5月3日",
        "５月３日",
        "十二",
        "12万",
        "1.5億",
        "10.30 pm",
        "12:30 p.m.",
        "5–4",
        "٪٥٠",
        "१२,५००",
        "well-known",
        "ヘリコプター",
        "https://harbour.example/a?b=1",
        "desk@harbour.example",
        "harbour.example",
    ],
)
def test_amounts_dates_and_addresses_are_one_token(unit: str) -> None:
    assert units(unit) == [unit]
    assert unit in units(f"( {unit} )")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 2015 300 boats sank", ["In", "2015", "300", "boats", "sank"]),
        ("We may 2 of us go", ["We", "may", "2", "of", "us", "go"]),
        ("They ran 12. Nobody saw", ["They", "ran", "12", ".", "Nobody", "saw"]),
        ("It cost £5, he said", ["It", "cost", "£5", ",", "he", "said"]),
        ("One end.The next", ["One", "end", ".", "The", "next"]),
        ("ไม่น้ำ", ["ไม่", "น้ำ"]),
        ("ภาษาลา", ["ภา", "ษา", "ลา"]),
        ("ພາສາລາວ", ["ພາ", "ສາ", "ລາ", "ວ"]),
        ("ﾊﾟﾝ", ["ﾊﾟ", "ﾝ"]),
        ("市长说", ["市", "长", "说"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("كِتَابٌ جديد", ["كِتَابٌ", "جديد"]),
        ("👨‍👩‍👧‍👦👍🏽🇳🇴1️⃣", ["👨‍👩‍👧‍👦", "👍🏽", "🇳🇴", "1️⃣"]),
    ],
)
def test_nothing_else_is_joined_and_no_mark_is_parted_from_its_letter(text: str, expected: list[str]) -> None:
    assert units(text) == expected


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        ("Some 1 200 people came.", "Some 1 300 people came.", "1 200", "1 300"),
        ("It cost £1.5 million then.", "It cost £1.5 billion then.", "£1.5 million", "£1.5 billion"),
        ("She left on 3 May by boat.", "She left on 4 May by boat.", "3 May", "4 May"),
        ("She left at 5 p.m. by boat.", "She left at 6 p.m. by boat.", "5 p.m.", "6 p.m."),
        ("会议于5月3日召开。", "会议于5月8日召开。", "5月3日", "5月8日"),
        ("損失は12万円だった。", "損失は12億円だった。", "12万", "12億"),
    ],
)
def test_a_figure_that_changed_is_marked_whole(old: str, new: str, gone: str, come: str) -> None:
    assert marks(old, new) == ([gone], [come])


@pytest.mark.parametrize(("old", "new"), [("1 200 boats", "1\u00a0200 boats"), ("On 3 May", "On 3\u00a0May")])
def test_white_space_inside_a_figure_is_marked_alone(old: str, new: str) -> None:
    assert marks(old, new) == ([" "], ["\u00a0"])


def test_dates_of_one_month_still_make_two_lines_alike() -> None:
    old = ("Saltholm, 1 October 2019", "Otterby, 12 October 2019")
    new = ("Saltholm, 9 October 2019", "Otterby, 12 October 2019")
    diff = compare(ArticleText(paragraphs=old), ArticleText(paragraphs=new))
    assert [(row.old_paragraphs, row.new_paragraphs) for row in diff.rows] == [((0,), (0,)), ((1,), (1,))]
