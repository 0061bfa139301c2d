"""What is typed in a row of a spreadsheet: read as steps with their words, or refused with every word that is none."""

import pytest

from trackers.desk.errors import DeskError
from trackers.desk.sheetwords import Wanted, read_decision
from trackers.desk.steps import Step

LABELS = {"late": "late", "told late": "late", "figure": "figure"}


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ({}, None),
        ({"id": "7", "lock seen": "0", "decision": "  "}, None),
        ({"decision": "Dismiss", "reason": "s"}, Wanted((Step.DISMISS,), "style or spelling")),
        ({"decision": "dismiss", "reason": "A comma."}, Wanted((Step.DISMISS,), "A comma.")),
        ({"decision": "let go"}, Wanted((Step.LET_GO,))),
        ({"decision": "submit"}, Wanted((Step.SUBMIT,))),
        (
            {"decision": "submit", "significance": "3", "kinds": "Figure; quote,number"},
            Wanted((Step.ANNOTATE, Step.SUBMIT), "", {"significance": 3, "kinds": ["number", "quote"]}),
        ),
        (
            {"decision": "annotate", "labels": "Told  late, late", "public note": "x", "confidence": "Certain"},
            Wanted((Step.ANNOTATE,), "", {"confidence": "certain", "labels": ["late"], "public_note": "x"}),
        ),
        (
            {"decision": "annotate", "cause": "FACT.number", "adequacy": "At odds with what changed",
             "placement": "bottom"},
            Wanted(
                (Step.ANNOTATE,), "", {"cause": "fact.number", "adequacy": "misleading", "placement": "bottom"}
            ),
        ),
    ],
)  # fmt: skip
def test_a_row_is_read_as_steps_with_their_words(typed: dict[str, str], wanted: Wanted | None) -> None:
    assert read_decision(typed, labels=LABELS) == wanted


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ({"decision": "delete"}, ["There is no decision “delete”."]),
        ({"reason": "Because."}, ["no decision"]),
        ({"public note": "x"}, ["no decision"]),
        ({"decision": "dismiss", "kinds": "number"}, ["go with annotate or submit only"]),
        ({"decision": "dismiss", "reason": "x" * 1001}, ["longer than 1000 letters"]),
        (
            {"decision": "annotate", "kinds": "number, nmber", "labels": "gone", "significance": "5",
             "disclosure": "perhaps", "confidence": "very", "cause": "motive", "adequacy": "sly", "placement": "below"},
            ["“nmber” is no word of the column “kinds”", "“gone”", "“5”", "“perhaps”", "“very”",
             "“motive” is no word of the column “cause”", "“sly”", "“below”"],
        ),
    ],
)  # fmt: skip
def test_every_word_that_is_none_is_named(typed: dict[str, str], sentences: list[str]) -> None:
    with pytest.raises(DeskError) as caught:
        read_decision(typed, labels=LABELS)
    assert all(sentence in caught.value.sentence for sentence in sentences), caught.value.sentence
