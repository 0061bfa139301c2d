"""Whatever two texts hold, what an entry shows of them is inert, well formed and short, and says what matters first."""

from uuid import uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import NOON
from tests.feeds.rules import fragment_problems
from trackers.feeds.entries import entry_of_change
from trackers.feeds.generators import strip_illegal
from trackers.feeds.passages import LONGEST_RUN, MOST_PASSAGES, Fate, choose_passages, shorten
from trackers.models import Article, Change, Source, Version
from trackers.text.compare import compare
from trackers.text.tidy import ArticleText, tidy

# Pieces that mean something to HTML or XML when they meet, and letters that are easily torn from their marks.
PIECES = [
    "<", ">", "&", "<scr", "ipt>", "]]", "&lt;", "&#60;", "<!--", "\u202e", "e\u0301", "क\u094d", "👩\u200d👧", " ",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=30).map("".join).map(tidy)
articles = st.builds(
    lambda headline, paragraphs: ArticleText(headline=headline, paragraphs=tuple(filter(None, paragraphs))),
    texts,
    st.lists(texts, max_size=5),
)


def change_between(old: ArticleText, new: ArticleText) -> Change:
    """A change that is stored nowhere."""
    source = Source(name=new.headline, slug="x", homepage="https://gazette.example/", timezone="Asia/Tokyo")
    return Change(
        uuid=uuid4(),
        article=Article(pk=1, source=source, url="https://gazette.example/1"),
        from_version=Version(headline=old.headline, dir="ltr"),
        to_version=Version(headline=new.headline, dir="rtl", lang=new.headline),
        from_number=1,
        to_number=2,
        seen_old_at=NOON,
        seen_new_at=NOON,
        announced_at=NOON,
    )


@settings(deadline=None)  # other runs share the machine
@given(articles, articles)
def test_words_of_any_text_stay_words(old: ArticleText, new: ArticleText) -> None:
    passages = choose_passages(compare(old, new))
    entry = entry_of_change(change_between(old, new), passages=passages)
    assert fragment_problems(strip_illegal(entry.words)) == []
    assert len(passages.shown) <= MOST_PASSAGES
    assert all(len(piece.text) <= LONGEST_RUN for passage in passages.shown for piece in passage)
    assert (not passages.shown) == (old == new)


@given(st.text(), st.integers(min_value=2, max_value=40))
def test_a_shortened_text_is_a_beginning_of_the_text(text: str, length: int) -> None:
    short = shorten(text, length=length)
    assert len(short) <= length
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_a_mark_is_never_torn_from_its_letter() -> None:
    assert shorten("x" * 7 + "e\u0301" + "yyyy", length=9) == "xxxxxxx…"


def test_the_words_that_say_most_come_first_where_not_all_fit() -> None:
    filler = [
        f"Paragraph {'abcdefghijklmnop'[place]} spoke of the weather, the sea and the harbour."
        for place in range(16)
    ]
    figure = "Officials in the town said that {} people had been hurt when the crane fell."
    old = ArticleText(paragraphs=(*filler, figure.format(12)))
    new = ArticleText(paragraphs=(*(line.replace("weather", "wind") for line in filler), figure.format(40)))
    passages = choose_passages(compare(old, new))
    said = {piece.fate: piece.text for piece in passages.shown[0] if piece.fate is not Fate.SAME}
    assert said == {Fate.WENT: "12", Fate.CAME: "40"}
    assert len(passages.shown) == MOST_PASSAGES
    assert passages.more == 17 - MOST_PASSAGES


def test_what_fits_is_shown_in_reading_order_and_once() -> None:
    old = ArticleText(
        headline="Twelve hurt",
        standfirst="A crane fell.",
        paragraphs=("Twelve were hurt.",),
        byline=("A. Reed",),
    )
    new = ArticleText(
        headline="Forty hurt",
        standfirst="A crane fell!",
        paragraphs=("Forty were hurt.",),
        byline=("B. Reed",),
    )
    passages = choose_passages(compare(old, new))
    came = [piece.text for passage in passages.shown for piece in passage if piece.fate is Fate.CAME]
    assert came[0] == came[2] == "Forty"
    assert came[-1].startswith("B")
    assert len(passages.shown) == 4
    assert passages.more == 0
