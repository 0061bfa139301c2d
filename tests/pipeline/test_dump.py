"""Releases of open data: what anyone may see, whole or not at all, and taken back with what is withheld."""

import csv
import gc
import gzip
import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tests.builders import make_article, make_change, make_editor, make_gone, make_source, make_version
from tests.reviews import make_published
from trackers.desk.articles import withhold_article
from trackers.desk.exposure import Grounds, withhold_source
from trackers.desk.publications import freeze
from trackers.desk.sources import revise_source
from trackers.desk.withholding import withhold_passage, withhold_version
from trackers.models import Article, Change, Dump, EditionNature, Label, NoiseRule, Source
from trackers.models.opendata import TABLES
from trackers.pipeline.dump import tables
from trackers.pipeline.dump.release import release_now, release_today
from trackers.pipeline.dump.write import write_dump
from trackers.tasks import tick_dump

pytestmark = pytest.mark.django_db

GROUNDS = Grounds(reason="court")


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """The operator's folder, in the settings."""
    settings.OPEN_DATA_DIR = str(tmp_path / "open")
    yield tmp_path / "open"


def read(path: Path) -> dict[str, list[dict[str, str]]]:
    """The tables of a release."""
    return {
        table.name: list(
            csv.DictReader(StringIO(gzip.open(path / f"{table.name}.csv.gz", "rt", newline="").read()))
        )
        for table in TABLES
    }


def everything_in(path: Path) -> str:
    """All words of a release, whatever file they stand in."""
    return "".join(
        (gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()).decode()
        for file in sorted(path.iterdir())
    )


def release(folder: Path) -> Path:
    row = release_now(folder, now=timezone.now(), keep=3)
    assert row is not None
    return folder / row.name


def test_a_release_holds_what_pages_show_and_describes_itself(folder: Path, settings: Any) -> None:
    settings.OPEN_DATA_LICENCE = "CC0-1.0 https://creativecommons.org/publicdomain/zero/1.0/"
    source = make_source(name="=cmd()", slug="lock-paper")
    change = make_change(
        make_article(source),
        old={"headline": "Twelve saved", "paragraphs": ["Twelve people were saved."]},
        new={"headline": "Forty saved", "paragraphs": ["Forty people were saved, they say."]},
    )
    gone = make_gone(change.article)
    still = make_article(source)
    make_version(still, headline="@Still the same", paragraphs=["A quokka."])
    label = Label.objects.create(code="figure-x", name="A figure", definition="x")
    note = make_published(
        change,
        labels=[label],
        public_note="A quokka note.",
        significance=2,
        kinds=["number"],
        disclosure="none",
    )
    taken = make_published(gone, public_note="Wrong.", significance=2, kinds=["cut"])
    freeze(taken, EditionNature.RETRACTION, now=timezone.now(), reason="It was wrong.")

    path = release(folder)

    found = read(path)
    (publisher,) = found["sources"]
    assert publisher["name"] == "'=cmd()" and publisher["is_followed"] == "true"
    told = {row["headline"]: row for row in found["articles"]}
    assert set(told) == {"Forty saved", "'@Still the same"}
    assert (told["Forty saved"]["versions"], told["'@Still the same"]["versions"]) == ("2", "1")
    edit, went = found["changes"]
    assert (edit["change"], edit["article"], edit["nature"]) == (
        str(change.uuid),
        str(change.article_id),
        "edit",
    )
    assert edit["page"].endswith(change.get_absolute_url())
    assert (edit["headline_before"], edit["headline_after"]) == ("Twelve saved", "Forty saved")
    assert edit["rules"] == change.description.rules and edit["rank"] == str(change.description.rank)
    assert "number" in edit["kinds"].split(" ")
    assert int(edit["words_added"]) == change.description.words_added
    assert edit["last_seen_old"] < edit["first_seen_new"] and edit["last_seen_old"].endswith("Z")
    assert (went["nature"], went["to_version"], went["absence"]) == ("gone", "", "not_found")
    entries = {row["entry"]: row for row in found["publications"]}
    assert entries[str(note.uuid)]["labels"] == "figure-x" and entries[str(note.uuid)]["significance"] == "2"
    assert entries[str(taken.uuid)]["standing"] == "retraction"
    assert {entries[str(taken.uuid)][name] for name in ("significance", "kinds", "is_alone")} == {""}
    assert "quokka" not in everything_in(path) and "people were saved" not in everything_in(path)

    package = json.loads((path / "datapackage.json").read_bytes())
    assert package["licenses"][0]["name"] == "CC0-1.0"
    for resource, table in zip(package["resources"], TABLES, strict=True):
        file = path / resource["path"]
        assert resource["bytes"] == file.stat().st_size
        assert resource["hash"] == "sha256:" + hashlib.sha256(file.read_bytes()).hexdigest()
        names = [each["name"] for each in resource["schema"]["fields"]]
        with gzip.open(file, "rt", newline="") as text:
            assert next(csv.reader(text)) == names == [column.name for column in table.columns]
        assert all(each["description"] for each in resource["schema"]["fields"])
        for key in resource["schema"].get("foreignKeys", []):
            known = {row[key["reference"]["fields"]] for row in found[key["reference"]["resource"]]}
            assert {row[key["fields"]] for row in found[resource["name"]]} <= known
    assert "words_removed (integer)" in (path / "README.txt").read_text()

    # The same rows make the same bytes, and nothing half written is left behind.
    write_dump(folder, name="again", made_at=timezone.now())
    for table in TABLES:
        name = f"{table.name}.csv.gz"
        assert (folder / "again" / name).read_bytes() == (path / name).read_bytes()
    assert {each.name for each in folder.iterdir()} == {"again", path.name}


