import random

from bench.compare_planted import Tally, aligned_paragraphs, judge
from bench.compare_planting import cut_sentences, plant, put_together
from trackers.text.compare import compare
from trackers.text.tidy import ArticleText

TEXT = [
    f"The {boat} was the {number}th to pass the {gate}. Nobody at the {gate} wrote down what the {boat} carried. "
    f"Its master asked {number} times for a receipt."
    for number, (boat, gate) in enumerate(
        [
            (boat, gate)
            for boat in ("ketch", "barge", "yawl", "tug")
            for gate in ("lock", "weir", "boom", "sluice")
        ],
        4,
    )
]
DONORS = ["A heron stood on the roof of the tollhouse and would not be moved by anyone that morning."]


def test_the_same_seed_plants_the_same_edits() -> None:
    one, other = (plant(list(TEXT), donors=DONORS, dice=random.Random(3)) for _ in range(2))
    assert one == other
    assert one.new != TEXT


def test_an_unchanged_paragraph_has_its_own_text_at_both_places() -> None:
    for seed in range(20):
        planted = plant(list(TEXT), donors=DONORS, dice=random.Random(seed))
        for i, j in planted.pairs.get("unchanged", set()) | planted.pairs.get("moved", set()):
            assert planted.old[i] == planted.new[j]


def test_a_moved_sentence_stands_in_both_of_its_paragraphs() -> None:
    for seed in range(20):
        planted = plant(list(TEXT), donors=DONORS, dice=random.Random(seed))
        for sentence in planted.sentences:
            assert sentence.text in planted.new[sentence.target]
            if "edited" not in sentence.what:
                assert sentence.text in planted.old[sentence.source]


def test_sentences_are_cut_and_put_together_again_in_both_sorts_of_script() -> None:
    assert cut_sentences("It rained. “Go,” she said. They went.") == [
        "It rained.",
        "“Go,” she said.",
        "They went.",
    ]
    assert put_together(cut_sentences("雨が降った。船は出た。")) == "雨が降った。船は出た。"


def test_what_is_asked_for_is_found_where_nothing_else_was_edited() -> None:
    moved = [*TEXT[1:8], TEXT[0], *TEXT[8:]]
    diff = compare(ArticleText(paragraphs=tuple(TEXT)), ArticleText(paragraphs=tuple(moved)))
    assert aligned_paragraphs(diff) >= {(0, 7), (1, 0), (15, 15)}
    tally = Tally()
    for seed in range(5):
        judge(plant(list(TEXT), donors=DONORS, dice=random.Random(seed)), tally=tally)
    assert tally.found["surviving: unchanged"] == tally.asked["surviving: unchanged"] > 0
