"""What the text room says of a response is said in the reader's language."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import override

import trackers.pipeline.words
import trackers.text
from tests.catalogues import write_catalogue
from trackers.pipeline.words import REASONS, REASONS_WITH_FIGURES, tell_doubts, translate_reason
from trackers.text.health import DOUBTS
from trackers.text.hinted import MISSED

TEXT_ROOM = Path(trackers.text.__file__).parent
FIGURE = "7"
REFUSALS = {"UnreadableListing", "UnreadableOPML", "UnreadableArticle", "UndecodableText", "BadURL", "BadXML"}


def test_every_sentence_of_the_text_room_is_marked_for_translators() -> None:
    spoken = {sentence for path in TEXT_ROOM.rglob("*.py") for sentence in _spoken(path)}
    assert len(spoken) > 50
    assert {sentence for sentence in spoken if not _is_known(sentence)} == set()


def test_no_sentence_is_marked_that_the_text_room_does_not_say() -> None:
    spoken = {sentence for path in TEXT_ROOM.rglob("*.py") for sentence in _spoken(path)}
    places = {"most": FIGURE, "count": FIGURE, "taken": FIGURE, "found": FIGURE}
    marked = set(REASONS) | {template % places for template in REASONS_WITH_FIGURES}
    assert marked - spoken == set()


def test_makemessages_finds_the_sentences() -> None:
    """It reads source, not values: a sentence outside gettext_noop would never reach a translator."""
    tree = ast.parse(Path(trackers.pipeline.words.__file__).read_text())
    tables = [node.value for node in tree.body if isinstance(node, ast.Assign)]
    calls = [call for table in tables if isinstance(table, ast.Tuple) for call in table.elts]
    found = [call.args[0].value for call in calls if _name_of(call) == "gettext_noop"]  # type: ignore[attr-defined]
    assert found == [*REASONS, *REASONS_WITH_FIGURES]


def test_a_sentence_is_said_in_the_active_language(tmp_path: Path, settings: object) -> None:
    write_catalogue(
        tmp_path / "sv" / "LC_MESSAGES",
        {
            "This is empty.": "Den är tom.",
            "Only %(taken)s of %(found)s addresses were taken up, the newest.": "Av %(found)s togs %(taken)s.",
        },
    )
    settings.LOCALE_PATHS = [tmp_path]  # type: ignore[attr-defined]
    with override("sv"):
        assert translate_reason("This is empty.") == "Den är tom."
        assert (
            translate_reason("Only 5000 of 9000 addresses were taken up, the newest.") == "Av 9000 togs 5000."
        )


@pytest.mark.parametrize("sentence", ["", "A sentence of nobody: 100 %.", "This is larger than many MB."])
def test_what_is_not_known_comes_back_as_it_is(sentence: str) -> None:
    assert translate_reason(sentence) == sentence


def _spoken(path: Path) -> Iterator[str]:
    """Yield what looks like a sentence, and what is given to a refusal whatever it looks like."""
    tree = ast.parse(path.read_text())
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            silent |= {id(part) for part in node.values}
    for node in ast.walk(tree):
        text = _text_of(node)
        # A sentence begins with a capital: lists of words and abbreviations do not.
        is_sentence = text is not None and text.endswith(".") and " " in text.strip() and text[:1].isupper()
        if text is not None and is_sentence and id(node) not in silent:
            yield text
        if isinstance(node, ast.Call) and _name_of(node) in REFUSALS:
            yield from (said for part in node.args if (said := _text_of(part)) is not None)


def _text_of(node: ast.AST) -> str | None:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else FIGURE for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _name_of(node: ast.AST) -> str:
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def _is_known(sentence: str) -> bool:
    return sentence in REASONS or any(
        shape.fullmatch(sentence) for _template, shape in trackers.pipeline.words._SHAPES
    )


def test_every_doubt_about_a_reading_is_said_in_words() -> None:
    for code in (*DOUBTS, MISSED):
        assert tell_doubts([code]) != code
    assert tell_doubts(["short", f"{MISSED}:body"]) == "it is short; a hint found nothing (body)"
    assert tell_doubts([]) == "" and tell_doubts(["of_another_day"]) == "of_another_day"
