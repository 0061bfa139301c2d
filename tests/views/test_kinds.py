"""What pages say of the kinds of a change: sentences with the article's words, words with signs, rank, disclosure."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from tests.builders import make_article, make_change, make_gone, make_return, make_source, make_version
from tests.catalogues import write_catalogue
from tests.views.asking import ask, links, read, words
from trackers.models import ChangeKind, Description, PublicText
from trackers.templatetags.kinds import MOST_SENTENCES, sign
from trackers.templatetags.sentences import SENTENCES, list_sentences, name_part
from trackers.text.kinds import TEMPLATES, Code, Kind, Place
from trackers.text.kinds import rank as rank_of
from trackers.text.kinds.values import Kinds

pytestmark = pytest.mark.django_db

OLD = ["The lock has room for 12 barges.", "The council will pay."]
NEW = ["The lock has room for 40 barges.", "The council will not pay."]


def test_every_sentence_about_kinds_is_marked_for_translators_and_no_other() -> None:
    assert sorted(SENTENCES) == sorted(TEMPLATES)


def test_every_kind_has_a_sign_and_every_part_of_a_rank_words() -> None:
    assert len({sign(kind) for kind in ChangeKind}) == len(ChangeKind)
    place = Place("headline", 0, 0)
    kinds = Kinds(tuple(Kind(code, f"gone {number}", "", place) for code in Code for number in range(2)))
    for part in rank_of(kinds).parts:
        assert "_" not in name_part(part.name)
    assert name_part("rule:Counts <b>") == "lowered by the rule “Counts <b>”"
    assert name_part("of_old_rules") == "of_old_rules"


def test_a_card_tells_the_strongest_in_a_sentence_and_all_kinds_in_words() -> None:
    make_change(old=OLD, new=NEW)

    (card,) = ask("/").cssselect(".card")

    assert words(card.cssselect(".told")[0]) == "A denial was added: [added: not]"
    assert [words(kind) for kind in card.cssselect(".kinds li")] == ["# figure", "¬ denial or reversal"]
    assert all(mark.get("aria-hidden") == "true" for mark in card.cssselect(".sign"))
    assert [link.get("href") for link in card.cssselect(".kinds a")] == ["/?kind=number", "/?kind=negation"]


def test_the_page_of_a_change_tells_every_kind_with_its_words_its_rank_and_what_the_page_says() -> None:
    change = make_change(old=OLD, new=NEW)

    page = ask(change.get_absolute_url())

    (section,) = page.cssselect(".told-kinds")
    assert [words(item) for item in section.cssselect(".sentences li")] == [
        "A denial was added: [added: not]",
        "A figure changed: [removed: 12] → [added: 40]",
    ]
    (details,) = section.cssselect("details")
    assert words(details.cssselect("summary")[0]) == "Why is this here"
    assert [words(item) for item in details.cssselect("li")] == ["figure: 50", "denial or reversal: 60"]
    assert "Rank 110, by version" in words(details)
    assert "What the publisher’s page says of this change: nothing that was found." in words(section)


def test_sentences_that_are_too_many_are_counted() -> None:
    change = make_change(
        old=[f"Berth {name} holds 1{place} boats." for place, name in enumerate("abcdefghijklmnopqrstuvwxy")],
        new=[f"Berth {name} holds 2{place} boats." for place, name in enumerate("abcdefghijklmnopqrstuvwxy")],
    )
    section = ask(change.get_absolute_url()).cssselect(".told-kinds")[0]
    told = len(list_sentences(Description.objects.get()))
    assert told > MOST_SENTENCES == len(section.cssselect(".sentences li"))
    assert f"{told - MOST_SENTENCES} more of these sorts" in words(section)


def test_a_change_that_no_rules_have_told_yet_says_nothing_of_kinds() -> None:
    change = make_change()
    Description.objects.update(kinds=[], evidence=[], rank=0, rank_parts=[], disclosure="", rules="1")
    assert ask(change.get_absolute_url()).cssselect(".told-kinds, .kinds") == []
    assert ask("/").cssselect(".card .told, .card .kinds") == []


def test_two_versions_that_are_no_neighbours_have_no_kinds() -> None:
    article = make_change(old=OLD, new=NEW).article
    make_version(article, paragraphs=["Third."])
    assert ask(f"{article.get_absolute_url()}changes/1..3/").cssselect(".told-kinds") == []


def test_a_page_that_is_back_with_another_text_tells_its_kinds_and_one_that_went_has_none() -> None:
    article = make_change(old=OLD, new=NEW).article
    gone = make_gone(article)
    back = make_return(article, version=article.versions.get(number=1))
    assert "A denial was removed: [removed: not]" in read(back.get_absolute_url())
    assert ask(gone.get_absolute_url()).cssselect(".told-kinds") == []


def test_words_of_an_article_keep_their_language_and_direction_inside_a_sentence() -> None:
    article = make_article(make_source(language="he"))
    for number in (12, 40):
        make_version(article, headline="נמל", paragraphs=[f"בנמל יש {number} סירות."], lang="he", dir="rtl")
    (told,) = ask("/").cssselect(".card .told")
    assert [(mark.get("lang"), mark.get("dir")) for mark in told.cssselect("del, ins")] == [("he", "rtl")] * 2


def test_a_whole_paragraph_is_told_by_its_beginning_where_texts_are_not_shown_whole() -> None:
    long = "The harbour master counted every barge twice. " * 40
    source = make_source(public_text=PublicText.PASSAGES)
    make_change(make_article(source), old=OLD, new=[*OLD, long])
    (told,) = ask("/").cssselect(".card .told")
    assert words(told).startswith("Information was added:") and len(words(told)) < 150


def test_sentences_are_said_in_the_language_of_the_reader_whatever_its_order_of_words(
    settings: Any, tmp_path: Path
) -> None:
    change = make_change(old=["It has 12 berths."], new=["It has 40 berths."])
    write_catalogue(
        tmp_path / "sv" / "LC_MESSAGES",
        {"A figure changed: %(removed)s → %(added)s": "Nu %(added)s, förut %(removed)s"},
    )
    settings.LOCALE_PATHS = [tmp_path]
    with override("sv"):
        (pieces,) = list_sentences(change.description)
    assert [(piece.text, piece.fate) for piece in pieces] == [
        ("Nu ", ""),
        ("40", "added"),
        (", förut ", ""),
        ("12", "removed"),
    ]


def test_the_latest_changes_can_be_narrowed_to_a_kind_and_a_publisher() -> None:
    mercury, gazette = (
        make_source(name="Mercury", slug="mercury"),
        make_source(name="Gazette", slug="gazette"),
    )
    figure = make_change(make_article(mercury), old=OLD[:1], new=NEW[:1])
    denial = make_change(make_article(mercury), old=OLD[1:], new=NEW[1:])
    other = make_change(make_article(gazette), old=OLD[:1], new=NEW[:1])

    def shown(query: str) -> set[str]:
        return set(links(ask(f"/{query}"))) & {each.get_absolute_url() for each in (figure, denial, other)}

    assert shown("?kind=number") == {figure.get_absolute_url(), other.get_absolute_url()}
    assert shown("?source=mercury") == {figure.get_absolute_url(), denial.get_absolute_url()}
    assert shown("?kind=number&source=mercury") == {figure.get_absolute_url()}
    assert len(shown("?kind=&source=")) == 3
    page = ask("/?kind=number&source=mercury")
    assert [option.get("value") for option in page.cssselect("option[selected]")] == ["number", "mercury"]
    assert page.cssselect("meta[name=robots]")[0].get("content") == "noindex"


def test_a_narrowed_list_without_a_change_says_so_and_leads_back() -> None:
    make_change(old=OLD[:1], new=NEW[:1])
    said = read("/?kind=byline")
    assert "No such change has been found." in said
    assert "No change has been found yet." not in said
    assert "/" in links(ask("/?kind=byline"))


@pytest.mark.parametrize("query", ["kind=gossip", "source=nobody", "source=%00", "source=hidden", "kind=%00"])
def test_what_cannot_be_chosen_is_not_found(query: str) -> None:
    make_source(slug="hidden", exposure="withheld")
    ask(f"/?{query}", status=404)


def test_a_narrowed_list_stays_narrow_on_its_further_pages() -> None:
    article = make_article()
    for number in range(23):
        make_version(article, paragraphs=[f"It has {number + 10} berths."])
    make_change(make_article(article.source), old=OLD[1:], new=NEW[1:])
    first = ask(f"/?kind=number&source={article.source.slug}")
    (older,) = [link for link in links(first) if "before=" in link]
    assert re.match(rf"\?kind=number&source={article.source.slug}&before=", older)
    second = ask(f"/{older}")
    assert len(first.cssselect(".card")) + len(second.cssselect(".card")) == 22
    (newer,) = [link for link in links(second) if "after=" in link]
    assert newer.startswith("?kind=number&source=")
