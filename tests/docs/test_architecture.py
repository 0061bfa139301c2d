"""docs/architecture.md is true: its table lists every room, and no room imports one its row does not name."""

import re
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def documented() -> dict[str, set[str]]:
    table = PAGE.split("| room | may import |")[1].split("\n\n")[0]
    rows = re.findall(r"^\| (\w+) \| ([\w, ]*)\|$", table, flags=re.MULTILINE)
    return {room: {name.strip() for name in names.split(",") if name.strip()} for room, names in rows}


def room_of(module: str) -> str:
    return module.split(".")[1]


def rooms_on_disk() -> Iterator[str]:
    for path in sorted((ROOT / "trackers").iterdir()):
        if path.suffix == ".py" and path.stem != "__init__":
            yield path.stem
        elif path.is_dir() and (path / "__init__.py").is_file():
            yield path.name


def test_the_table_lists_exactly_the_rooms_there_are() -> None:
    assert set(documented()) == set(rooms_on_disk())


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("trackers", cache_dir=None)


def test_no_room_imports_one_that_its_row_does_not_name(graph: grimp.ImportGraph) -> None:
    table, found = documented(), set()
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            if importer.count(".") and imported.count(".") and room_of(importer) != room_of(imported):
                found.add((room_of(importer), room_of(imported)))
    undocumented = {(importer, imported) for importer, imported in found if imported not in table[importer]}
    assert not undocumented


def test_the_picture_names_every_model() -> None:
    picture = PAGE.split("```")[1]
    for model in apps.get_app_config("trackers").get_models():
        assert re.search(rf"\b{model.__name__}\b", picture), model.__name__
