"""Wrong arguments print how a command is used and exit with 2, whichever command it is."""

import pytest
from django.core.management import get_commands, load_command_class


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["check", "nonsense"], "neither an article's address nor an id"),
        (["check", "1", "2"], "Name one article"),
        (["check", "ftp:x"], "is no web address"),
        (["check", "https://"], "is no web address"),
        (["add_source"], "required: URL"),
        (["add_source", "not a url"], "This is no web address"),
        (["add_source", "mailto:desk@news.example"], "This is no web address"),
        (["add_source", "news.example", "--language", "en_US"], "language tag"),
        (["add_source", "news.example", "--name", "x" * 201], "at most 200"),
        (["add_source", "news.example", "--slug", "no slug"], "slug"),
        (["add_source", "news.example", "--public", "--withheld"], "not allowed with"),
        (["describe", "--limit", "0"], "is no number"),
        (["status", "everything"], "unrecognized arguments: everything"),
        (["up", "--port", "eighty"], "is not a number from 1 to 65535"),
        (["up", "now"], "unrecognized arguments: now"),
        (["seed_demo"], "required: --press"),
        (["seed_demo", "--press", "https://news.example/"], "the demo press is at an address such as"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_wrong_arguments_print_usage_and_exit_2(
    words: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = load_command_class(get_commands()[words[0]], words[0])
    with pytest.raises(SystemExit) as end:
        command.run_from_argv(["manage.py", *words])
    printed = capsys.readouterr()
    assert end.value.code == 2
    assert printed.out == ""
    assert printed.err.startswith(f"usage: manage.py {words[0]} ")
    assert complaint in " ".join(printed.err.split())
