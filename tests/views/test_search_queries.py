"""Thirty searches and more, in eleven scripts, each with exactly what it finds among invented stories."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.builders import make_article, make_change, make_gone, make_source, make_version
from trackers.models import Change, ChangeWords, KnownName
from trackers.models.found import stamp_rules
from trackers.pipeline.index import index_first_version
from trackers.search import holding
from trackers.search.rows import choose_articles, choose_changes, prepare_search
from trackers.text.query import parse_query
from trackers.text.terms import find_names

pytestmark = pytest.mark.django_db

Text = Sequence[str]
# By name: language, the headlines and the paragraphs before and after.
STORIES: dict[str, tuple[str, str, Text, str, Text]] = {
    "ferry": (
        "en",
        "Ferry company faces criminal inquiry",
        ("Prosecutors opened a criminal inquiry into Ansel Ferries on Monday.", "Two boats stay in port."),
        "Ferry company faces questions",
        ("Prosecutors allegedly asked Ansel Ferries for papers on Monday.", "Two boats stay in port."),
    ),
    "denial": (
        "en",
        "Mayor and the bridge",
        ("The mayor did not sign the contract for €1,200,000.", "Kowalski was at sea."),
        "Mayor and the bridge",
        ("The mayor did sign the contract for €1,500,000.", "Kowalski was at sea."),
    ),
    "inquiries": (
        "en",
        "Inquiries into criminals go on",
        ("The harbour police closed one case.",),
        "Inquiries into criminals go on",
        ("The harbour police closed two cases.",),
    ),
    "bürger": (
        "de",
        "Bürger gegen den Hafenausbau",
        ("Die Bürgerinnen fordern eine neue Prüfung der Verträge.",),
        "Bürger für den Hafenausbau",
        ("Die Bürgerinnen fordern eine alte Prüfung der Verträge.",),
    ),
    "élection": (
        "fr",
        "L’élection du maire repoussée",
        ("Le préfet a annulé l’élection.",),
        "L’élection du maire maintenue",
        ("Le préfet a confirmé l’élection.",),
    ),
    "nieuws": (
        "nl",
        "Nieuwe brug, oude zorgen",
        ("De nieuwe brug gaat in mei open.",),
        "Nieuwe brug, oude zorgen",
        ("De nieuwe brug gaat in juni open.",),
    ),
    "пожар": (
        "ru",
        "Пожар на складах в порту",
        ("Ёлкин сообщил о двенадцати пострадавших рабочих.",),
        "Пожар на складах в порту",
        ("Ёлкин сообщил о сорока пострадавших рабочих.",),
    ),
    "πλοίο": (
        "el",
        "Το πλοίο έφτασε στο λιμάνι",
        ("Ο υπουργός αρνήθηκε την κατηγορία.",),
        "Το πλοίο έφτασε στο λιμάνι",
        ("Ο υπουργός παραδέχτηκε την κατηγορία.",),
    ),
    "ميناء": (
        "ar",
        "إغلاق الميناء القديم",
        ("قال الوزير إن الميناء سيفتح خلال ٣ أيام.",),
        "إغلاق الميناء القديم",
        ("قال الوزير إن الميناء سيفتح خلال ٥ أيام.",),
    ),
    "נמל": (
        "he",
        "הנמל נסגר לשבוע",
        ("ראש העיר הכחיש את הדיווח.",),
        "הנמל נסגר לשבוע",
        ("ראש העיר אישר את הדיווח.",),
    ),
    "पुल": (
        "hi",
        "पुल की जाँच शुरू",
        ("मंत्री ने लड़कियों के स्कूल का वादा किया।",),
        "पुल की जाँच शुरू",
        ("मंत्री ने अस्पताल का वादा किया।",),
    ),
    "港口": (
        "zh",
        "旧港口将关闭",
        ("市长否认签署了合同，十二人受伤。",),
        "旧港口将关闭",
        ("市长承认签署了合同，四十人受伤。",),
    ),
    "東京": (
        "ja",
        "東京都の橋が閉鎖",
        ("知事は契約を否定した。",),
        "東京都の橋が閉鎖",
        ("知事は契約を認めた。",),
    ),
    "京都": ("ja", "京都の船", ("船は八時に出た。",), "京都の船", ("船は九時に出た。",)),
    "เรือ": (
        "th",
        "เรือข้ามฟากหยุดวิ่ง",
        ("นายกเทศมนตรีปฏิเสธข่าวลือ",),
        "เรือข้ามฟากหยุดวิ่ง",
        ("นายกเทศมนตรียืนยันข่าวลือ",),
    ),
    "တံတား": (
        "my",
        "တံတားပိတ်ထားသည်",
        ("မြို့တော်ဝန်က ငြင်းဆိုခဲ့သည်။",),
        "တံတားပိတ်ထားသည်",
        ("မြို့တော်ဝန်က အတည်ပြုခဲ့သည်။",),
    ),
    "서울": (
        "ko",
        "서울에서 다리가 닫혔다",
        ("시장은 계약을 부인했다.",),
        "서울에서 다리가 닫혔다",
        ("시장은 계약을 인정했다.",),
    ),
}
QUERIES: list[tuple[str, set[str]]] = [
    ('removed:"criminal inquiry"', {"ferry"}),
    ('removed:"criminal inquiry" added:allegedly', {"ferry"}),
    ("added:allegedly source:elsewhere", set()),
    ("inquiry", {"ferry", "inquiries"}),
    ("inquiry -harbour", {"ferry"}),
    ('"inquiry criminal"', set()),
    ("headline:inquiry", {"ferry", "inquiries"}),
    ("headline:papers", set()),
    ("removed:not", {"denial"}),
    ("removed:1200000", {"denial"}),
    ("added:1,500,000", {"denial"}),
    ("name:Kowalsky", {"denial"}),
    ("lang:en -ferry kind:number", {"denial", "inquiries"}),
    ("kind:headline lang:de,fr", {"bürger", "élection"}),
    ("Burger", {"bürger"}),
    ("removed:gegen added:für", {"bürger"}),
    ("Vertrag", {"bürger"}),
    ("election", {"élection"}),
    ("removed:annulé added:confirmé", {"élection"}),
    ("news", set()),
    ("nieuw", {"nieuws"}),
    ("склад", {"пожар"}),
    ("елкин рабочий", {"пожар"}),
    ("removed:двенадцать", set()),
    ("ΠΛΟΙΟ", {"πλοίο"}),
    ("removed:αρνηθηκε", {"πλοίο"}),
    ("removed:3 added:5 الوزير", {"ميناء"}),
    ("اغلاق", {"ميناء"}),
    ("removed:הכחיש", {"נמל"}),
    ("लड़की", {"पुल"}),
    ("removed:लड़कियों added:अस्पताल", {"पुल"}),
    ("港口", {"港口"}),
    ("removed:否认 added:承认", {"港口"}),
    ("removed:认", set()),
    ("removed:否", {"港口", "東京"}),
    ("added:四", {"港口"}),
    ("口港", set()),
    ("京都", {"東京", "京都"}),
    ("東京", {"東京"}),
    ("橋", {"東京"}),
    ("removed:否定 契約", {"東京"}),
    ("removed:ปฏิเสธ", {"เรือ"}),
    ("ข้ามฟาก -ปฏิเสธ", set()),
    ("ข้ามฟาก", {"เรือ"}),
    ("removed:ငြင်း added:အတည်ပြု", {"တံတား"}),
    ("တံတား", {"တံတား"}),
    ("서울", {"서울"}),
    ("removed:부인 다리", {"서울"}),
    ("is:gone", {"gone"}),
    ("is:gone storm", {"gone"}),
    ("before:2026", {"gone"}),
    ("after:2026-03-01 before:2026-04 inquiry", {"ferry", "inquiries"}),
    ("-lang:en,de,fr,nl,ru,el,ar,he,hi,zh,ja,th,my", {"서울"}),
]


@pytest.fixture
def stories() -> dict[int, str]:
    """The names of the stories by the ids of their changes."""
    names = {}
    source = make_source(slug="daily-example")
    make_source(slug="elsewhere")
    for name, (lang, old_headline, old, new_headline, new) in STORIES.items():
        change = make_change(
            make_article(source),
            old={"headline": old_headline, "paragraphs": old, "lang": lang},
            new={"headline": new_headline, "paragraphs": new, "lang": lang},
        )
        names[change.pk] = name
    long_ago = datetime(2025, 11, 2, tzinfo=UTC)
    lost = make_article(source)
    make_version(lost, headline="Storm warning", paragraphs=["The wind."], lang="en", observed_at=long_ago)
    names[make_gone(lost, at=long_ago + timedelta(days=1)).pk] = "gone"
    KnownName.objects.bulk_create(
        KnownName(name=name) for name in find_names(["Kowalski met Ansel and Meyer."])
    )
    return names


def find(typed: str) -> list[Change]:
    search = prepare_search(parse_query(typed), today=timezone.now().date())
    assert search.problems == ()
    found = list(choose_changes(Change.objects.public(), search))
    # From the index at once or row by row: only the time differs.
    for enough in (holding.ENOUGH, 0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(holding, "FEW", 0)
            patch.setattr(holding, "ENOUGH", enough)
            walked = list(choose_changes(Change.objects.public(), search))
        assert sorted(change.pk for change in found) == sorted(change.pk for change in walked)
    return found


def test_each_search_finds_exactly_what_it_asks_for(stories: dict[int, str]) -> None:
    # One site for all of them: each is exact because the others' stories are there too.
    found = {typed: {stories[change.pk] for change in find(typed)} for typed, _ in QUERIES}
    assert found == dict(QUERIES)


def test_a_phrase_of_the_text_before_is_found_where_only_one_of_its_words_went() -> None:
    change = make_change(
        old={"paragraphs": ["The harbour master was arrested on Monday."]},
        new={"paragraphs": ["The harbour master was questioned on Monday."]},
    )
    assert find('"was arrested on Monday"') == find('"was questioned on Monday"') == [change]
    assert find('"arrested questioned"') == find('removed:"was arrested"') == []


def test_a_phrase_is_found_while_some_rows_are_of_older_rules_that_knew_no_sums() -> None:
    ours, older, partly = make_probe(), make_probe(name="Older Paper"), make_probe(public_text="passages")
    sums = re.compile(r"'(~|@s)[^']*' ?")
    for old in ChangeWords.objects.filter(change__in=[older, partly]):
        ChangeWords.objects.filter(pk=old.pk).update(rules="1-pg14", words=sums.sub("", str(old.words)))
    assert {*find('"secret stays"')} == {ours, older}
    assert find(f"forty source:{partly.article.source.slug}") == [partly]

    ChangeWords.objects.filter(change=older).update(rules=stamp_rules())
    ChangeWords.objects.filter(change=partly).update(rules="", words="")
    assert find('"secret stays"') == [ours]


def test_all_words_of_a_long_change_are_found_and_not_only_the_excerpt() -> None:
    words = [f"word{number}" for number in range(900)]
    change = make_change(
        old={"paragraphs": ["It stays."]}, new={"paragraphs": ["It stays.", " ".join(words)]}
    )
    assert find("added:word0 added:word450 added:word899") == [change]
    assert find('added:"word449 word450"') == [change]


def test_words_that_only_moved_were_neither_added_nor_removed() -> None:
    first = "The lighthouse keeper had warned the council twice about the cracks in the northern tower."
    others = [f"Paragraph number {number} says something of its own about the sea." for number in range(5)]
    change = make_change(old={"paragraphs": [first, *others]}, new={"paragraphs": [*others, first]})
    assert find("lighthouse") == [change]
    assert find("added:lighthouse") == find("removed:lighthouse") == []


def test_an_article_that_has_not_changed_is_found_until_it_changes() -> None:
    article = make_article(make_source(language="en"))
    version = make_version(article, headline="Quiet day", paragraphs=["Nothing but gulls."])
    index_first_version(version)
    search = prepare_search(parse_query("gull"), today=timezone.now().date())
    assert list(choose_articles(search)) == [article] and find("gull") == []
    month = f"{version.observed_at:%Y-%m}"
    for typed, found in ((f"gull after:{month}", [article]), (f"gull before:{month}", [])):
        dated = prepare_search(parse_query(typed), today=timezone.now().date())
        assert list(choose_articles(dated)) == found

    change = make_change(article, new={"headline": "Quiet day", "paragraphs": ["Nothing but terns."]})

    assert list(choose_articles(search)) == [] and find("gull") == [change]


def make_probe(**fields: Any) -> Change:
    return make_change(
        make_article(make_source(**fields)),
        old={"headline": "Ferry late", "paragraphs": ["Twelve were hurt.", "A secret stays."]},
        new={"headline": "Ferry late", "paragraphs": ["Forty were hurt.", "A secret stays."]},
    )


@pytest.mark.parametrize("typed", ["secret", '"secret stays"', "hurt secret", "-ferry secret", "name:secret"])
def test_of_passages_alone_the_rest_of_a_text_cannot_be_found(typed: str) -> None:
    change = make_probe(public_text="passages")
    assert find(typed) == []
    assert find("added:forty") == find("removed:twelve") == find("ferry") == find("forty") == [change]


def test_of_passages_alone_leaving_out_a_word_tells_nothing_of_the_text() -> None:
    change = make_probe(public_text="passages")
    assert find("-secret") == find("-nonsense") == [change]
    assert find("-forty") == []


def test_whole_texts_and_passages_stand_side_by_side_in_one_search() -> None:
    whole, passages = make_probe(), make_probe(public_text="passages")
    assert find("secret") == [whole]
    assert set(find("ferry")) == {whole, passages}
    assert find("-secret") == [passages]
    ours, theirs = whole.article.source.slug, passages.article.source.slug
    for typed, found in {
        f"source:{ours},{theirs} secret": {whole},
        f"source:{ours},{theirs} -secret": {passages},
        f"source:{theirs} secret": set(),
        f"source:{theirs}": {passages},
        f"-source:{theirs}": {whole},
        f"-source:{ours} -secret -nonsense": {passages},
        f"source:{ours} source:{theirs} ferry": set(),
        "twelve -gulls": {whole, passages},
    }.items():
        assert set(find(typed)) == found, typed


def test_an_article_given_to_another_publisher_is_found_as_theirs_and_by_what_they_show() -> None:
    change, other = make_probe(), make_source(public_text="passages")
    quiet = make_version(
        make_article(change.article.source), headline="Quiet", paragraphs=["Nothing but gulls."]
    )
    index_first_version(quiet)
    for article in (change.article, quiet.article):
        article.source = other
        article.save()
    assert find("secret") == [] and find("-secret") == find(f"source:{other.slug}") == [change]
    for typed, found in {
        "gulls": [],
        "quiet": [quiet.article],
        f"source:{other.slug} quiet": [quiet.article],
    }.items():
        search = prepare_search(parse_query(typed), today=timezone.now().date())
        assert list(choose_articles(search)) == found, typed


@pytest.mark.parametrize("fields", [{"public_text": "private"}, {"exposure": "withheld"}])
def test_what_is_private_or_withheld_is_not_found_at_all(fields: dict[str, str]) -> None:
    make_probe(**fields)
    assert find("ferry") == find("added:forty") == find("kind:number") == []


def test_a_change_that_is_not_announced_is_not_found() -> None:
    make_probe()
    Change.objects.update(announced_at=None)
    assert find("ferry") == []
