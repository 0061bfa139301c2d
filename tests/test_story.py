"""The whole story in one sitting: a newspaper publishes, edits without a word, and readers see what changed.

Read it as a tutorial. The newspaper is a loopback server, everything else is the product itself.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from lxml import html

from tests.builders import NOON, make_editor
from tests.press import Press, open_press
from trackers.desk.annotations import Words
from trackers.desk.review import take_step
from trackers.desk.setting import set_desk
from trackers.desk.sources import follow_source
from trackers.desk.steps import Step
from trackers.models import Article, Label, Outcome, Source, Tracking
from trackers.pipeline.check import check_article
from trackers.pipeline.poll import check_feed

pytestmark = pytest.mark.django_db

FIRST_HEADLINE = "Harbour party's Brandt wins Eastquay seat"
LATER_HEADLINE = "Harbour party's Brandt wins Eastquay and Longholm seat"
FIRST_TEXT = [
    "The Harbour Party has a second councillor after Jonas Brandt won the Eastquay by-election by 412 votes.",
    "Mr Brandt received 2,867 votes to the Orchard League's Maren Tolle with 2,455, with Green Docks third on 713.",
    "Turnout was 41.7% in the contest, which was called after Mr Brandt left the Orchard League in the spring.",
    'Mr Brandt said: "If we can win here, we can win along the whole coast."',
    "In his speech at the town hall, Mr Brandt said that Eastquay had been 71st on his party's list of hopes.",
    'In a message to the people of the ward, he said: "You hired me, and you may dismiss me again."',
    "The League's chairwoman Ottilie Grau said she was disappointed, but called it an unusual contest.",
    '"We shall work every day of the year to win this ward back," she added.',
    "The Harbour Party had also won last month's contest in neighbouring Sandwell Point.",
    "The mayor had promised to knock on every door in Eastquay herself after that first defeat to a former colleague.",
    "The winning margin was smaller than in Sandwell Point, but Mr Brandt still had 42.1% of the 6,811 votes cast.",
    "The independent candidate, Clemens Rook, came fourth with 492 votes, and the Canal Union fifth with 149.",
]
ADDED_TEXT = [
    "The historian Ilse Varga, who studies local elections, said the party still had to win in the hills.",
    'She said: "It is a very good night for them, and a hard one for the large parties, but hills are not harbours."',
    "There had been talk that more councillors would change sides if the party won.",
    "Its deputy chair, Pia Hallam, said that two of them had telephoned her during the count.",
    "Green Docks had a difficult day when its spokesman resigned over a photograph of a fish stall.",
    "The councillor for Millbrook said that he had not meant to offend anyone and stood down.",
    "The town's correspondent said the League would be glad to see the photograph on the front pages instead.",
]


@pytest.fixture
def press() -> Iterator[Press]:
    with open_press() as press:
        yield press


def test_a_newspaper_is_followed_an_edit_found_annotated_and_carried_by_a_feed(
    press: Press, client: Client
) -> None:
    # A newspaper has one story, and lists it in its feed.
    story = press.publish("/politics/eastquay", headline=FIRST_HEADLINE, paragraphs=FIRST_TEXT)
    press.list_in_feed("/feed.xml", [(FIRST_HEADLINE, story)])

    # A source manager follows the newspaper. Its feed is due at once and brings the article.
    editor = make_editor("editor")
    source = follow_source(
        name="The Eastquay Courier",
        slug="eastquay-courier",
        homepage=press.base + "/",
        feeds=[("rss", press.url("/feed.xml"), "News")],
        actor=make_editor("source_manager"),
        host_delay=timedelta(0),
        timezone="Europe/London",
    )
    check_feed(source.feeds.get().pk, wire=press.wire())
    article = Article.objects.get()

    # The first look makes version 1; there is nothing to compare yet.
    assert check_article(article.pk, wire=press.wire()).outcome == Outcome.NEW_VERSION

    # The newspaper edits its story without a word. 35 minutes after the first look we look again.
    press.publish("/politics/eastquay", headline=LATER_HEADLINE, paragraphs=FIRST_TEXT + ADDED_TEXT)
    press.clock.forward(minutes=35)
    change = check_article(article.pk, wire=press.wire()).change
    assert change is not None

    # Readers see both versions side by side: both headlines, the time between, what is new marked as new.
    page = client.get(f"/articles/{article.pk}/changes/1..2/").content.decode()
    assert "(35 minutes later)" in page
    assert page.count("<ins") >= len(ADDED_TEXT)
    for paragraph in ADDED_TEXT:
        assert paragraph.split(".")[0].replace('"', "&quot;").replace("'", "&#x27;") in page
    assert "<del" not in page.split("<main")[1], "nothing went, so nothing is marked as gone"

    # Nothing more happens to the story, and after about forty looks in seven months the following ends.
    while article.tracking == Tracking.ACTIVE:
        assert article.next_check_at is not None
        press.clock.now = max(article.next_check_at, press.clock.now)
        check_article(article.pk, wire=press.wire())
        article.refresh_from_db()
    page = client.get(f"/articles/{article.pk}/").content.decode()
    assert "The Eastquay Courier" in page
    words = " ".join(html.fromstring(page).text_content().split())
    assert (
        "This article is from the source" in words and "was first published or seen on 14 March 2026" in words
    )
    assert "It last changed over 40 days ago and won't be checked again for changes." in words.replace(
        "’", "'"
    )
    assert f'href="{story}"' in page
    assert "The article has changed once" in words or "The article has changed 1 time" in words
    assert article.last_changed_at == NOON + timedelta(minutes=35)

    # The original's address of the comparison leads to the same page.
    moved = client.get(f"/articles/{article.pk}/diff/1/2")
    assert moved.status_code == 301 and moved["Location"].endswith(f"/articles/{article.pk}/changes/1..2/")

    # An editor says what readers should know and publishes it; the feed of annotated changes carries it at once, where
    # the desk does not want two minutes to think better of it.
    set_desk(actor=None, delay=0, reason="A desk that never errs.")
    label, _ = Label.objects.get_or_create(code="passage-added", defaults={"name": "Passage added"})
    words = Words(
        labels=(label,),
        public_note="Seven paragraphs were added; the page does not say so.",
        internal_note="ask the desk",
        disclosure="none",
        significance=2,
        confidence="certain",
    )
    take_step(change, Step.ANNOTATE, actor=editor, lock=0, words=words)
    take_step(change, Step.APPROVE, actor=editor, lock=1)
    take_step(change, Step.PUBLISH, actor=editor, lock=2)
    feed = client.get("/feeds/annotated.atom").content.decode()
    assert "Seven paragraphs were added" in feed and "ask the desk" not in feed
    assert f"change/{change.uuid}" in client.get("/feeds/changes.atom").content.decode()


def test_an_operator_does_the_same_from_the_command_line(
    press: Press, settings: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.FETCH_ALLOWED_PEERS = frozenset({press.base.split("//")[1]})
    story = press.publish("/politics/eastquay", headline=FIRST_HEADLINE, paragraphs=FIRST_TEXT)
    press.list_in_feed("/feed.xml", [(FIRST_HEADLINE, story)])
    call_command("add_source", press.url("/feed.xml"), "--public", "--slug", "courier")
    assert f"rss      {press.url('/feed.xml')}" in capsys.readouterr().out
    Source.objects.update(host_delay=timedelta(0))  # the newspaper is ours and asks for no pause
    check_feed(
        Article.objects.model.source.field.related_model.objects.get().feeds.get().pk, wire=press.wire()
    )
    call_command("check", story)
    assert "new_version: The article was read for the first time." in capsys.readouterr().out
    press.publish("/politics/eastquay", headline=LATER_HEADLINE, paragraphs=FIRST_TEXT + ADDED_TEXT)
    call_command("check", str(Article.objects.get().pk))
    assert f"headline: {FIRST_HEADLINE} -> {LATER_HEADLINE}" in capsys.readouterr().out
    call_command("status")
    assert "watching   1 sources, 1 feeds, 1 articles" in capsys.readouterr().out
