"""The promise that no rule lowers what matters, and what a rule speaks of."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackers.text.kinds import (
    COSMETIC,
    PROTECTED,
    Code,
    Disclosure,
    Kind,
    Kinds,
    Lowerable,
    NoiseConditions,
    Place,
    ProtectedChange,
    lower,
    own_rank,
    rank,
    read_disclosure,
    read_kinds,
)
from trackers.text.tidy import ArticleText

BODY = Place("body", 0, 0)
EVERYTHING = NoiseConditions("everything there is", COSMETIC)


def kinds(*codes: Code, removed: str = "12", added: str = "40", place: Place = BODY) -> Kinds:
    return Kinds(tuple(Kind(code, removed, added, place) for code in codes))


def fits(change: Kinds, *, phrases: tuple[str, ...] = (), is_whole: bool = True) -> bool:
    return NoiseConditions("one", COSMETIC, phrases=phrases).fits(Lowerable(change, is_whole=is_whole))


@pytest.mark.parametrize("code", sorted(PROTECTED))
def test_a_change_with_a_protected_kind_cannot_be_handed_to_what_lowers(code: Code) -> None:
    for change in (kinds(code), kinds(Code.FURNITURE, code)):
        with pytest.raises(ProtectedChange, match=code.value):
            Lowerable(change)


def test_a_change_of_which_nothing_is_known_is_not_lowered_either() -> None:
    with pytest.raises(ProtectedChange):
        Lowerable(Kinds(()))


@pytest.mark.parametrize("told", sorted(set(Disclosure) - {Disclosure.NONE, Disclosure.TIMESTAMP}))
def test_a_change_that_the_page_tells_of_is_not_lowered(told: Disclosure) -> None:
    with pytest.raises(ProtectedChange, match=told.value):
        Lowerable(kinds(Code.FURNITURE), disclosure=told)


@pytest.mark.parametrize("code", sorted(PROTECTED))
def test_no_rule_can_be_made_for_a_protected_kind(code: Code) -> None:
    for codes in ({code}, {Code.FURNITURE, code}, set()):
        with pytest.raises(ProtectedChange):
            NoiseConditions("trivia", frozenset(codes))


@given(
    st.sets(st.sampled_from(sorted(COSMETIC)), min_size=1),
    st.lists(st.sampled_from([EVERYTHING, NoiseConditions("typos", frozenset({Code.TYPO}))])),
)
def test_a_lowered_rank_names_its_rule_and_is_whole_again_without_it(
    codes: set[Code], rules: list[NoiseConditions]
) -> None:
    change = Lowerable(kinds(*sorted(codes)))
    own = rank(change.kinds)
    lowered = lower(change, own=own, rules=rules)
    assert own_rank(lowered) == own == lower(change, own=lowered, rules=())
    assert lower(change, own=lowered, rules=rules) == lowered
    expected = next((rule.name for rule in rules if rule.fits(change)), "")
    assert lowered.lowered_by == expected
    assert lowered.total == own.total - (100 if expected else 0)


def test_a_rule_speaks_only_of_its_own_kinds_publisher_and_amount() -> None:
    change = Lowerable(kinds(Code.FURNITURE), words=4, source=7)
    clocks = frozenset({Code.FURNITURE})
    assert NoiseConditions("a", clocks).fits(change)
    assert NoiseConditions("a", clocks, source=7, most_words=4).fits(change)
    assert not NoiseConditions("a", clocks, source=8).fits(change)
    assert not NoiseConditions("a", clocks, most_words=3).fits(change)
    assert not NoiseConditions("a", frozenset({Code.TYPO})).fits(change)
    assert not NoiseConditions("a", clocks).fits(Lowerable(kinds(Code.FURNITURE, Code.TYPO)))


@pytest.mark.parametrize(
    ("removed", "added", "phrases", "expected"),
    [
        ("Updated 2 hours ago", "UPDATED  13\nhours ago", ("updated 0 hours ago",), True),
        ("AFP", "Agence Lumière", ("afp", "agence lumie\u0300re"), True),
        ("AFP", "Agence Lumière", ("afp",), False),
        ("", "Share 45", ("Share 1",), True),
        ("", "Share 45 pictures", ("Share 1",), False),
        ("2", "3", ("Updated 2 hours ago",), False),
        ("(a+)+$", "aaaa!", (r"(a+)+$",), False),
        ("(a+)+$", "", (r"(a+)+$",), True),
        ("٢", "٣", ("1",), True),
        (" ", "\n", ("x",), False),
    ],
)
def test_whatever_went_or_came_must_be_one_of_the_phrases(
    removed: str, added: str, phrases: tuple[str, ...], expected: bool
) -> None:
    assert fits(kinds(Code.FURNITURE, removed=removed, added=added), phrases=phrases) is expected


def test_every_piece_of_evidence_must_be_a_phrase_and_none_may_be_cut() -> None:
    two = Kinds(
        (*kinds(Code.FURNITURE, added="").entries, *kinds(Code.TYPO, removed="teh", added="the").entries)
    )
    assert not fits(two, phrases=("12",))
    assert fits(two, phrases=("12", "teh", "the"))
    assert not fits(two, phrases=("12", "teh", "the"), is_whole=False)
    assert fits(two, is_whole=False)


# What may never be lowered, whatever rule there is: invented sentences, before and after.
ADVERSARIES = [
    ("en", "The mill lost $1.5m.", "The mill lost $15m."),
    ("en", "It has 12 looms.", "It has 40 looms."),
    ("en", "Half of the looms stood still.", "A third of the looms stood still."),
    ("en", "The owner did sell.", "The owner did not sell."),
    ("en", "The owner can sell.", "The owner can't sell."),
    ("en", "The sale is legal.", "The sale is illegal."),
    ("en", "The owner sold with consent.", "The owner sold without consent."),
    ("en", "“We are sorry,” said Iva Brandt.", "“We are not sorry,” said Iva Brandt."),
    ("en", "She called it a “gift”.", "She called it a gift."),
    ("en", "Iva Brandt spoke.", "Ida Brandt spoke."),
    ("en", "The fire was reported in Ostby.", "The fire was reported in Vestby."),
    ("en", "The clerk allegedly took it.", "The clerk took it."),
    ("en", "The clerk will pay.", "The clerk may pay."),
    ("en", "It burned on Monday.", "It burned on Tuesday."),
    ("en", "It burned on 3 May.", "It burned on 5 May."),
    ("en", "Police said it burned.", "Neighbours said it burned."),
    ("en", "It burned.", "It burned.\nCorrection: an earlier version of this article named the wrong mill."),
    ("en", "It burned.\nCorrection: an earlier version of this article named the wrong mill.", "It burned."),
    ("en", "It burned.", "It burned.\nThis article was updated to add the owner's answer."),
    ("en", "It burned.\nUpdated 2 hours ago", "It burned at dawn.\nUpdated 3 hours ago"),
    ("en", "Photo: the mill, 12 dead\nIt burned.", "Photo: the mill, 40 dead\nIt burned."),
    ("de", "Die Mühle hat 12 Räder.", "Die Mühle hat 40 Räder."),
    ("de", "Der Besitzer zahlt.", "Der Besitzer zahlt nicht."),
    ("de", "Der Besitzer zahlt eine Strafe.", "Der Besitzer zahlt keine Strafe."),
    ("de", "Er hat es angeblich genommen.", "Er hat es genommen."),
    ("de", "Sie brannte am Montag.", "Sie brannte am Dienstag."),
    ("de", "Sie brannte.", "Sie brannte.\nKorrektur: In einer früheren Fassung stand ein falscher Name."),
    ("fr", "Le moulin perd 12 roues.", "Le moulin perd 40 roues."),
    ("fr", "Le patron vend.", "Le patron ne vend pas."),
    ("fr", "Il l'aurait pris, selon la police.", "Il l'a pris."),
    ("es", "El molino tiene 12 ruedas.", "El molino tiene 40 ruedas."),
    ("es", "El dueño paga.", "El dueño no paga."),
    ("pt", "O dono paga.", "O dono não paga."),
    ("ru", "На мельнице 12 колёс.", "На мельнице 40 колёс."),
    ("ru", "Хозяин заплатит.", "Хозяин не заплатит."),
    ("ar", "في المطحنة ١٢ عجلة.", "في المطحنة ٤٠ عجلة."),
    ("he", "הבעלים משלם.", "הבעלים לא משלם."),
    ("hi", "चक्की में १२ पहिये हैं।", "चक्की में ४० पहिये हैं।"),
    ("hi", "मालिक पैसे देगा।", "मालिक पैसे नहीं देगा।"),
    ("zh", "磨坊有12个轮子。", "磨坊有40个轮子。"),
    ("zh", "老板会付钱。", "老板不会付钱。"),
    ("ja", "水車小屋には12の輪がある。", "水車小屋には40の輪がある。"),
    ("xx", "Zu 12 mo.", "Zu 40 mo."),
    ("", "It has 12 looms.", "It has 40 looms."),
]


@pytest.mark.parametrize(("lang", "before", "after"), ADVERSARIES)
def test_what_matters_is_never_lowered_in_any_language(lang: str, before: str, after: str) -> None:
    old, new = (ArticleText("The mill", paragraphs=tuple(text.split("\n"))) for text in (before, after))
    for one, other in itertools.permutations((old, new)):
        told = read_kinds(one, other, lang=lang)
        with pytest.raises(ProtectedChange):
            Lowerable(told, disclosure=read_disclosure(one, other, lang=lang))


@pytest.mark.parametrize(
    "field", [{"headline": "The mill"}, {"standfirst": "So it was."}, {"byline": ("Iva Brandt",)}]
)
def test_another_headline_standfirst_or_byline_is_never_lowered(field: dict[str, object]) -> None:
    old = ArticleText("A mill", standfirst="So it is.", byline=("Iva Brand",), paragraphs=("It burned.",))
    with pytest.raises(ProtectedChange):
        Lowerable(read_kinds(old, replace(old, **field), lang="en"))  # type: ignore[arg-type]
