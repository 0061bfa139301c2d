"""Which addresses are one Article: whatever pages say of themselves, two stories are never joined."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.builders import NOON, make_article, make_source, make_version
from tests.press import Answer, Press, open_press
from trackers.desk.separation import separate_article
from trackers.models import (
    Article,
    ArticleURL,
    Exposure,
    ExposureReason,
    FoundBy,
    Outcome,
    Source,
    SourceState,
    Tracking,
    Version,
)
from trackers.pipeline.check import check_article
from trackers.pipeline.identify import Elsewhere, Route, identify_page, read_route
from trackers.text.extraction import Extraction
from trackers.text.urls import address_key
from trackers.web.client import Hop

pytestmark = pytest.mark.django_db

SITE = "https://gazette.example"
HEADLINE = "Ferry to Port Ansel resumes after storm"
MORE = (
    "The operator added late in the evening that a second boat would be chartered from a neighbouring port for as "
    "long as the repairs to the ramp went on, that nobody would be asked to pay for the longer crossing, and that "
    "every passenger who had been left behind would be written to before the end of the week."
)
FERRY = (
    "The ferry to Port Ansel sailed again on Monday morning after nine days in harbour, its operator said.",
    "Twelve passengers had spent the week in the town's sports hall, where volunteers cooked for them.",
    "Captain Ines Halloran said the swell had been the worst she had seen in thirty years at sea.",
    "The line said that tickets for the cancelled crossings would be refunded before the end of the month.",
)
MAYOR = (
    "Mayor Tobias Renn opened the new bridge over the mill stream with a pair of garden shears.",
    "The bridge replaces a ford that carts had used for two centuries, and costs less than a bus.",
    "Pupils of the school next to it wrote a song for the day and had forgotten the second verse.",
)


@pytest.fixture
def source() -> Source:
    """A publisher whose site everything stands on."""
    return make_source(homepage=f"{SITE}/", host_delay=timedelta(0))


def follow(source: Source, path: str, **fields: object) -> Article:
    """An article at a path of the site, or at a whole address."""
    url = path if path.startswith("http") else SITE + path
    return make_article(source, url=url, **fields)


def known(source: Source, path: str, paragraphs: Sequence[str] = FERRY, **fields: object) -> Article:
    """The same, read once."""
    article = follow(source, path)
    make_version(article, headline=str(fields.pop("headline", HEADLINE)), paragraphs=paragraphs, **fields)
    return article


def identify(
    article: Article,
    *,
    canonical: str = "",
    final: str = "",
    permanent: bool = True,
    paragraphs: Sequence[str] = FERRY,
    headline: str = HEADLINE,
    **fields: object,
) -> Elsewhere | None:
    """What a page says when it is read for an article; where nothing is said it redirects nowhere."""
    fresh = Article.objects.select_related("source", "latest_version", "last_snapshot").get(pk=article.pk)
    extraction = Extraction(
        headline=headline, paragraphs=tuple(paragraphs), canonical_url=canonical, **fields
    )
    route = Route(final or article.url, is_permanent=permanent)
    return identify_page(fresh, extraction, route=route, now=NOON)


def is_joined(article: Article) -> bool:
    return Article.objects.get(pk=article.pk).merged_into_id is not None


def keys_of(article: Article) -> set[str]:
    return set(ArticleURL.objects.filter(article=article).values_list("key", flat=True))


# --- One story


@pytest.mark.parametrize(
    "spelling",
    [
        "http://gazette.example/news/ferry-resumes-7",
        "https://www.gazette.example/news/ferry-resumes-7/",
        "https://m.gazette.example/news/ferry-resumes-7",
        "https://mobile.gazette.example/news/ferry-resumes-7",
        "https://amp.gazette.example/news/ferry-resumes-7",
        "https://gazette.example/news/ferry-resumes-7?utm_source=mail&fbclid=x",
        "https://gazette.example/news/ferry-resumes-7#top",
    ],
)
def test_a_spelling_of_the_same_address_is_no_second_address(source: Source, spelling: str) -> None:
    article = follow(source, "/news/ferry-resumes-7")
    for permanent in (True, False):
        assert identify(article, canonical=spelling, final=spelling, permanent=permanent) is None
    assert keys_of(article) == {"gazette.example/news/ferry-resumes-7"}


@pytest.mark.parametrize(
    "other",
    [
        "/amp/news/ferry-resumes-7",
        "/news/ferry-resumes-7/amp",
        "/news/ferry-resumes-7?output=amp",
        "https://m.gazette.example/a/7-ferry",
        "/news/2026/ferry-sails-again-7",
    ],
)
@pytest.mark.parametrize("has_versions", [False, True])
def test_a_copy_that_names_its_canonical_address_is_joined(
    source: Source, other: str, has_versions: bool
) -> None:
    article = known(source, "/news/ferry-resumes-7")
    copy = known(source, other) if has_versions else follow(source, other)
    said = identify(copy, canonical=article.url)
    assert said is not None and said.outcome == Outcome.MOVED and said.article == article
    assert is_joined(copy) and not keys_of(copy)
    assert keys_of(article) == {address_key(article.url), address_key(copy.url)}
    assert ArticleURL.objects.get(key=address_key(copy.url)).moved_from == copy
    assert Version.objects.filter(article=copy).count() == has_versions


def test_the_elder_of_two_read_articles_is_left_whichever_speaks(source: Source) -> None:
    elder, younger = known(source, "/amp/ferry-7"), known(source, "/news/ferry-7")
    assert identify(elder, canonical=younger.url) is None, "the look goes on with what is left"
    assert is_joined(younger) and not is_joined(elder)
    assert keys_of(elder) == {"gazette.example/amp/ferry-7", "gazette.example/news/ferry-7"}


def test_what_the_canonical_page_calls_its_amp_edition_joins_nothing(press: Press) -> None:
    head = f'<link rel="amphtml" href="{press.url("/amp/ferry-7")}">'
    url = press.publish("/news/ferry-7", headline=HEADLINE, paragraphs=FERRY, head=head)
    source = make_source(host_delay=timedelta(0))
    article, amp = make_article(source, url=url), known(source, press.url("/amp/ferry-7"))
    check_article(article.pk, wire=press.wire())
    assert not is_joined(article) and not is_joined(amp), "the AMP page has to say so itself"
    press.publish(
        "/amp/ferry-7", headline=HEADLINE, paragraphs=FERRY, head=f'<link rel="canonical" href="{url}">'
    )
    check_article(amp.pk, wire=press.wire())
    assert is_joined(amp) or is_joined(article)


@pytest.mark.parametrize("status", [301, 308])
def test_a_permanent_redirect_to_a_new_slug_is_noted_and_read(press: Press, status: int) -> None:
    article = known(make_source(host_delay=timedelta(0)), press.url("/news/ferry-late-7"))
    press.pages["/news/ferry-late-7"] = Answer(status=status, headers={"Location": "/news/ferry-resumes-7"})
    press.publish("/news/ferry-resumes-7", headline="Ferry sails", paragraphs=(*FERRY, MORE))
    assert check_article(article.pk, wire=press.wire()).outcome == Outcome.NEW_VERSION
    row = ArticleURL.objects.get(key=address_key(press.url("/news/ferry-resumes-7")))
    assert (row.article, row.found_by) == (article, FoundBy.REDIRECT)


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_temporary_redirect_to_the_same_story_is_read_but_never_noted(press: Press, status: int) -> None:
    article = known(make_source(host_delay=timedelta(0)), press.url("/news/ferry-late-7"))
    head = f'<link rel="canonical" href="{press.url("/news/ferry-resumes-7")}">'
    press.pages["/news/ferry-late-7"] = Answer(status=status, headers={"Location": "/news/ferry-resumes-7"})
    press.publish("/news/ferry-resumes-7", headline=HEADLINE, paragraphs=(*FERRY, MORE), head=head)
    assert check_article(article.pk, wire=press.wire()).outcome == Outcome.NEW_VERSION
    assert ArticleURL.objects.count() == 1


def test_two_read_articles_are_joined_when_one_begins_to_lead_to_the_other(press: Press) -> None:
    source = make_source(host_delay=timedelta(0))
    old, new = known(source, press.url("/news/ferry-late-7")), known(source, press.url("/news/ferry-new-7"))
    press.pages["/news/ferry-late-7"] = Answer(status=301, headers={"Location": "/news/ferry-new-7"})
    press.publish("/news/ferry-new-7", headline=HEADLINE, paragraphs=FERRY)
    check_article(old.pk, wire=press.wire())
    assert is_joined(new) and not is_joined(old)


def test_a_chain_is_permanent_only_where_every_redirect_is() -> None:
    def route(*statuses: int) -> bool:
        hops = [Hop(f"{SITE}/news/step-{place}", status) for place, status in enumerate((*statuses, 200))]
        return read_route(hops, final_url=hops[-1].url).is_permanent

    assert route() and route(301) and route(301, 308)
    assert not route(302) and not route(301, 302) and not route(307, 301)
    spelling = [Hop("http://gazette.example/a", 302), Hop("https://www.gazette.example/a", 200)]
    assert read_route(spelling, final_url=spelling[-1].url).is_permanent, "to https is not to another address"
    assert not read_route((), final_url=SITE).is_permanent, "of a stored response it is not known"


def test_a_redirect_to_another_site_of_the_publisher_joins_what_is_followed_there(source: Source) -> None:
    new = known(source, "https://gazette-news.example/ferry-7")
    old = follow(source, "/news/ferry-7", entry_title=f"{HEADLINE} – The Gazette")
    assert identify(old, final=new.url) is not None
    assert keys_of(new) == {"gazette.example/news/ferry-7", "gazette-news.example/ferry-7"}


def test_a_redirect_to_an_unknown_page_of_another_site_is_not_noted(source: Source) -> None:
    article = follow(source, "/news/ferry-7")
    assert identify(article, final="https://elsewhere.example/ferry-7") is None
    assert keys_of(article) == {"gazette.example/news/ferry-7"}


def test_a_notice_that_all_addresses_lead_to_takes_none_of_them(source: Source) -> None:
    notice = known(source, "/notes/we-are-moving-house-1", MAYOR, headline="We are moving house")
    for number in range(3):
        newcomer = follow(source, f"/news/story-{number}", entry_title=f"A story of its own: {number}")
        said = identify(newcomer, final=notice.url, paragraphs=MAYOR, headline="We are moving house")
        assert said is not None and said.outcome == Outcome.MOVED and not is_joined(newcomer)


# --- Two stories


def test_a_canonical_link_to_another_story_joins_nothing(source: Source) -> None:
    mayor = known(source, "/news/mayor-1", MAYOR, headline="Mayor opens bridge")
    for article in (follow(source, "/news/ferry-7"), known(source, "/news/ferry-8")):
        assert identify(article, canonical=mayor.url) is None
        assert not is_joined(article)
    assert keys_of(mayor) == {"gazette.example/news/mayor-1"}


@pytest.mark.parametrize("home", ["/", "/index.html", "/en/", "/news", "/news/"])
def test_a_home_page_that_every_page_calls_canonical_is_nobodys_address(source: Source, home: str) -> None:
    for path, text, headline in (("/news/ferry-7", FERRY, HEADLINE), ("/news/mayor-1", MAYOR, "Mayor")):
        article = follow(source, path)
        assert identify(article, canonical=SITE + home, paragraphs=text, headline=headline) is None
        assert keys_of(article) == {f"gazette.example{path}"}


def test_one_headline_over_two_texts_is_two_articles(source: Source) -> None:
    forecast = known(source, "/weather/today-1", FERRY, headline="Weather")
    other = known(source, "/weather/today-2", MAYOR, headline="Weather")
    assert identify(other, canonical=forecast.url, paragraphs=MAYOR, headline="Weather") is None
    assert (
        identify(
            follow(source, "/weather/today-3"), canonical=forecast.url, paragraphs=MAYOR, headline="Weather"
        )
        is None
    )
    assert Article.objects.filter(merged_into__isnull=False).count() == 0


DRAW = (*MAYOR, "The numbers drawn were 4, 8, 15, 16, 23 and 42.")


@pytest.mark.parametrize("is_redirect", [False, True])
def test_two_issues_of_a_column_that_differ_in_their_figures_are_two_articles(
    source: Source, is_redirect: bool
) -> None:
    first = known(source, "/draw/1001", DRAW, headline="The draw")
    second = known(
        source, "/draw/1002", (*MAYOR, "The numbers drawn were 1, 2, 3, 5, 7 and 11."), headline="The draw"
    )
    identify(
        second,
        canonical=first.url,
        final=first.url if is_redirect else "",
        paragraphs=DRAW if is_redirect else (*MAYOR, "The numbers drawn were 1, 2, 3, 5, 7 and 11."),
        headline="The draw",
    )
    assert not is_joined(first) and not is_joined(second)


def test_two_issues_published_on_different_days_are_two_articles(source: Source) -> None:
    first = known(source, "/notes/monday-1", date_published=NOON)
    later = NOON + timedelta(days=2)
    assert identify(follow(source, "/notes/wednesday-1"), canonical=first.url, date_published=later) is None
    assert not Article.objects.filter(merged_into__isnull=False).exists()


def test_a_page_of_another_publisher_is_not_joined(source: Source) -> None:
    theirs = known(make_source(), "https://wire.example/ferry-7")
    article = known(source, "/news/ferry-7")
    assert identify(article, canonical=theirs.url) is None
    assert not is_joined(article) and not is_joined(theirs)


@pytest.mark.parametrize(
    "fields",
    [
        {"exposure": Exposure.WITHHELD, "exposure_reason": ExposureReason.PRIVACY},
        {"tracking": Tracking.PAUSED, "next_check_at": None},
    ],
)
def test_what_editors_have_withheld_or_paused_is_joined_with_nothing_by_itself(
    source: Source, fields: dict[str, object]
) -> None:
    one, other = known(source, "/news/ferry-7"), known(source, "/amp/ferry-7")
    Article.objects.filter(pk=one.pk).update(**fields)
    assert identify(other, canonical=one.url) is None
    assert not is_joined(one) and not is_joined(other)


def test_articles_an_editor_separated_are_not_joined_again(source: Source) -> None:
    one, other = known(source, "/news/ferry-7"), known(source, "/amp/ferry-7")
    identify(other, canonical=one.url)
    separate_article(other, actor=None, reason="The AMP page is another ferry's.")
    assert identify(other, canonical=one.url) is None
    assert not is_joined(one) and not is_joined(other)


# --- Claims: what a canonical link says of an address that nobody has looked at


def test_an_address_that_was_only_claimed_goes_to_the_article_that_is_found_there(press: Press) -> None:
    source = make_source(host_delay=timedelta(0))
    head = f'<link rel="canonical" href="{press.url("/news/mayor-1")}">'
    url = press.publish("/news/ferry-7", headline=HEADLINE, paragraphs=FERRY, head=head, etag='"one"')
    ferry = make_article(source, url=url)
    check_article(ferry.pk, wire=press.wire())
    claim = ArticleURL.objects.get(article=ferry, found_by=FoundBy.CANONICAL)
    row = ArticleURL.objects.start_following(source, url=claim.url, found_by=FoundBy.FEED, now=NOON)
    assert row.article != ferry and row.key == claim.key
    ferry.refresh_from_db()
    assert ferry.etag == "" and ferry.last_snapshot is None, "its page is to be read again"

    press.publish("/news/mayor-1", headline="Mayor opens bridge", paragraphs=MAYOR)
    check_article(row.article_id, wire=press.wire())
    assert check_article(ferry.pk, wire=press.wire()).outcome == Outcome.UNCHANGED
    assert not is_joined(ferry) and not is_joined(row.article)


def test_a_claim_that_was_true_joins_the_two_at_the_claimants_next_look(press: Press) -> None:
    source = make_source(host_delay=timedelta(0))
    head = f'<link rel="canonical" href="{press.url("/news/ferry-7")}">'
    amp = make_article(
        source, url=press.publish("/amp/7", headline=HEADLINE, paragraphs=FERRY, head=head, etag='"one"')
    )
    check_article(amp.pk, wire=press.wire())
    url = press.publish("/news/ferry-7", headline=HEADLINE, paragraphs=FERRY, head=head)
    row = ArticleURL.objects.start_following(source, url=url, found_by=FoundBy.FEED, now=NOON)
    check_article(row.article_id, wire=press.wire())
    check_article(amp.pk, wire=press.wire())
    assert is_joined(row.article) and not is_joined(amp), "the elder is left"
    assert keys_of(amp) == {address_key(url), address_key(amp.url)}


def test_a_claim_does_not_keep_a_page_that_leads_there_waiting(source: Source) -> None:
    mayor = known(source, "/news/mayor-1", MAYOR, headline="Mayor opens bridge")
    identify(mayor, canonical=f"{SITE}/news/ferry-8", paragraphs=MAYOR, headline="Mayor opens bridge")
    assert "gazette.example/news/ferry-8" in keys_of(mayor)
    ferry = follow(source, "/news/ferry-7")
    assert identify(ferry, final=f"{SITE}/news/ferry-8") is None
    assert keys_of(ferry) == {"gazette.example/news/ferry-7", "gazette.example/news/ferry-8"}
    assert keys_of(mayor) == {"gazette.example/news/mayor-1"}


# --- A page that has begun to lead elsewhere


@pytest.mark.parametrize("permanent", [True, False])
@pytest.mark.parametrize(
    ("final", "outcome"),
    [
        ("/news/mayor-opens-bridge-1", Outcome.MOVED),
        ("https://parked.example/buy-this-domain-1", Outcome.MOVED),
        ("/", Outcome.MISSING),
        ("/news/", Outcome.MISSING),
    ],
)
def test_another_story_is_no_version_of_the_one_whose_address_leads_there(
    source: Source, final: str, outcome: Outcome, permanent: bool
) -> None:
    article = known(source, "/news/ferry-7")
    url = final if final.startswith("http") else SITE + final
    said = identify(
        article,
        final=url,
        canonical=url,
        permanent=permanent,
        paragraphs=MAYOR,
        headline="Mayor opens bridge",
    )
    assert said is not None and said.outcome == outcome and said.detail.endswith(".")
    assert keys_of(article) == {"gazette.example/news/ferry-7"}


def test_a_look_at_an_address_that_leads_to_another_story_records_moved_and_no_version(press: Press) -> None:
    source = make_source(host_delay=timedelta(0))
    article = known(source, press.url("/news/ferry-7"))
    mayor = known(source, press.url("/news/mayor-1"), MAYOR, headline="Mayor opens bridge")
    press.publish("/news/mayor-1", headline="Mayor opens bridge", paragraphs=MAYOR)
    press.pages["/news/ferry-7"] = Answer(status=301, headers={"Location": "/news/mayor-1"})
    report = check_article(article.pk, wire=press.wire())
    assert report.outcome == Outcome.MOVED and str(mayor.pk) in report.words
    assert Version.objects.filter(article=article).count() == 1
    assert not is_joined(article)
    press.publish("/news/ferry-7", headline=HEADLINE, paragraphs=FERRY)
    assert check_article(article.pk, wire=press.wire()).outcome == Outcome.UNCHANGED


def test_the_same_column_of_another_day_is_another_story(source: Source) -> None:
    article = known(source, "/weather/1", date_published=NOON)
    tomorrow = NOON + timedelta(days=2)
    said = identify(article, final=f"{SITE}/weather/2", date_published=tomorrow)
    assert said is not None and said.outcome == Outcome.MOVED


def test_a_page_read_from_the_same_place_as_before_may_be_written_anew(source: Source) -> None:
    article = known(source, "/r/7")
    snapshot = replace_url(article, f"{SITE}/news/ferry-7")
    assert snapshot == f"{SITE}/news/ferry-7"
    assert identify(article, final=snapshot, permanent=False, paragraphs=MAYOR, headline="Mayor") is None


def replace_url(article: Article, url: str) -> str:
    """Let the last response have come from another address."""
    snapshot = Article.objects.select_related("last_snapshot").get(pk=article.pk).last_snapshot
    assert snapshot is not None
    type(snapshot).objects.filter(pk=snapshot.pk).update(url=url)
    return url


@pytest.mark.parametrize("permanent", [True, False])
def test_a_newcomer_that_leads_to_a_followed_article_is_not_read_twice(
    source: Source, permanent: bool
) -> None:
    story = known(source, "/news/ferry-7", ("An older text.", "It has been edited since."))
    Article.objects.filter(pk=story.pk).update(tracking=Tracking.CLOSED, next_check_at=None)
    newcomer = follow(source, "/r/7")
    said = identify(newcomer, final=story.url, permanent=permanent)
    assert said is not None and said.outcome == Outcome.MOVED and said.article == story
    assert not is_joined(newcomer)
    story.refresh_from_db()
    assert (story.tracking == Tracking.ACTIVE) is permanent, "a permanent one is looked at again to find out"


def test_a_newcomer_that_leads_to_another_publishers_article_is_left_to_it(source: Source) -> None:
    theirs = known(make_source(), "https://mercury.example/news/ferry-7")
    newcomer = follow(source, "/r/7")
    said = identify(newcomer, final=theirs.url, permanent=False)
    assert said is not None and said.outcome == Outcome.MOVED
    Source.objects.filter(pk=theirs.source_id).update(state=SourceState.RETIRED)
    assert identify(newcomer, final=theirs.url, permanent=False) is None, "nobody looks there any more"


def test_a_redirect_across_sites_is_followed_and_judged(press: Press) -> None:
    with open_press() as elsewhere:
        url = elsewhere.publish("/parked-1", headline="Buy this domain", paragraphs=MAYOR)
        article = known(make_source(host_delay=timedelta(0)), press.url("/news/ferry-7"))
        press.pages["/news/ferry-7"] = Answer(status=301, headers={"Location": url})
        both = frozenset({press.base.split("//")[1], elsewhere.base.split("//")[1]})
        report = check_article(article.pk, wire=replace(press.wire(), allowed_peers=both))
    assert report.outcome == Outcome.MOVED and Version.objects.count() == 1


# --- Whatever pages say

WORDS = (
    *("anchor", "barley", "copper", "dune", "ember", "fjord", "gravel", "harbour"),
    *("island", "jetty", "kelp", "lantern", "meadow", "nettle", "otter", "pilot"),
)
NAMES = [f"/news/story-{number}" for number in range(5)]


def tell(number: int) -> tuple[str, tuple[str, ...]]:
    """A story like no other: its headline, which two stories share, and its text."""
    chance = random.Random(number)
    paragraphs = tuple(f"{' '.join(chance.sample(WORDS, 12))} at {place}." for place in range(6))
    return f"Headline {number // 2}", (*paragraphs, "Follow us for more news of the harbour.")


LOOK = st.tuples(
    st.integers(0, 4), st.sampled_from([*NAMES, "/", "/news/unlisted-9"]), st.sampled_from(["", *NAMES, "/"]),
    st.booleans(),
)  # fmt: skip


class WhateverPagesSay(TestCase):
    """Random looks at five stories whose pages name any canonical address and lead to any page."""

    @settings(max_examples=15, deadline=None)
    @given(st.lists(LOOK, min_size=1, max_size=14))
    def test_two_stories_are_never_joined(self, looks: list[tuple[int, str, str, bool]]) -> None:
        source = make_source(homepage=f"{SITE}/")
        articles = [follow(source, name) for name in NAMES]
        for number, canonical, final, permanent in looks:
            article = Article.objects.get(pk=articles[number].pk)
            assert article.merged_into_id is None
            shown = NAMES.index(final) if final in NAMES else number
            headline, paragraphs = tell(shown)
            said = identify(
                article,
                canonical=SITE + canonical,
                final=SITE + final if final else "",
                permanent=permanent,
                headline=headline,
                paragraphs=paragraphs,
            )
            if said is None and (article.version_count or shown == number):
                assert article.version_count == 0 or shown == number, "another story's text was let in"
                if article.version_count == 0:
                    make_version(article, headline=headline, paragraphs=paragraphs)
        assert not Article.objects.filter(merged_into__isnull=False).exists()
        for number, name in enumerate(NAMES):
            assert ArticleURL.objects.get(key=f"gazette.example{name}").article_id == articles[number].pk
