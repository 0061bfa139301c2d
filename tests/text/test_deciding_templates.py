"""What a new template around an article may explain, and what was edited whatever the page is built of."""

import pytest

from tests.text.test_deciding import STORY, Life, page_of, story
from trackers.text.deciding import Verdict
from trackers.text.extraction import Extraction

OLD, NEW = frozenset(range(30)), frozenset(range(100, 130))


def redesigned(before: Extraction, after: Extraction) -> Verdict:
    """Return what is decided when the text and the template differ at once and a second look has seen it too."""
    life = Life()
    life.look(before, page=page_of(before, names=OLD))
    for _ in range(2):
        decision = life.look(after, page=page_of(after, names=NEW))
    return decision.verdict


@pytest.mark.parametrize(
    "line",
    [
        "The harbour board paid 40,000 for the tug and has not said since where the money for it came from.",
        "“Nobody asked us about the second tug, and we would have told them what we think,” said the skipper's widow.",
        "橋の番人は「四十年間でこのような冬は一度もなかった」と述べ、理事会は費用の総額を最後まで明らかにしなかったし、市長もまたそれを求めはしなかったのである。",
    ],
)
def test_the_last_sentence_of_a_story_goes_with_no_template_when_it_states_something(line: str) -> None:
    assert redesigned(story(*STORY, line), story(*STORY)) is Verdict.VERSION
    assert redesigned(story(line, *STORY), story(*STORY)) is Verdict.VERSION


def test_a_standfirst_that_says_something_else_at_the_same_place_was_edited() -> None:
    before, after = story(standfirst="No boat may pass."), story(standfirst="All of them may sail on.")
    assert redesigned(before, after) is Verdict.VERSION


def test_a_standfirst_that_another_template_takes_from_elsewhere_is_its_own() -> None:
    before = story(standfirst="No boat may pass.", places=(("standfirst", "class"),))
    after = story(standfirst="All of them may sail on.", places=(("standfirst", "meta"),))
    assert redesigned(before, after) is Verdict.SAME


def test_a_credit_before_or_behind_its_caption_is_the_templates() -> None:
    before, after = (
        story(captions=("Ada Quill The bridge on Monday",)),
        story(captions=("The bridge on Monday", "Ada Quill")),
    )
    assert redesigned(before, after) is Verdict.SAME
