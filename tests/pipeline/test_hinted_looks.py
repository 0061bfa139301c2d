"""Hints that come into force make no Change: what was read before them is read again under them, and then compared."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.builders import make_article, make_source
from tests.press import Answer, Press
from trackers.desk.hints import apply_hints, ask_for_rehearsal, draft_hints, withdraw_hints
from trackers.models import (
    Article,
    Change,
    Check,
    HintSet,
    HintState,
    Outcome,
    Rehearsal,
    Rereading,
    RereadingReason,
    Source,
    Version,
)
from trackers.pipeline.check import check_article

pytestmark = pytest.mark.django_db

PARAGRAPHS = [
    f"Paragraph {n} of a story about a lighthouse that was painted green by mistake." for n in range(5)
]
OFFER = (
    "<div class=wrap><p>Readers of the Gazette get the tide tables of the whole coast a week early.</p></div>"
)


def put_in_force(source: Source, **fields: str) -> HintSet:
    row = draft_hints(source, actor=None, **fields)
    rehearsal = ask_for_rehearsal(row, actor=None, lock=0, job="j")
    in_force = Source.objects.get(pk=source.pk).hints
    Rehearsal.objects.filter(pk=rehearsal.pk).update(
        ended_at=timezone.now(), against=in_force.number if in_force else 0
    )
    HintSet.objects.filter(pk=row.pk).update(state=HintState.REHEARSED)
    return apply_hints(row, actor=None, lock=0)


def look(
    press: Press,
    article: Article,
    *,
    paragraphs: list[str] = PARAGRAPHS,
    furniture: str = "",
    etag: str = "",
) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = (
        f"<html lang=en><head><title>x</title></head><body><main><article><h1>Lighthouse painted green</h1>{body}"
        f"{OFFER}</article></main>{furniture}</body></html>"
    )
    headers = {"Content-Type": "text/html; charset=utf-8", **({"ETag": etag} if etag else {})}
    press.pages["/story"] = Answer(page.encode(), headers=headers)
    outcome = check_article(article.pk, wire=press.wire()).outcome
    press.clock.forward(days=1)
    return str(outcome)


def test_hints_make_no_change_and_an_edit_under_them_is_one_with_both_sides_read_alike(press: Press) -> None:
    source = make_source(host_delay=timedelta(0))
    article = make_article(source, url=press.url("/story"))
    look(press, article)
    first = Version.objects.get()
    assert any("tide tables" in line for line in first.paragraphs)
    put_in_force(source, leave_out=".wrap")
    assert look(press, article, furniture="<p>1 reader</p>") == "unchanged"
    reread = Rereading.objects.get()
    assert (reread.version, reread.reason, reread.hints) == (first, RereadingReason.HINTS, 1)
    assert not any("tide tables" in line for line in reread.paragraphs)
    edited = [*PARAGRAPHS, "The council will pay for the paint, the mayor said on Tuesday."]
    for number in range(3):
        look(press, article, paragraphs=edited, furniture=f"<p>{number} readers</p>")
    change = Change.objects.get()
    assert change.from_reading == reread
    assert change.to_version.hints == 1
    assert change.description.removed == ""


def test_withdrawing_hints_makes_no_change_either(press: Press) -> None:
    source = make_source(host_delay=timedelta(0))
    article = make_article(source, url=press.url("/story"))
    row = put_in_force(source, leave_out=".wrap")
    look(press, article)
    assert Version.objects.get().hints == 1
    withdraw_hints(row, actor=None, lock=0)
    assert look(press, article, furniture="<p>1 reader</p>") == "unchanged"
    assert Rereading.objects.get().hints == 0
    assert not Change.objects.exists()


def test_the_same_bytes_under_other_hints_wait_for_the_next_page_and_hide_no_edit_on_it(press: Press) -> None:
    """Nothing can have been edited in the same bytes; the page after them is compared with them, both read anew."""
    source = make_source(host_delay=timedelta(0))
    article = make_article(source, url=press.url("/story"))
    look(press, article)
    put_in_force(source, leave_out=".wrap")
    assert look(press, article, etag='"1"') == "unchanged"
    assert look(press, article, etag='"1"') == "not_modified"
    assert not Rereading.objects.exists()
    last_seen_at = Article.objects.get().text_seen_at
    edited = [*PARAGRAPHS[:-1], PARAGRAPHS[-1].replace("green", "brown")]
    for number in range(2):
        look(press, article, paragraphs=edited, furniture=f"<p>{number} readers</p>")
    change = Change.objects.get()
    assert (change.description.removed, change.description.added) == ("green", "brown")
    assert change.seen_old_at == last_seen_at == Check.objects.get(outcome=Outcome.NOT_MODIFIED).started_at
    assert Rereading.objects.get().reason == RereadingReason.HINTS
    assert Version.objects.latest("number").hints == 1
