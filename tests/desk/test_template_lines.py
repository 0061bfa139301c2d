"""Editors and the lines of a publisher's template: overrule, keep, take back, add by hand, rehearse."""

import pytest

from tests.builders import NOON, make_article, make_editor, make_source, make_version
from trackers.desk.errors import DeskError
from trackers.desk.furniture import (
    MOST_DECIDED,
    add_line,
    keep_line,
    overrule_line,
    rehearse_line,
    undo_decision,
)
from trackers.models import Act, FurnitureLine, ReviewEvent, Source, Standing
from trackers.text.learned import line_key

pytestmark = pytest.mark.django_db

BOX = "Sign up and get our morning letter"


def make_line(source: Source | None = None, **fields: object) -> FurnitureLine:
    sample = str(fields.pop("sample", BOX))
    return FurnitureLine.objects.create(
        source=source or make_source(), key=line_key(sample), sample=sample, first_seen_at=NOON, last_seen_at=NOON,
        **{"articles": 12, "of": 40, **fields},
    )  # fmt: skip


@pytest.mark.parametrize("standing", ["learned", "proposed", "kept"])
def test_a_line_can_be_left_to_the_article_with_one_event_that_has_both_sides(standing):
    line, actor = make_line(standing=standing), make_editor("source_manager")
    assert overrule_line(line, actor=actor).standing == Standing.OVERRULED
    event = ReviewEvent.objects.get()
    assert (event.act, event.actor, event.source) == (Act.FURNITURE, actor, line.source)
    assert event.before == {"line": BOX, "standing": standing}
    assert event.after == {"line": BOX, "standing": "overruled"}


@pytest.mark.parametrize("standing", ["learned", "proposed", "overruled"])
def test_a_line_can_be_kept_whatever_is_counted(standing):
    assert keep_line(make_line(standing=standing), actor=None).standing == Standing.KEPT
    assert FurnitureLine.objects.get().is_marked


@pytest.mark.parametrize(
    ("fields", "standing"),
    [
        ({"articles": 12, "of": 40}, Standing.LEARNED),
        ({"articles": 1, "of": 40}, Standing.PROPOSED),
        ({"articles": 12, "of": 40, "doubt": "topic"}, Standing.PROPOSED),
    ],
)
@pytest.mark.parametrize("decided", ["kept", "overruled"])
def test_a_decision_taken_back_leaves_the_line_to_the_count(decided, fields, standing):
    assert undo_decision(make_line(standing=decided, **fields), actor=None).standing == standing
    assert ReviewEvent.objects.get().before["standing"] == decided


@pytest.mark.parametrize(
    ("verb", "standing", "sentence"),
    [
        (overrule_line, "overruled", "decided already"),
        (keep_line, "kept", "decided already"),
        (undo_decision, "learned", "Nobody has decided"),
        (undo_decision, "proposed", "Nobody has decided"),
    ],
)
def test_what_is_so_already_is_a_sentence_and_no_event(verb, standing, sentence):
    with pytest.raises(DeskError, match=sentence):
        verb(make_line(standing=standing), actor=None)
    assert not ReviewEvent.objects.exists()


def test_a_line_that_was_forgotten_meanwhile_is_a_sentence():
    line = make_line()
    FurnitureLine.objects.all().delete()
    with pytest.raises(DeskError, match="just been forgotten"):
        overrule_line(line, actor=None)


def read_articles(source: Source, *lines: str, count: int = 7) -> None:
    for number in range(count):
        make_version(
            make_article(source),
            headline=f"Story {number}",
            paragraphs=[f"It rained {number} times.", *lines],
        )


def test_a_line_added_by_hand_is_kept_with_what_it_stands_on():
    source = make_source()
    read_articles(source, BOX)
    line = add_line(source, text=f"  {BOX} \n", actor=make_editor("source_manager"))
    assert (line.sample, line.key, line.standing) == (BOX, line_key(BOX), Standing.KEPT)
    assert (line.articles, line.of) == (7, 7)
    assert ReviewEvent.objects.get().after == {"line": BOX, "standing": "kept"}


def test_adding_a_line_that_is_known_keeps_it():
    line = make_line(standing="proposed")
    assert add_line(line.source, text=BOX.upper(), actor=None).pk == line.pk
    assert FurnitureLine.objects.get().standing == Standing.KEPT


def test_adding_a_line_that_was_overruled_asks_to_take_that_back_first():
    line = make_line(standing="overruled")
    with pytest.raises(DeskError, match="has overruled this line") as refusal:
        add_line(line.source, text=BOX, actor=None)
    assert set(refusal.value.fields) == {"text"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "single letter"),
        ("12", "single letter"),
        ("word " * 80, "more than 300 characters"),
        ("The mayor said “no”.", "quotation marks"),
        ("Correction: an earlier version of this article gave the wrong year.", "notice to readers"),
    ],
)
@pytest.mark.parametrize("verb", [add_line, rehearse_line])
def test_a_line_that_is_never_marked_is_refused_with_a_sentence(verb, text, sentence):
    extra = {"actor": None} if verb is add_line else {}
    with pytest.raises(DeskError, match=sentence) as refusal:
        verb(make_source(), text=text, **extra)
    assert set(refusal.value.fields) == {"text"}
    assert not FurnitureLine.objects.exists() and not ReviewEvent.objects.exists()


def test_a_rehearsal_names_the_articles_and_saves_nothing(django_assert_num_queries):
    source = make_source()
    read_articles(source, BOX)
    make_version(make_article(source), headline="Another", paragraphs=["It did not rain."])
    with django_assert_num_queries(2):
        rehearsal = rehearse_line(source, text=BOX)
    assert (rehearsal.line, rehearsal.articles, rehearsal.of, rehearsal.standing) == (BOX, 7, 8, "")
    assert len(rehearsal.examples) == 5
    assert not FurnitureLine.objects.exists()
    make_line(source, standing="proposed")
    assert rehearse_line(source, text=BOX).standing == "proposed"


def test_editors_decide_about_so_many_lines_of_a_source_and_no_more():
    source = make_source()
    FurnitureLine.objects.bulk_create(
        FurnitureLine(
            source=source, key=f"{number}", sample=f"Line {number}", standing="kept",
            first_seen_at=NOON, last_seen_at=NOON,
        )
        for number in range(MOST_DECIDED)
    )  # fmt: skip
    with pytest.raises(DeskError, match="no more fit in"):
        add_line(source, text=BOX, actor=None)
    with pytest.raises(DeskError, match="no more fit in"):
        overrule_line(make_line(source), actor=None)
    overrule_line(FurnitureLine.objects.filter(standing="kept")[0], actor=None)
