"""What an entry says of a change: its id for ever, its headlines, the words that went and came, and when."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import pytest
from django.utils import timezone
from lxml import etree, html

from tests.builders import NOON, make_article, make_change, make_source, make_version
from tests.feeds.asking import FORMS, get_feed, publish_annotation, routes_of
from tests.feeds.rules import ATOM, DC
from tests.replays import apply, make_phantom
from tests.views.asking import read
from trackers.desk.publications import freeze
from trackers.models import Change, Description, EditionNature, Source

pytestmark = pytest.mark.django_db

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def atom_entry(route: str = "changes_atom", *arguments: Any) -> etree._Element:
    """The first entry of an Atom feed."""
    entry = etree.fromstring(get_feed(route, *arguments)).find(f"{ATOM}entry")
    assert entry is not None
    return entry


def rss_item(route: str = "changes_rss", *arguments: Any) -> etree._Element:
    """The first item of an RSS feed."""
    item = etree.fromstring(get_feed(route, *arguments)).find("channel/item")
    assert item is not None
    return item


def words(entry: etree._Element) -> html.HtmlElement:
    """What stands inside an entry, as HTML."""
    return html.fromstring(f"<div>{entry.findtext(f'{ATOM}summary')}</div>")


def texts(entry: etree._Element, tag: str) -> list[str]:
    """The text of each element of that name inside an entry."""
    return [element.text_content() for element in words(entry).iter(tag)]


def test_an_id_survives_a_new_host_and_a_new_short_name(settings: Any) -> None:
    change = make_change()
    settings.TAG_AUTHORITY = "news.invalid,2026"
    expected = f"tag:news.invalid,2026:change/{change.uuid}"
    for form, entry in (("atom", atom_entry), ("rss", rss_item)):
        assert entry(f"changes_{form}").findtext(f"{ATOM}id" if form == "atom" else "guid") == expected
    feed_id = etree.fromstring(get_feed("source_atom", change.article.source.slug)).findtext(f"{ATOM}id")
    settings.PUBLIC_URL = "https://elsewhere.example"
    Source.objects.update(slug="renamed", name="Renamed")
    feed = etree.fromstring(get_feed("source_atom", "renamed"))
    assert feed.findtext(f"{ATOM}id") == feed_id
    assert feed_id == f"tag:news.invalid,2026:feed/source/{change.article.source.uuid}"
    assert feed.findtext(f"{ATOM}entry/{ATOM}id") == expected
    assert rss_item().find("guid").get("isPermaLink") == "false"  # type: ignore[union-attr]


def test_a_second_change_of_an_article_is_a_new_entry() -> None:
    article = make_article()
    first, second = make_change(article), make_change(article, new=["It is open again."])
    feed = etree.fromstring(get_feed("article_atom", article.pk))
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in feed.findall(f"{ATOM}entry")]
    assert [name.rpartition("/")[2] for name in ids] == [str(second.uuid), str(first.uuid)]


def test_the_feed_and_its_entries_link_to_public_addresses_only(settings: Any) -> None:
    settings.PUBLIC_URL = "https://changes.example"
    change = make_change()
    feed = etree.fromstring(get_feed("article_atom", change.article_id))
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    page = f"https://changes.example/articles/{change.article_id}"
    assert links == {"self": f"{page}/changes.atom", "alternate": f"{page}/"}
    assert feed.find(f"{ATOM}entry/{ATOM}link").get("href") == f"{page}/changes/1..2/"  # type: ignore[union-attr]
    channel = etree.fromstring(get_feed("article_rss", change.article_id))
    assert channel.findtext("channel/link") == f"{page}/"
    assert channel.find(f"channel/{ATOM}link").get("href") == f"{page}/changes.rss"  # type: ignore[union-attr]
    assert channel.findtext("channel/item/link") == f"{page}/changes/1..2/"


def test_dates_are_when_the_text_was_seen_and_when_it_was_announced() -> None:
    article = make_article()
    make_version(article)
    change = make_change(article)
    announced = change.seen_new_at + timedelta(minutes=7)
    Change.objects.update(announced_at=announced)
    entry, item = atom_entry(), rss_item()
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}published") or "") == change.seen_new_at
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "") == announced
    assert item.findtext("pubDate") == f"{change.seen_new_at:%a, %d %b %Y %H:%M:%S} +0000"
    feed, channel = etree.fromstring(get_feed("changes_atom")), etree.fromstring(get_feed("changes_rss"))
    assert datetime.fromisoformat(feed.findtext(f"{ATOM}updated") or "") == announced
    assert channel.findtext("channel/lastBuildDate") == f"{announced:%a, %d %b %Y %H:%M:%S} +0000"


def test_the_publisher_is_the_author_and_the_site_that_of_the_feed(settings: Any) -> None:
    settings.SITE_NAME = "Harbour Watch"
    source = make_source(name="Gazette & Sons", homepage="https://gazette.example/")
    make_change(make_article(source))
    feed = etree.fromstring(get_feed("changes_atom"))
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Harbour Watch"
    author = feed.find(f"{ATOM}entry/{ATOM}author")
    assert author is not None
    assert author.findtext(f"{ATOM}name") == "Gazette & Sons"
    assert author.findtext(f"{ATOM}uri") == "https://gazette.example/"
    assert feed.find(f"{ATOM}entry/{ATOM}category").get("term") == "Gazette & Sons"  # type: ignore[union-attr]
    item = rss_item()
    assert item.findtext(f"{DC}creator") == item.findtext("category") == "Gazette & Sons"
    assert item.find("author") is None


def test_the_title_is_the_headline_and_both_where_it_changed() -> None:
    article = make_article()
    make_version(article, headline="Ferry sails")
    make_version(article, headline="Ferry sails", paragraphs=["Something else."])
    assert atom_entry().findtext(f"{ATOM}title") == "Ferry sails"
    make_version(article, headline="Ferry stays")
    assert (
        atom_entry().findtext(f"{ATOM}title") == rss_item().findtext("title") == "Ferry sails → Ferry stays"
    )


def test_titles_read_from_right_to_left_point_to_the_left_and_stay_apart() -> None:
    article = make_article(make_source(language="ar"))
    make_version(article, headline="العبارة تبحر", dir="rtl", lang="ar")
    make_version(article, headline="العبارة تبقى", dir="rtl", lang="ar", paragraphs=["بقيت العبارة."])
    entry = atom_entry()
    assert entry.findtext(f"{ATOM}title") == "\u2068العبارة تبحر\u2069 ← \u2068العبارة تبقى\u2069"
    assert entry.get(XML_LANG) == "ar"
    passages = [row.get("dir") for row in words(entry).iter("p") if row.get("lang") == "ar"]
    assert passages and set(passages) == {"rtl"}


def test_an_override_in_a_headline_cannot_turn_a_title_round() -> None:
    make_change(old={"headline": "Ferry \u202esails\u202c"}, new={"headline": "\u2067Ferry stays"})
    assert atom_entry().findtext(f"{ATOM}title") == "Ferry sails → Ferry stays"


def test_a_headline_of_300_characters_is_whole_and_a_longer_one_is_cut_between_words() -> None:
    whole, longer = ("ferry " * 50).strip() + "!", "ferry " * 2000
    assert len(whole) == 300
    make_change(old={"headline": whole}, new={"headline": longer})
    before, after = (atom_entry().findtext(f"{ATOM}title") or "").split(" → ")
    assert before == whole
    assert len(after) <= 300
    assert after.endswith("ferry…")


def test_an_article_without_a_headline_is_called_what_its_feed_called_it() -> None:
    article = make_article(entry_title="Ferry story")
    make_version(article, headline="")
    make_version(article, headline="", paragraphs=["Something else."])
    assert atom_entry().findtext(f"{ATOM}title") == "Ferry story"


def test_the_words_that_went_and_came_stand_in_the_entry() -> None:
    make_change(
        old={
            "headline": "Twelve rescued",
            "paragraphs": ["Twelve people were rescued.", "The mayor was there."],
        },
        new={
            "headline": "Forty rescued",
            "paragraphs": ["Forty people were rescued.", "The port is closed to all."],
        },
    )
    entry = atom_entry()
    assert texts(entry, "del")[:2] == ["Twelve", "Twelve"]
    assert texts(entry, "ins")[:2] == ["Forty", "Forty"]
    assert "Twelve Forty people were rescued." in words(entry).text_content()
    assert (
        words(entry).text_content()
        == html.fromstring(rss_item().findtext("description") or "").text_content()
    )


def test_unchanged_text_stays_outside_but_for_a_few_words() -> None:
    filler = "Nothing of this sentence ever changed, and nobody asked for it. " * 20
    secret = "An unchanged paragraph that belongs to its publisher."
    make_change(old=[f"{filler}Twelve went.{filler}", secret], new=[f"{filler}Forty went.{filler}", secret])
    said = words(atom_entry()).text_content()
    assert "belongs to its publisher" not in said
    assert said.count("Nothing of this sentence") <= 2
    assert "Twelve" in said
    assert "…" in said


def test_a_rewritten_article_is_not_carried_whole() -> None:
    old = [
        f"Old sentence {word} said a good deal about the weather at sea."
        for word in map(str, range(100, 140))
    ]
    new = [
        f"Quite another thought, numbered {word}, has taken this place now."
        for word in map(str, range(500, 540))
    ]
    make_change(old=old, new=new)
    entry = atom_entry()
    assert len(entry.findtext(f"{ATOM}summary") or "") < 6000
    assert len(texts(entry, "ins")) < 20
    assert re.search(r"\d+ more passages changed\.", words(entry).text_content())


def test_words_that_only_moved_are_said_to_have_moved() -> None:
    moved = (
        "Nobody had expected the captain, who had been ill for weeks, to appear in person before the council."
    )
    rest = [
        "The council met on Monday.",
        "Tickets will cost more from June on, the operator said in a letter.",
    ]
    make_change(old=[*rest, moved], new=[moved, *rest])
    entry = atom_entry()
    assert texts(entry, "em") == [moved]
    assert texts(entry, "del") == texts(entry, "ins") == []
    assert "No words removed, none added." in words(entry).text_content()


def test_a_change_that_cannot_be_seen_is_named() -> None:
    make_change(old=["The ferry\u00a0sails today."], new=["The fer\u200bry sails today."])
    came = "".join(texts(atom_entry(), "ins"))
    went = "".join(texts(atom_entry(), "del"))
    assert "[U+200B]" in came
    assert "[U+00A0]" in went or "[U+00A0]" in came


def test_the_window_is_said_in_utc_and_in_the_publishers_zone() -> None:
    article = make_article(make_source(timezone="Asia/Tokyo"))
    make_version(article, observed_at=NOON)
    make_version(article, observed_at=NOON + timedelta(hours=4), paragraphs=["Something else."])
    assert (
        "Changed between 14 March 2026, 15:55 UTC (15 March 2026, 00:55 in Tokyo) "
        "and 14 March 2026, 16:00 UTC (15 March 2026, 01:00 in Tokyo)."
    ) in words(atom_entry()).text_content()
    Source.objects.update(timezone="Europe/London")
    assert (
        "between 14 March 2026, 15:55 UTC and 14 March 2026, 16:00 UTC." in words(atom_entry()).text_content()
    )


def test_a_window_within_a_minute_is_said_to_the_second_as_on_the_page() -> None:
    article = make_article()
    make_version(article)
    change = make_change(article)
    Change.objects.update(seen_old_at=NOON + timedelta(seconds=4), seen_new_at=NOON + timedelta(seconds=9))
    said = words(atom_entry()).text_content()
    assert "between 14 March 2026, 12:00:04 UTC and 14 March 2026, 12:00:09 UTC." in said
    assert "between 12:00:04 and 12:00:09 UTC on 14 March 2026" in read(change.get_absolute_url())


@pytest.mark.parametrize("zone", ["No/Such_Zone", "", "../etc/passwd", "Europe"])
def test_a_zone_that_nobody_knows_leaves_the_feeds_in_utc(zone: str) -> None:
    change = make_change()
    publish_annotation(change)
    Source.objects.update(timezone=zone)
    for route, arguments in routes_of(change.article):
        for form in FORMS:
            said = get_feed(f"{route}_{form}", *arguments).decode()
            assert "12:30 UTC and 14 March 2026, 12:35 UTC." in said


@pytest.mark.parametrize(
    ("claimed", "lang"), [("th", "th"), ("zh-Hant", "zh-Hant"), ("", "fr"), ("en_GB", "fr"), ('"><b>', "fr")]
)
def test_an_entry_is_marked_with_its_own_language_or_else_the_publishers(claimed: str, lang: str) -> None:
    article = make_article(make_source(language="fr"))
    make_version(article, lang=claimed)
    make_version(article, lang=claimed, paragraphs=["Autre chose."])
    entry = atom_entry()
    assert entry.get(XML_LANG) == lang
    assert {row.get("lang") for row in words(entry).iter("p")} == {lang, "en-gb"}


def test_a_feed_is_in_the_sites_language_whatever_the_reader_prefers(client: Any) -> None:
    make_change()
    own = client.get("/feeds/changes.rss")
    other = client.get("/feeds/changes.rss", headers={"accept-language": "de"})
    assert own.content == other.content
    assert other["Content-Language"] == "en-gb"
    assert "<language>en-gb</language>" in other.text


def test_an_annotation_is_an_entry_of_its_own_with_labels_and_note(settings: Any) -> None:
    change = make_change()
    updated = timezone.now() - timedelta(days=1)
    annotation = publish_annotation(
        change,
        note="It was corrected.\n\nNot announced.",
        labels=("Figure", "Silent"),
        at=updated - timedelta(days=1),
    )
    freeze(annotation, EditionNature.AMENDMENT, reason="A slip.", now=updated)
    entry = atom_entry("annotated_atom")
    assert entry.findtext(f"{ATOM}id") == f"tag:{settings.TAG_AUTHORITY}:annotation/{annotation.uuid}"
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "") == updated.astimezone(UTC)
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}published") or "") == updated - timedelta(days=1)
    assert [category.get("term") for category in entry.findall(f"{ATOM}category")] == [
        change.article.source.name, "Figure", "Silent",
    ]  # fmt: skip
    assert texts(entry, "blockquote") == ["It was corrected.", "Not announced.", "A slip."]
    assert "A note by the editors of Newswatch: Figure, Silent" in words(entry).text_content()
    assert "Twelve" in texts(entry, "del")
    for form in ("atom", "rss"):
        body = get_feed(f"annotated_{form}")
        assert b"Never shown to readers" not in body
        assert b"R. Editor" not in body
        assert f"change/{change.uuid}".encode() not in body


def test_feedparser_finds_the_same_words_in_both_forms() -> None:
    make_change()
    atom, rss = (feedparser.parse(get_feed(f"changes_{form}")).entries[0] for form in ("atom", "rss"))
    assert atom.summary == rss.summary
    assert "<del>Twelve</del>" in atom.summary
    assert atom.title_detail.type == "text/plain"


def test_the_first_words_of_an_entry_are_the_strongest_evidence_in_a_sentence() -> None:
    make_change(
        make_article(make_source(language="ar")),
        old={"paragraphs": ["The council will pay for 12 berths."], "lang": "ar", "dir": "rtl"},
        new={"paragraphs": ["The council will pay for 40 berths."], "lang": "ar", "dir": "rtl"},
    )
    first = next(words(atom_entry()).iter("p"))
    assert first.text_content() == "A figure changed: 12 → 40" and first.get("lang") == "en-gb"
    assert [(span.get("lang"), span.get("dir")) for span in first.iter("span")] == [("ar", "rtl")] * 2
    assert (
        words(atom_entry()).text_content()
        == html.fromstring(rss_item().findtext("description") or "").text_content()
    )


def test_a_change_that_no_rules_have_told_yet_has_no_sentence_in_its_entry() -> None:
    change = make_change(old=["It has 12 berths."], new=["It has 40 berths."])
    Description.objects.filter(change=change).update(kinds=[], evidence=[])
    assert next(words(atom_entry()).iter("p")).text_content().startswith("Changed between")


def test_a_change_that_was_read_again_has_no_sentence_in_its_entry() -> None:
    make_phantom()
    assert not next(words(atom_entry()).iter("p")).text_content().startswith("Changed between")
    apply()
    assert next(words(atom_entry()).iter("p")).text_content().startswith("Changed between")
