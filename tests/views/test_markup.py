"""What every page has in common: one heading, landmarks, language, a description, its feeds; and who may ask."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise, product

import pytest
import pytest_django
import time_machine
from django.conf import settings
from django.test import Client, override_settings
from lxml import html

from tests.builders import NOON, make_editor
from tests.views.asking import ask, links, words
from tests.views.everything import PUBLIC_ROUTES, fill_site, pages_of, routes, taken_back
from trackers.models import Version

pytestmark = pytest.mark.django_db


Pages = list[tuple[str, html.HtmlElement]]


@dataclass(frozen=True)
class Site:
    """Every page of a filled site as readers see it, those an editor sees otherwise, and how links of ours answer."""

    pages: Pages
    differing: list[str]
    statuses: dict[str, int]


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Site:
    """A filled site, asked for once and at one moment: to be looked at and left as it is."""
    with (
        taken_back(django_db_blocker),
        override_settings(PUBLIC_URL="https://changes.example"),
        time_machine.travel(NOON + timedelta(days=400), tick=False),
    ):
        change = fill_site()
        reader, editor = Client(), Client()
        editor.force_login(make_editor())
        answers = {path: reader.get(path) for path in pages_of(change)}
        assert {answer.status_code for answer in answers.values()} == {200}
        differing = [path for path in answers if editor.get(path).content != answers[path].content]
        pages = [(path, html.document_fromstring(answer.content)) for path, answer in answers.items()]
        found = {link.get("href") for _, page in pages for link in page.cssselect("a[href^='/']")}
        statuses = {path: reader.get(path).status_code for path in sorted(found - set(answers))}
    return Site(pages, differing, statuses)


@pytest.fixture
def pages(site: Site) -> Pages:
    """Every page of a filled site."""
    return site.pages


def test_every_page_has_one_heading_landmarks_and_a_way_past_the_menu(pages: Pages) -> None:
    for path, page in pages:
        assert len(page.cssselect("h1")) == 1, path
        assert [len(page.cssselect(landmark)) for landmark in ("body > header", "main", "body > footer")] == [
            1,
            1,
            1,
        ], path
        assert page.cssselect("a.skip")[0].get("href") == "#main"
        assert page.cssselect("main")[0].get("id") == "main"
        assert (page.get("lang"), page.get("dir")) == ("en-gb", "ltr")
        levels = [int(heading.tag[1]) for heading in page.cssselect("h1, h2, h3")]
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), path


def test_no_id_stands_twice_and_every_label_and_anchor_has_its_target(pages: Pages) -> None:
    for path, page in pages:
        ids = [element.get("id") for element in page.cssselect("[id]")]
        assert len(ids) == len(set(ids)), path
        targets = [link.get("href")[1:] for link in page.cssselect("a[href^='#']")]
        targets += [label.get("for") for label in page.cssselect("label")]
        targets += [section.get("aria-labelledby") for section in page.cssselect("[aria-labelledby]")]
        assert set(targets) <= set(ids), path


def test_every_page_names_itself_for_those_it_is_sent_to(pages: Pages) -> None:
    for path, page in pages:
        canonical = page.cssselect("link[rel=canonical]")[0].get("href")
        said = {tag.get("property"): tag.get("content") for tag in page.cssselect("meta[property]")}
        assert canonical == said["og:url"] == "https://changes.example" + path.partition("?")[0]
        assert said["og:title"] and said["og:description"] and said["og:site_name"] == settings.SITE_NAME
        assert page.cssselect("meta[name=description]")[0].get("content") == said["og:description"]
        assert words(page.cssselect("title")[0]).endswith(f"· {settings.SITE_NAME}")


def test_feeds_are_linked_from_the_pages_they_belong_to_for_machines_and_for_eyes() -> None:
    change = fill_site()
    own, source = change.article.get_absolute_url(), change.article.source.get_absolute_url()
    wanted = {
        "/": ["/feeds/changes", "/feeds/annotated"],
        "/sources/": ["/feeds/changes"],
        source: [f"{source}changes"],
        own: [f"{own}changes"],
        f"{own}versions/1/": [f"{own}changes"],
        f"{own}changes/1..2/": [f"{own}changes"],
        "/?kind=addition": ["/feeds/kinds/addition", "/feeds/changes"],
        f"/?source={change.article.source.slug}": [f"{source}changes"],
        "/feeds/": ["/feeds/changes", "/feeds/annotated", "/feeds/disclosed", "/feeds/gone-and-back"],
    }
    for path, feeds in wanted.items():
        page = ask(path)
        alternates = [(link.get("href"), link.get("type")) for link in page.cssselect("link[rel=alternate]")]
        for feed in feeds:
            assert (f"{feed}.atom", "application/atom+xml") in alternates, path
            assert (f"{feed}.rss", "application/rss+xml") in alternates, path
            assert {f"{feed}.atom", f"{feed}.rss"} <= set(links(page)), path
        for address, _ in alternates:
            assert Client().get(address).status_code == 200


def test_every_link_of_ours_leads_somewhere(site: Site) -> None:
    assert len(site.statuses) > 20
    assert {path: status for path, status in site.statuses.items() if status not in {200, 302}} == {}


def test_links_to_elsewhere_vouch_for_nothing_and_give_nothing_away(pages: Pages) -> None:
    for path, page in pages:
        for link in page.cssselect("a[href^='http']"):
            assert link.get("rel") == "noopener noreferrer nofollow ugc", path
            assert link.get("target") is None


def test_times_can_be_read_by_machines(pages: Pages) -> None:
    for path, page in pages:
        for moment in page.cssselect("time"):
            assert moment.get("datetime").endswith("Z"), path


def test_marks_are_said_in_words_as_well(pages: Pages) -> None:
    for path, page in pages:
        for mark in page.cssselect("ins, del"):
            assert words(mark).startswith(("[removed", "[added", "[moved", "[paragraph break")), path


def test_a_headline_of_nothing_leaves_no_page_without_a_name() -> None:
    change = fill_site("")
    assert Version.objects.filter(headline="").exists()

    for path in pages_of(change):
        page = ask(path)
        assert words(page.cssselect("h1")[0]), path
        assert all(words(link) for link in page.cssselect("a")), path
        assert page.cssselect("meta[property='og:title']")[0].get("content"), path


def test_every_route_is_either_on_the_public_list_or_asks_who_is_there() -> None:
    found = {name for name, _ in routes()}

    assert found == PUBLIC_ROUTES


def test_public_pages_are_only_looked_at() -> None:
    client = Client(enforce_csrf_checks=True)
    change = fill_site()
    own = change.article.get_absolute_url()
    others = [f"{own}compare/?old=1&new=2", f"{own}diff/1/2", "/robots.txt", "/healthz", "/favicon.ico"]

    for method, path in product(("post", "put", "patch", "delete"), [*pages_of(change), *others]):
        assert getattr(client, method)(path).status_code in {403, 405}, (method, path)


def test_an_editor_sees_what_readers_see(site: Site) -> None:
    assert site.differing == []