def test_nothing_that_is_hidden_is_in_a_release(folder: Path) -> None:
    def hidden(**source: Any) -> Change:
        fields = {"headline": "A quokka headline", "paragraphs": ["A quokka."]}
        change = make_change(
            make_article(make_source(**source)), old=fields, new={**fields, "paragraphs": ["Two quokkas."]}
        )
        make_published(change, public_note="Quokka.")
        return change

    hidden(public_text="private", name="Quokka One", homepage="https://quokka.example/")
    hidden(exposure="withheld", name="Quokka Two")
    article = hidden(name="The Open Paper").article
    Article.objects.filter(pk=article.pk).update(
        exposure="withheld", exposure_reason="court", url="https://open.example/quokka"
    )
    quiet = hidden(name="The Quiet Paper")
    Change.objects.filter(pk=quiet.pk).update(announced_at=None)
    Article.objects.filter(pk=quiet.article_id).update(exposure="canceled", exposure_reason="court")
    waiting = make_change(make_article(make_source(name="The Late Paper")))
    late = make_version(waiting.article, headline="A quokka, not announced yet", paragraphs=["Three."])
    Change.objects.filter(to_version=late).update(announced_at=None)
    NoiseRule.objects.create(name="Quokka rule", sentence="Quokka.", kinds=["furniture"], phrases="quokka")

    words = everything_in(release(folder)).lower()

    assert "quokka" not in words
    assert "the open paper" in words and "the late paper" in words


def test_what_is_withheld_takes_all_releases_back_and_the_next_one_lacks_it(folder: Path) -> None:
    change = make_change(
        old={"headline": "The quiet quokka sat here", "paragraphs": ["One."]},
        new={"headline": "The quiet quokka sat there", "paragraphs": ["Two."]},
    )
    make_version(change.article, headline="The quiet quokka sat there", paragraphs=["Three."])
    article = Article.objects.get(pk=change.article_id)
    source = Source.objects.get(pk=article.source_id)
    acts = [
        lambda: withhold_passage(article, words="quiet quokka sat", grounds=GROUNDS, actor=None),
        lambda: withhold_version(article.versions.get(number=2), grounds=GROUNDS, actor=None),
        lambda: withhold_article(article, reason="court", actor=None),
        lambda: revise_source(source, changes={"public_text": "passages"}, actor=None),
        lambda: withhold_source(source, reason="court", actor=None),
    ]
    for act in acts:
        path = release(folder)
        assert path.is_dir()
        with transaction.atomic():
            act()
        assert not Dump.objects.exists(), act
        served = Client().get(f"/data/{path.name}/articles.csv.gz")
        assert served.status_code == 404, act

    words = everything_in(release(folder))
    assert "quokka" not in words and source.name not in words


