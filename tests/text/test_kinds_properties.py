"""What must hold of any two texts: nothing breaks, evidence is exact, no figure and no difference goes untold."""

from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from trackers.text.kinds import Code, read_kinds
from trackers.text.kinds.quotes import quoted_ranges
from trackers.text.tidy import ArticleText

VOCABULARY = """
    the barn fire not never said police "we left" may allegedly Monday May 12 1,200 £2.4m half Ana Rook rose
    fell ; , . : ‘so’ Photo: Updated ago Correction: 不会 三月 局长 १४ ١٢ don't e-mail – ( ) ?
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\u200b", "\u00ad", "\u00a0"])
NOUNS = "barn fire river school mill road 12 40 7"
LINES = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
TEXTS = st.builds(
    ArticleText,
    headline=LINES,
    standfirst=LINES | st.just(""),
    byline=st.lists(LINES, max_size=2).map(tuple),
    paragraphs=st.lists(LINES, max_size=5).map(tuple),
    captions=st.lists(LINES, max_size=2).map(tuple),
)
LANGS = st.sampled_from(["", "en", "de", "fr", "ru", "ar", "he", "hi", "zh", "ja", "xx"])


@given(TEXTS, TEXTS, LANGS)
@settings(max_examples=75, deadline=None)
def test_any_two_texts_have_kinds_exactly_where_they_differ(
    before: ArticleText, after: ArticleText, lang: str
) -> None:
    kinds = read_kinds(before, after, lang=lang)
    assert bool(kinds.entries) == (before != after)
    assert kinds == read_kinds(before, after, lang=lang)


@given(TEXTS, TEXTS, LANGS)
@settings(max_examples=75, deadline=None)
def test_evidence_stands_in_the_text_it_is_from(before: ArticleText, after: ArticleText, lang: str) -> None:
    old, new = everything(before), everything(after)
    for kind in read_kinds(before, after, lang=lang).entries:
        assert kind.removed in old
        assert kind.added in new


def everything(text: ArticleText) -> str:
    parts = (text.headline, text.standfirst, ", ".join(text.byline), *text.paragraphs, "", *text.captions)
    return "\n\n".join(parts)


@given(
    st.lists(st.sampled_from(NOUNS.split()), min_size=2, max_size=12),
    st.data(),
)
@settings(max_examples=50, deadline=None)
def test_another_figure_is_never_cosmetic(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words)))
    old, new = data.draw(st.lists(st.integers(0, 99_999), min_size=2, max_size=2, unique=True))
    sentences = (" ".join((*words[:place], str(figure), *words[place:])) for figure in (old, new))
    texts = [ArticleText("A headline", paragraphs=(f"So {sentence} then.",)) for sentence in sentences]
    assert read_kinds(*texts, lang="en").is_meaningful


@given(LINES, st.text(max_size=30), LANGS)
@settings(max_examples=50, deadline=None)
def test_no_text_however_strange_is_an_error(line: str, odd: str, lang: str) -> None:
    read_kinds(
        ArticleText(line, paragraphs=(line, odd)), ArticleText(odd, paragraphs=(odd + line,)), lang=lang
    )


def test_a_paragraph_of_quotations_and_nothing_else_is_read_in_one_go() -> None:
    assert quoted_ranges('"a" ' * 100_000)[-1] == (399_996, 399_999)


def test_a_quotation_that_never_closes_ends_with_its_paragraph() -> None:
    assert quoted_ranges('"a\n\n"b" c\n\n\n"d') == [(0, 2), (4, 7), (12, 14)]


def test_a_change_too_large_to_be_read_word_by_word_says_less_and_hides_nothing() -> None:
    long = "The barn by the river burned and nobody came. " * 700
    kept = [f"Line {place} stands here as it always did." for place in range(9)]
    ends = ("Ada Rook paid 12 of them.", "It rained  on the school.", "“Nobody came to the barn,” he said.")
    later = ("Ada Rook paid 40 of them.", "It rained on the school.", "")
    before, after = (
        ArticleText(
            "Mill burns", "", (), tuple(filter(None, chain.from_iterable(zip(lines, kept, strict=False)))), ()
        )
        for lines in (
            [*(f"{place} {long}" for place in range(5)), *ends],
            [*(f"{place} {long}Not so." for place in range(5)), *later],
        )
    )
    kinds = read_kinds(before, after, lang="en")
    told = [(kind.code, kind.place.old) for kind in kinds.entries]
    assert (Code.ADDITION, 0) in told, "what comes first is read word by word"
    assert told[-3:] == [(Code.REWRITE, 10), (Code.WHITESPACE, 12), (Code.CUT, 14)]
    assert {place for _, place in told} == {0, 2, 4, 6, 8, 10, 12, 14}
    assert kinds.is_meaningful
