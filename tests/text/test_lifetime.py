"""Every sentence's life: which version brought it, which took it, and where it stood; golden histories."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackers.text.lifetime import Fate, Life, Lifetime, VersionText, take_latest, trace_lives
from trackers.text.lifetime.sentences import cut_paragraph

FERRY = "The ferry sailed again on Monday."
DAYS = "It had been in harbour for nine days."
CREW = "The crew was paid in full."
PORT = "Port Ansel has no other link to the mainland."


def trace(*versions: Sequence[str]) -> Lifetime:
    """The lives of versions that are numbered from 1."""
    return trace_lives([VersionText(number, text) for number, text in enumerate(versions, 1)])


def told(lifetime: Lifetime) -> list[tuple[str, int, int | None]]:
    """Each sentence of the woven text with its birth and its death."""
    return [(life.text, life.born, life.died) for life in lifetime.lives]


def find(lifetime: Lifetime, text: str, *, fate: Fate = Fate.STANDS) -> Life:
    """The one sentence that says something and has such a fate."""
    (life,) = [life for life in lifetime.lives if life.text == text and life.fate is fate]
    return life


def test_a_text_that_never_changed_was_born_with_the_first_version() -> None:
    lifetime = trace([f"{FERRY} {DAYS}", CREW], [f"{FERRY} {DAYS}", CREW])

    assert told(lifetime) == [(FERRY, 1, None), (DAYS, 1, None), (CREW, 1, None)]
    assert [block.paragraph for block in lifetime.blocks] == [0, 1]


def test_each_sentence_is_marked_by_the_version_that_brought_it_and_the_one_that_took_it() -> None:
    lifetime = trace([FERRY, CREW], [f"{FERRY} {DAYS}", CREW], [f"{FERRY} {DAYS}"], [f"{FERRY} {DAYS}", PORT])

    assert told(lifetime) == [(FERRY, 1, None), (DAYS, 2, None), (CREW, 1, 3), (PORT, 4, None)]
    assert [(block.paragraph, len(block.lives)) for block in lifetime.blocks] == [(0, 2), (None, 1), (1, 1)]


def test_a_reworded_sentence_stands_behind_its_earlier_wordings_and_each_has_its_own_life() -> None:
    two, three = DAYS.replace("nine", "ten"), DAYS.replace("nine", "eleven")
    lifetime = trace([f"{FERRY} {DAYS} {CREW}"], [f"{FERRY} {two} {CREW}"], [f"{FERRY} {three} {CREW}"])

    assert told(lifetime) == [(FERRY, 1, None), (DAYS, 1, 2), (two, 2, 3), (three, 3, None), (CREW, 1, None)]
    first, second, last = lifetime.lives[1:4]
    assert (first.fate, first.became, second.rewords) == (Fate.REWORDED, second.id, first.id)
    assert (second.fate, second.became, last.rewords) == (Fate.REWORDED, last.id, second.id)
    assert len(lifetime.blocks) == 1


def test_a_sentence_that_went_stays_in_its_place_in_its_paragraph() -> None:
    lifetime = trace([f"{FERRY} {DAYS} {CREW}", PORT], [f"{FERRY} {CREW}", PORT])
    at_the_ends = trace([f"{FERRY} {DAYS}", f"{CREW} {PORT}"], [FERRY, PORT])

    assert told(lifetime) == [(FERRY, 1, None), (DAYS, 1, 2), (CREW, 1, None), (PORT, 1, None)]
    assert find(lifetime, DAYS, fate=Fate.CUT).spells[0].end == 2
    blocks = [(block.paragraph, [life.text for life in block.lives]) for block in at_the_ends.blocks]
    assert blocks == [(0, [FERRY, DAYS]), (1, [CREW, PORT])]


def test_a_moved_sentence_keeps_its_birth_and_leaves_a_trace_where_it_stood() -> None:
    lifetime = trace([PORT, f"{FERRY} {DAYS} {CREW}"], [f"{FERRY} {DAYS} {CREW}", PORT])

    stands, left = find(lifetime, PORT), find(lifetime, PORT, fate=Fate.MOVED)
    assert (stands.born, stands.died, stands.moved_in) == (1, None, (2,))
    assert (left.born, left.died, left.became) == (1, 2, stands.id)
    assert lifetime.lives[0] is left and lifetime.lives[-1] is stands


def test_a_sentence_that_comes_back_to_its_place_has_one_life_in_two_spells() -> None:
    lifetime = trace([f"{FERRY} {DAYS}"], [FERRY], [FERRY], [f"{FERRY} {DAYS}"])

    back = find(lifetime, DAYS)
    assert [(spell.first, spell.end) for spell in back.spells] == [(1, 2), (4, None)]
    assert (back.born, back.since, back.died) == (1, 4, None) and len(lifetime.lives) == 2


def test_a_reversion_brings_the_first_wording_back_and_shows_the_second_as_gone() -> None:
    other = DAYS.replace("nine", "ten")
    lifetime = trace([f"{FERRY} {DAYS}"], [f"{FERRY} {other}"], [f"{FERRY} {DAYS}"])

    assert find(lifetime, DAYS).since == 3
    gone = find(lifetime, other, fate=Fate.REWORDED)
    assert (gone.born, gone.died, gone.became) == (2, 3, find(lifetime, DAYS).id)


def test_splitting_and_joining_paragraphs_and_other_marks_bring_no_sentence_anew() -> None:
    lifetime = trace(
        [f"{FERRY} {DAYS}", 'She said "no" twice.'],
        [FERRY, DAYS, "She said “no” twice."],
        [f"{FERRY} {DAYS}"],
    )

    assert told(lifetime) == [(FERRY, 1, None), (DAYS, 1, None), ("She said “no” twice.", 1, 3)]


def test_a_whole_text_written_anew_keeps_what_went_in_front_of_what_came() -> None:
    lifetime = trace([FERRY, DAYS], [CREW, PORT])

    assert told(lifetime) == [(FERRY, 1, 2), (DAYS, 1, 2), (CREW, 2, None), (PORT, 2, None)]
    assert [block.paragraph for block in lifetime.blocks] == [None, None, 0, 1]


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("渡轮星期一恢复航行。", "它在港口停了九天。", "船员已全额领薪。"),
        ("フェリーは月曜日に再開した。", "九日間港にいた。", "乗組員は全額支払われた。"),
        ("عادت العبارة إلى الإبحار يوم الاثنين.", "ماذا حدث في الميناء؟", "دفع للطاقم كامل أجره."),
        ("המעבורת הפליגה שוב ביום שני.", "היא עמדה בנמל תשעה ימים.", "הצוות קיבל את מלוא שכרו."),
        ("नौका सोमवार को फिर चली।", "वह नौ दिन बंदरगाह में थी।", "दल को पूरा वेतन मिला।"),
        ("เรือข้ามฟากกลับมาแล่นอีกครั้งในวันจันทร์", "เรือจอดอยู่ในท่าเก้าวัน", "ลูกเรือได้รับค่าจ้างเต็มจำนวน"),
        ("ເຮືອກັບມາແລ່ນອີກ", "ເຮືອຈອດຢູ່ທ່າເກົ້າວັນ", "ລູກເຮືອໄດ້ຄ່າຈ້າງ"),
        ("Паром снова вышел в понедельник.", "Он стоял в порту девять дней.", "Команде заплатили сполна."),
    ],
)  # fmt: skip
def test_births_and_deaths_are_exact_in_every_script(first: str, second: str, third: str) -> None:
    gap = "" if first.endswith("。") else " "
    lifetime = trace([gap.join([first, second])], [gap.join([first, third])], [first])

    lives = {life.text: (life.born, life.died) for life in lifetime.lives}
    assert lives == {first: (1, None), second: (1, 2), third: (2, 3)}


@pytest.mark.parametrize(
    ("paragraph", "sentences"),
    [
        ("Mr. Vale met Dr. Marsh. They spoke.", ["Mr. Vale met Dr. Marsh.", "They spoke."]),
        ("J. Vale left. He ran.", ["J. Vale left.", "He ran."]),
        ("“It broke.” She left. (He stayed.) End", ["“It broke.”", "She left.", "(He stayed.)", "End"]),
        ("It cost 3.5 crowns at shop.example today.", ["It cost 3.5 crowns at shop.example today."]),
        ("他说：“不。”然后走了。", ["他说：“不。”", "然后走了。"]),
        ("Why? Nobody knows!", ["Why?", "Nobody knows!"]),
        ("", []),
        (" \u00a0", []),
    ],
)
def test_a_paragraph_is_cut_where_its_sentences_end(paragraph: str, sentences: list[str]) -> None:
    assert [one.text for one in cut_paragraph(paragraph)] == sentences


def test_of_very_many_sentences_that_went_the_newest_are_kept_and_the_others_counted() -> None:
    versions = [VersionText(n, [f"The keeper wrote line {n} of {n * 7} in the log."]) for n in range(1, 31)]

    lifetime = trace_lives(versions, most_gone=5)

    assert [life.born for life in lifetime.lives] == [25, 26, 27, 28, 29, 30] and lifetime.forgotten == 24


def test_the_latest_versions_are_taken_as_far_as_their_new_text_goes() -> None:
    a, b, c = "a" * 50, "b" * 30, "c" * 30
    versions = [VersionText(n, text) for n, text in enumerate([[a], [b], [b, c], [b, c]], 1)]

    assert [version.number for version in take_latest(versions, most_characters=60)] == [2, 3, 4]
    assert [version.number for version in take_latest(versions, most_characters=10)] == [4]
    assert list(take_latest(versions, most_characters=1000)) == versions


def test_what_another_reading_of_the_same_page_adds_or_loses_is_no_edit() -> None:
    lifetime = trace_lives(
        [
            VersionText(1, [FERRY, "Share this", DAYS]),
            VersionText(2, [FERRY, DAYS, CREW, PORT], before=[FERRY, DAYS, CREW]),
        ]
    )

    assert told(lifetime) == [(FERRY, 1, None), (DAYS, 1, None), (CREW, 1, None), (PORT, 2, None)]


def test_a_sentence_that_another_reading_shows_otherwise_keeps_its_life() -> None:
    longer = DAYS.replace("days", "long days")
    lifetime = trace_lives(
        [
            VersionText(1, [FERRY]),
            VersionText(2, [FERRY, DAYS]),
            VersionText(3, [longer, FERRY], before=[FERRY, longer]),
        ]
    )

    assert [(life.text, life.born, life.died) for life in lifetime.lives if life.stands] == [
        (longer, 2, None),
        (FERRY, 1, None),
    ]


def test_nothing_has_no_lives() -> None:
    assert trace_lives([]).blocks == () and trace([], []).blocks == ()
    assert told(trace([FERRY], [])) == [(FERRY, 1, 2)]


SENTENCES = st.sampled_from([FERRY, DAYS, CREW, PORT, DAYS.replace("nine", "ten"), "No.", "Yes?"])
PARAGRAPHS = st.lists(st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join), max_size=4)


@settings(deadline=None)
@given(st.lists(PARAGRAPHS, min_size=1, max_size=6))
def test_every_version_can_be_read_from_the_lives_and_the_last_one_in_order(
    versions: list[list[str]],
) -> None:
    lifetime = trace(*versions)

    standing = [life for life in lifetime.lives if life.stands]
    assert [life.text for life in standing] == [
        one.text for paragraph in versions[-1] for one in cut_paragraph(paragraph)
    ]
    assert [
        "".join(life.lead + life.text for life in block.lives if life.stands)
        for block in lifetime.blocks
        if block.paragraph is not None
    ] == versions[-1]
    for number, paragraphs in enumerate(versions, 1):
        alive = [
            life.text
            for life in lifetime.lives
            for spell in life.spells
            if spell.first <= number
            and (spell.end is None or number < spell.end)
            and not (life.stands and any(number < moved for moved in life.moved_in))
        ]
        expected = [one.text for paragraph in paragraphs for one in cut_paragraph(paragraph)]
        assert set(expected) <= set(alive)
    assert len({life.id for life in lifetime.lives}) == len(lifetime.lives)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_a_paragraph_is_its_sentences_whatever_it_holds(text: str) -> None:
    cut = list(cut_paragraph(text))

    assert not cut or "".join(one.lead + one.text for one in cut) == text