def test_a_withheld_passage_is_marked_in_headlines(folder: Path) -> None:
    change = make_change(
        old={"headline": "The quiet quokka sat here", "paragraphs": ["One."]},
        new={"headline": "The quiet quokka sat there", "paragraphs": ["Two."]},
    )
    withhold_passage(
        Article.objects.get(pk=change.article_id), words="quiet quokka sat", grounds=GROUNDS, actor=None
    )
    found = read(release(folder))
    assert found["articles"][0]["headline"] == "The [withheld] there"
    assert found["changes"][0]["headline_before"] == "The [withheld] here"


def test_the_folder_of_a_release_goes_when_the_act_stands(
    folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    change = make_change()
    path = release(folder)
    with django_capture_on_commit_callbacks(execute=True):
        withhold_article(Article.objects.get(pk=change.article_id), reason="court", actor=None)
    assert not path.exists()


def test_what_is_withheld_while_a_release_is_written_throws_it_away(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = make_change()
    whole = tables._tell_source

    def withhold_meanwhile(row: Source) -> Any:
        # What somebody else does between the first row and the last.
        withhold_article(Article.objects.get(pk=change.article_id), reason="court", actor=None)
        return whole(row)

    monkeypatch.setattr(tables, "_tell_source", withhold_meanwhile)
    assert release_now(folder, now=timezone.now(), keep=3) is None
    assert list(folder.iterdir()) == []
    assert not Dump.objects.exists()


def test_there_is_one_a_day_the_newest_are_kept_and_nothing_else_in_the_folder_is_touched(
    folder: Path,
) -> None:
    folder.mkdir()
    (folder / "notes.txt").write_text("the operator's own")
    (folder / "2026-01-01-0a1b2c").mkdir()
    (folder / ".2026-01-01-0a1b2c.part").mkdir()
    now = timezone.now().replace(hour=1)
    Dump.objects.create(name="2026-01-01-ffffff", made_at=now - timedelta(days=40))
    first = release_today(folder, now=now, keep=2)
    assert first is not None
    assert release_today(folder, now=now + timedelta(hours=3), keep=2) is None
    others = [release_today(folder, now=now + timedelta(days=days), keep=2) for days in (1, 2)]
    names = {row.name for row in others if row is not None}
    assert len(names) == 2 and first.name not in names
    assert {path.name for path in folder.iterdir()} == {"notes.txt", *names}
    assert set(Dump.objects.values_list("name", flat=True)) == names


def test_the_command_and_the_tick_write_where_they_are_told(
    folder: Path, tmp_path: Path, settings: Any
) -> None:
    make_change()
    call_command("dump", to=str(tmp_path / "elsewhere"), stdout=StringIO())
    assert not Dump.objects.exists() and len(list((tmp_path / "elsewhere").iterdir())) == 1
    call_command("dump", stdout=StringIO())
    assert tick_dump() is False
    Dump.objects.all().delete()
    assert tick_dump() is True

    desk = Client()
    desk.force_login(make_editor("operator"))
    assert b"No release of data" not in desk.get("/admin/").content
    Dump.objects.all().delete()
    assert b"No release of data has been written for two days" in desk.get("/admin/").content

    (tmp_path / "file").write_text("no folder")
    with pytest.raises(CommandError, match="could not be written"):
        call_command("dump", to=str(tmp_path / "file"))
    settings.OPEN_DATA_DIR = ""
    assert tick_dump() is False
    with pytest.raises(CommandError, match="--to"):
        call_command("dump")


def test_only_a_part_of_a_table_is_in_memory_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    source = make_source()
    for _ in range(9):
        make_article(source)
    Article.objects.update(latest_version=make_version(make_article(source)), version_count=1)
    gc.collect()
    before = sum(isinstance(each, Article) for each in gc.get_objects())
    monkeypatch.setattr(tables, "PART", 2)
    rows = tables.read_tables()["articles"]
    for _ in range(5):
        next(rows)
    gc.collect()
    assert sum(isinstance(each, Article) for each in gc.get_objects()) - before <= 4
    assert len(list(rows)) == 5
