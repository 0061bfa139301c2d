"""A publisher's figures: counts with what they are of, the same as a table, and how to cite them."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client, override_settings
from lxml import html

from tests.builders import NOON, make_article, make_change, make_editor, make_gone, make_source, make_version
from tests.replays import apply, make_phantom
from tests.views.asking import ask, links, words
from trackers.desk.articles import release_article, withhold_article
from trackers.models import Article, Change, Check, CheckDay, Exposure, Gap, LookDay, Source
from trackers.pipeline.tally import tally_looks
from trackers.text.sheets import escape_cell, unescape_cell
from trackers.views.figures import Period, reckon_figures
from trackers.views.spreadsheet import HEAD

pytestmark = pytest.mark.django_db

MARCH = "?from=2026-03-01&to=2026-03-31"
FIGURE = {"old": ["The lock has room for 12 barges."], "new": ["The lock has room for 40 barges."]}
SPELLING = {"old": ["The lock keeper recieved a letter."], "new": ["The lock keeper received a letter."]}


@pytest.fixture
def mercury() -> Source:
    """Four articles followed: two had a figure changed, one of them twice; one a spelling; one never changed."""
    source = make_source(name="The Mill Lane Mercury", slug="mercury")
    make_change(make_article(source), **FIGURE)
    twice = make_change(make_article(source), **FIGURE).article
    make_change(twice, new=["The lock has room for 90 barges."])
    make_change(make_article(source), **SPELLING)
    make_version(make_article(source))
    make_change(**FIGURE)
    LookDay.objects.create(source=source, day=NOON.date(), looks=1200, seen=1100)
    LookDay.objects.create(source=source, day=date(2026, 2, 1), looks=7, seen=7)
    return source


def tables(page: html.HtmlElement) -> list[list[list[str]]]:
    return [
        [[words(cell) for cell in row.cssselect("th, td")] for row in table.cssselect("tbody tr")]
        for table in page.cssselect("table.counted")
    ]


def facts(page: html.HtmlElement) -> dict[str, str]:
    """What is told in the list above the tables."""
    told = page.cssselect(".figures .facts-list > *")
    return {words(name): words(value) for name, value in zip(told[::2], told[1::2], strict=True)}


def download(path: str) -> list[dict[str, str]]:
    response = Client().get(path)
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def test_figures_stand_beside_what_they_are_of_and_how_surely_they_are_known(mercury: Source) -> None:
    page = ask(f"/sources/mercury/{MARCH}")

    assert "From 1 March 2026 to 31 March 2026 (UTC):" in words(page)
    assert facts(page) == {
        "Articles followed": "4",
        "Looks at them": "1,200, of which 1,100 saw the text",
        "Changes of a text": "4",
        "Articles whose text changed": "3 of 4: 75.0 % (95 % interval: 30.1 – 95.4 %)",
        "Pages that went away": "0 of 4: 0.0 % (95 % interval: 0.0 – 49.0 %)",
        "Pages that came back": "0 of 4: 0.0 % (95 % interval: 0.0 – 49.0 %)",
    }
    kinds, ages, disclosures = tables(page)
    assert ["figure", "3", "2", "50.0 % (15.0 – 85.0 %)"] in kinds
    assert ["spelling", "1", "1", "25.0 % (4.6 – 69.9 %)"] in kinds
    assert ages[0][:3] == ["in its first hour", "3", "3 of 4"]
    assert ages[1][:3] == ["after 1 to 6 hours", "1", "1 of 1"]
    assert ages[5] == ["after more than 30 days", "0", "0 of 0", "none followed"]
    assert disclosures[0] == ["nothing that was found", "4", "100.0 % (51.0 – 100.0 %)"]
    assert "/?kind=number&source=mercury" in links(page)


def test_the_caveat_stands_beside_the_figures_and_tells_of_gaps(mercury: Source) -> None:
    for begun, ended in ((0, 5), (3, 6), (20, 21)):
        Gap.objects.create(
            cause="down", started_at=NOON + timedelta(hours=begun), ended_at=NOON + timedelta(hours=ended)
        )

    (caveat,) = ask(f"/sources/mercury/{MARCH}").cssselect(".figures .caveat")

    assert "What these figures cannot say" in words(caveat)
    assert "nothing at all was looked at for 7 hours." in words(caveat)
    assert "nothing at all" not in words(ask("/sources/mercury/?from=2026-03-01&to=2026-03-02"))


def test_only_the_days_asked_for_are_counted(mercury: Source) -> None:
    before, day, after = (
        ask(f"/sources/mercury/{query}")
        for query in (
            "?from=2026-02-01&to=2026-03-13",
            "?from=2026-03-14&to=2026-03-14",
            "?from=2026-03-15&to=2026-03-31",
        )
    )

    assert tables(before) == [] == tables(after)
    assert "No change of a text was found in these days." in words(before)
    told = facts(before)
    assert (told["Articles followed"], told["Looks at them"]) == ("0", "7, of which 7 saw the text")
    assert tables(day)[0]


@time_machine.travel(NOON + timedelta(days=10), tick=False)
def test_without_days_the_last_ninety_are_told_and_others_offered(mercury: Source) -> None:
    page = ask("/sources/mercury/")

    assert "From 25 December 2025 to 24 March 2026 (UTC):" in words(page)
    assert "?from=2026-03-18&to=2026-03-24#figures" in links(page)
    assert page.cssselect("meta[name=robots]") == []
    assert ask(f"/sources/mercury/{MARCH}").cssselect("meta[name=robots]")


def test_what_readers_may_not_see_is_in_no_figure(mercury: Source) -> None:
    hidden, unannounced = (make_change(make_article(mercury), **FIGURE) for _ in range(2))
    Article.objects.filter(pk=hidden.article_id).update(
        exposure=Exposure.WITHHELD, exposure_reason="editorial"
    )
    Change.objects.filter(pk=unannounced.pk).update(announced_at=None)
    figures = reckon_figures(mercury, Period(date(2026, 3, 1), date(2026, 3, 31)), now=NOON)

    assert (figures.followed, figures.changes) == (5, 4)


def test_what_a_later_reading_took_back_is_no_figure() -> None:
    change = make_phantom()
    source = change.article.source
    assert facts(ask(f"{source.get_absolute_url()}{MARCH}"))["Changes of a text"] == "1"

    apply()

    assert "No change of a text was found in these days." in words(ask(f"{source.get_absolute_url()}{MARCH}"))


def test_pages_that_went_and_came_back_are_counted_on_their_own(mercury: Source) -> None:
    make_gone(Article.objects.filter(source=mercury).earliest("pk"))

    told = facts(ask(f"/sources/mercury/{MARCH}"))

    assert told["Pages that went away"].startswith("1 of 4: 25.0 %")
    assert told["Pages that came back"].startswith("0 of 4: 0.0 %")
    assert told["Changes of a text"] == "4"


def test_an_article_is_followed_at_the_ages_at_which_it_was_looked_at(mercury: Source) -> None:
    Article.objects.filter(source=mercury).update(last_check_at=NOON + timedelta(days=3))
    old = Article.objects.filter(source=mercury).earliest("pk")
    Article.objects.filter(pk=old.pk).update(first_seen_at=NOON - timedelta(days=40))

    ages = tables(ask("/sources/mercury/?from=2026-03-14&to=2026-03-20"))[1]

    assert [row[2].split(" of ")[1] for row in ages] == ["3", "3", "3", "3", "0", "1"]
    assert ages[5][:3] == ["after more than 30 days", "1", "1 of 1"]


def test_the_table_holds_the_same_figures(mercury: Source) -> None:
    page = ask(f"/sources/mercury/{MARCH}")
    (path,) = [link for link in links(page) if link.startswith("/sources/mercury/figures.csv")]

    rows = download(path)

    assert set(rows[0]) == set(HEAD)
    assert {(row["publisher"], row["first_day"], row["last_day"]) for row in rows} == {
        ("The Mill Lane Mercury", "2026-03-01", "2026-03-31")
    }
    found = {(row["figure"], row["code"]): row for row in rows}
    assert (found["looks", ""]["count"], found["changes_by_kind", "number"]["count"]) == ("1200", "3")
    number = found["articles_by_kind", "number"]
    assert (number["count"], number["of"], number["share"]) == ("2", "4", "0.500000")
    assert (number["low_95"], number["high_95"]) == ("0.150039", "0.849961")
    assert found["changes_by_disclosure", "none"]["of"] == "4"
    assert found["articles_by_age", "later"]["share"] == ""


def test_the_table_is_asked_for_conditionally_and_told_apart_by_machines(mercury: Source) -> None:
    client = Client()
    first = client.get(f"/sources/mercury/figures.csv{MARCH}")

    again = client.get(
        f"/sources/mercury/figures.csv{MARCH}", headers={"if-none-match": first.headers["ETag"]}
    )

    assert first.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert first.headers["Content-Disposition"] == 'attachment; filename="mercury-figures.csv"'
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "\ufeff=1", "\r=1"])
def test_no_cell_begins_like_a_formula(name: str) -> None:
    source = make_source(name=name, slug="odd")

    cells = {row["publisher"] for row in download("/sources/odd/figures.csv")}

    assert escape_cell(name).startswith("'") and unescape_cell(escape_cell(name)) == name.replace("\r", "\n")
    assert all(cell.startswith("'") for cell in cells), source.name
    assert escape_cell("Mill-Lane = Mercury") == "Mill-Lane = Mercury"


@pytest.mark.parametrize("path", ["/sources/mercury/", "/sources/mercury/figures.csv"])
def test_a_day_that_is_none_is_said_in_words(path: str, mercury: Source) -> None:
    response = Client().get(f"{path}?from=someday")

    assert response.status_code == 400
    assert "“someday” is not a day." in response.content.decode()
    assert "<table" not in response.content.decode()


@pytest.mark.parametrize("query", ["from=0001-01-01&to=9999-12-31", "to=0001-01-01", "from=9999-12-31"])
def test_the_ends_of_the_calendar_are_days_like_others(query: str, mercury: Source) -> None:
    ask(f"/sources/mercury/?{query}")
    assert Client().get(f"/sources/mercury/figures.csv?{query}").status_code == 200


def test_a_publisher_that_is_not_public_has_no_table() -> None:
    make_source(slug="hidden", exposure="withheld", public_since=None)
    make_source(slug="gone", exposure="withheld")
    assert Client().get("/sources/hidden/figures.csv").status_code == 404
    assert Client().get("/sources/gone/figures.csv").status_code == 410


@time_machine.travel(NOON + timedelta(days=100), tick=False)
@override_settings(PUBLIC_URL="https://changes.example", SITE_NAME="Newswatch")
def test_figures_can_be_cited_with_their_period_their_address_and_the_day(mercury: Source) -> None:
    (citation,) = ask(f"/sources/mercury/{MARCH}").cssselect(".citation")

    assert words(citation) == (
        "Newswatch: “The Mill Lane Mercury: what was changed, in figures”, 1 March 2026 to 31 March 2026. "
        "https://changes.example/sources/mercury/?from=2026-03-01&to=2026-03-31 (accessed 22 June 2026)"
    )
    assert "(accessed 22 June 2026)" in words(ask("/sources/").cssselect(".citation")[0])


def test_figures_cost_five_queries_however_many_changes_there_are(
    mercury: Source, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for _ in range(20):
        make_change(make_article(mercury), **FIGURE)

    with django_assert_max_num_queries(5):
        Client().get(f"/sources/mercury/figures.csv{MARCH}")


def test_looks_are_of_the_articles_that_are_counted_as_followed_and_of_no_withheld_one() -> None:
    source = make_source()
    articles = [make_version(make_article(source)).article for _ in range(2)]
    for article in articles:
        for outcome in ("unchanged", "not_modified", "failed"):
            Check.objects.create(article=article, started_at=NOON, outcome=outcome)
        CheckDay.objects.create(article=article, day=date(2026, 3, 2), outcome="unchanged", looks=7)
    tally_looks(now=NOON + timedelta(hours=1), limit=30)
    period = Period(date(2026, 3, 1), date(2026, 3, 31))

    def looked() -> tuple[int, int, int]:
        figures = reckon_figures(source, period, now=NOON)
        return figures.followed, figures.looks, figures.seen

    assert looked() == (2, 20, 18)
    withhold_article(articles[0], reason="privacy", actor=make_editor())
    assert looked() == (1, 10, 9)
    tally_looks(now=NOON + timedelta(hours=2), limit=30)
    assert looked() == (1, 10, 9)
    assert reckon_figures(source, Period(date.min, date.max), now=NOON).looks == 10
    release_article(articles[0], actor=make_editor())
    assert looked() == (2, 20, 18)
