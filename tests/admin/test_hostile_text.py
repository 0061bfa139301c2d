"""Hostile text in every field of every noun, on every page of the admin: it is text, and nothing but text."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.admin.asking import Visitor, enter, finish_survey, page_of, run_jobs
from tests.builders import NOON, make_change, make_feed, make_gone, make_return, make_snapshot, make_source
from trackers.models import (
    FILTERS,
    Annotation,
    Article,
    ArticleURL,
    Batch,
    BatchRow,
    Change,
    Check,
    CodingSample,
    Delivery,
    Description,
    Digest,
    Feed,
    FeedImport,
    FeedRevision,
    FurnitureLine,
    Gap,
    HintSet,
    ImportState,
    Incident,
    IncidentArticle,
    IncidentSign,
    Label,
    Letter,
    NoiseRule,
    NoiseRun,
    Publication,
    Rehearsal,
    RehearsedArticle,
    ReplayFinding,
    ReplayRun,
    Review,
    ReviewEvent,
    RowVerdict,
    SheetExport,
    SheetImport,
    SheetRow,
    Snapshot,
    Source,
    SourceTrial,
    Statement,
    Version,
    Webhook,
    Withholding,
)
from trackers.text.hints import HINTED_FIELDS
from trackers.text.learned import line_key

pytestmark = pytest.mark.django_db

CANARY = (
    "canary\"><script>alert('c')</script><img src=x onerror=alert(1)>'--><svg/onload=alert(1)>"
    "{{ 7|add:7 }}{% now 'Y' %}</textarea></title></style>&lt;b&gt;‮"
)
POISONED_ANCHOR = {
    "side": "after", "exact": CANARY, "prefix": CANARY, "suffix": CANARY, "start": 0, "text_hash": "",
}  # fmt: skip
ADDRESS = "javascript:alert('canary')//\"><script>alert(1)</script>"


def poison() -> dict[str, Any]:
    """One row of every noun with hostile text wherever there is room for text."""
    source = make_source(name=CANARY[:200], homepage="https://canary.example/")
    Source.objects.filter(pk=source.pk).update(
        homepage=ADDRESS, language=CANARY[:35], timezone=CANARY[:64], robots_reason=CANARY
    )
    gap = Gap.objects.create(cause="operator", started_at=NOON, reason=CANARY, actor_name=CANARY[:200])
    source.refresh_from_db()
    # The canary's own words differ between the two texts, so that the marks of the diff cut through it.
    texts = {
        "standfirst": CANARY,
        "share_headline": CANARY,
        "section": CANARY,
        "byline": [CANARY],
        "captions": [CANARY],
        "credits": [CANARY],
        "notices": [CANARY],
        "pointers": [CANARY],
        "lead_image": CANARY,
        "places": {CANARY: CANARY},
        "doubts": [CANARY],
    }
    change = make_change(
        old={"headline": CANARY, "paragraphs": [CANARY, "<scr", "Twelve"], "lang": 'x" onclick="a', **texts},
        new={
            "headline": f"New {CANARY}",
            "paragraphs": [f"{CANARY} <b>", "<script>", "Forty"],
            "lang": CANARY[:35],
        },
        article=poisoned_article(source),
    )
    article = change.article
    Article.objects.filter(pk=article.pk).update(
        last_outcome="unreadable", directives=CANARY[:200], plan={"why": CANARY, CANARY: CANARY},
        withheld_words=[CANARY],
    )  # fmt: skip
    withholding = Withholding.objects.create(
        part="passage", article=article, words=CANARY, reason="court", authority=CANARY[:200],
        asked_by=CANARY[:300], note=CANARY,
    )  # fmt: skip
    Description.objects.filter(change=change).update(
        removed=CANARY,
        added=CANARY,
        headline_before=CANARY,
        headline_after=CANARY,
        context_before=CANARY,
        context_after=CANARY,
        kinds=["number", "name"],
        evidence=[
            {
                "kind": "number",
                "removed": CANARY,
                "added": CANARY,
                "where": {"field": CANARY, "old": 0, "new": 0},
            },
            {"kind": CANARY, CANARY: CANARY},
            {
                "kind": "name",
                "removed": CANARY,
                "added": "",
                "where": {"field": "body", "old": CANARY, "new": None},
            },
        ],
        rank_parts=[["number", 50], [f"rule:{CANARY}", -100], [CANARY, 1]],
    )
    feed = make_feed(
        source,
        title=CANARY,
        address="https://canary.example/f",
        last_outcome="failed",
        last_detail=CANARY[:300],
    )
    Feed.objects.filter(pk=feed.pk).update(address=ADDRESS, **dict.fromkeys(FILTERS, CANARY))
    FeedRevision.objects.create(
        feed=feed,
        kind="rss",
        address=ADDRESS,
        state="active",
        filters={"include_url": CANARY, CANARY: CANARY},
    )
    label = Label.objects.create(code="canary", name=CANARY[:80], definition=CANARY)
    annotation = Annotation.objects.create(
        change=change, author_name=CANARY[:200], public_note=CANARY, internal_note=CANARY,
        state="published", published_at=NOON, kinds=["number"], machine_kinds=[CANARY[:20]], significance=2,
        approver_account=0, approver_name=CANARY[:200], anchors=[POISONED_ANCHOR, {CANARY: CANARY}, CANARY],
    )  # fmt: skip
    annotation.labels.add(label)
    publication = Publication.objects.create(
        uuid=annotation.uuid, edition=1, nature="first", change=change, annotation=annotation, published_at=NOON,
        signature=CANARY[:200], reason=CANARY, kinds=["number", CANARY[:20]], public_note=CANARY, removed=CANARY,
        added=CANARY, headline_before=CANARY, headline_after=CANARY, seen_old_at=NOON, seen_new_at=NOON,
        labels=[{"code": CANARY, "name": CANARY}, {CANARY: CANARY}], anchors=[POISONED_ANCHOR, {CANARY: CANARY}],
        hash_before="0" * 64, hash_after="1" * 64, approver_name=CANARY[:200],
    )  # fmt: skip
    delivery = Delivery.objects.create(
        webhook=Webhook.objects.create(name=CANARY[:40]), publication=publication, problem=CANARY[:20],
        detail=CANARY[:300],
    )  # fmt: skip
    letter = Letter.objects.create(
        kind="reply", change=change, article=article, source=source, address=ADDRESS, words=CANARY,
        sender=CANARY[:300], reach=CANARY[:300], due_on=NOON.date(), taken_name=CANARY[:200],
        recorder_name=CANARY[:200], answer=CANARY, earlier_answers=[CANARY], withholding=withholding,
        publication=publication,
    )  # fmt: skip
    statement = Statement.objects.create(
        edition=2, nature="correction", annotation=annotation, change=change, letter=letter, speaker=CANARY[:200],
        words=CANARY, reason=CANARY, received_at=NOON, recorder_name=CANARY[:200],
    )  # fmt: skip
    Review.objects.create(
        change=change,
        annotation=annotation,
        state="in_review",
        claimed_name=CANARY[:200],
        claimed_until=NOON,
        lock=7,
    )
    check = Check.objects.create(article=article, started_at=NOON, outcome="failed", detail=CANARY[:300])
    Check.objects.create(feed=feed, started_at=NOON, outcome="failed", detail=CANARY[:300])
    snapshot = make_snapshot(article, url=ADDRESS, headers=[[CANARY, CANARY]])
    hints = poisoned_hints(article, snapshot)
    run = ReplayRun.objects.create(
        purpose="rehearse", source=source, extractor=CANARY[:100], actor_name=CANARY[:200], state="failed",
        started_at=NOON, ended_at=NOON, detail=CANARY[:300], tally={"version_lost": 1, CANARY: 1}, articles=[],
    )  # fmt: skip
    for verdict, step, version in (
        ("unreadable", "differs", change.to_version),
        ("lost", "", change.from_version),
    ):
        ReplayFinding.objects.create(
            run=run, version=version, change=change, verdict=verdict, reason=CANARY, fields=[CANARY[:20]], gone=CANARY,
            come=CANARY, step=step, step_before=CANARY, step_after=CANARY,
        )  # fmt: skip
    facts = {"before": {CANARY: CANARY}, "after": {"job": CANARY, CANARY: [CANARY]}, "reason": CANARY}
    about = {"source": source, "feed": feed, "article": article, "change": change, "annotation": annotation}
    for act, rows in (
        ("check", {"article": article}),
        ("check", {"feed": feed}),
        ("withhold", about),
        ("amend", about),
    ):
        event = ReviewEvent.objects.create(
            act=act, actor_name=CANARY[:200], role=CANARY[:200], **rows, **facts
        )
    incident = Incident.objects.create(
        source=source,
        nature="alike",
        opened_at=NOON,
        last_seen_at=NOON,
        state="broken",
        decided_at=NOON,
        reason=CANARY,
    )
    for kind, detail in (
        ("came", f"paragraphs:{CANARY}"),
        ("lost", CANARY),
        ("tail", CANARY),
        ("moved", CANARY),
    ):
        IncidentSign.objects.create(
            incident=incident, key=f"canary{kind}", kind=kind, detail=detail[:250], sample=CANARY
        )
    IncidentArticle.objects.create(
        incident=incident, article=article, seen_at=NOON, snapshot=article.latest_version.snapshot, change=change,
        removed=CANARY, added=CANARY, detail=CANARY[:300],
    )  # fmt: skip
    ReviewEvent.objects.create(
        act="decide", actor_name=CANARY[:200], source=source, reason=CANARY,
        after={"incident": incident.pk, CANARY: CANARY},
    )  # fmt: skip
    line = FurnitureLine.objects.create(
        source=source, key=line_key(CANARY), sample=CANARY, first_seen_at=NOON, last_seen_at=NOON
    )
    rule = poisoned_rule(change, source)
    batch = poisoned_batch(change)
    return {
        "source": source, "feed": feed, "article": article, "version": change.to_version, "change": change,
        "annotation": annotation, "publication": publication, "label": label, "check": check,
        "gap": gap, "reviewevent": event,
        "incident": incident, "furnitureline": line, "hintset": hints, "replayrun": run, "noiserule": rule,
        "withholding": withholding, "delivery": delivery,
        "batch": batch, "letter": letter, "statement": statement, **poisoned_sheets(change),
    }  # fmt: skip


def poisoned_hints(article: Article, snapshot: Snapshot) -> HintSet:
    """Hints that no form lets in, rehearsed on an article of which every word is hostile."""
    hints = HintSet.objects.create(
        source=article.source, note=CANARY, **dict.fromkeys(HINTED_FIELDS, CANARY), state="rehearsed"
    )
    rehearsal = Rehearsal.objects.create(
        hint_set=hints, lock=0, job=CANARY[:100], total=1, done=1, ended_at=NOON
    )
    text = dict.fromkeys(("headline", "standfirst", "lang", "dir"), CANARY)
    RehearsedArticle.objects.create(
        rehearsal=rehearsal, article=article, snapshot=snapshot, place=1, headline=CANARY, verdict="otherwise",
        reason=CANARY, doubts=[CANARY, "body"],
        before={**text, "byline": [CANARY], "paragraphs": [CANARY, "<b>"], "captions": [CANARY], "is_cut": True},
        after={**text, "headline": f"New {CANARY}", "paragraphs": ["<i>"], "lang": 'x" onclick="a'},
    )  # fmt: skip
    return hints


def poisoned_batch(change: Change) -> Batch:
    """A batch that no form lets in, done, with a refusal that is hostile."""
    batch = Batch.objects.create(
        act="annotate", state="done", asker_name=CANARY[:200], reason=CANARY, ended_at=NOON, copied_from=change,
        job=CANARY[:100],
        facets={
            "kinds": [CANARY], "labels": ["canary", CANARY], "significance": CANARY, "disclosure": CANARY,
            "confidence": CANARY, "public_note": CANARY, "internal_note": CANARY, CANARY: CANARY,
        },
    )  # fmt: skip
    BatchRow.objects.create(batch=batch, change=change, lock=7, verdict="left", words=CANARY)
    return batch


def poisoned_sheets(change: Change) -> dict[str, Any]:
    """Spreadsheets and a sample that no form lets in."""
    asker, _made = User.objects.get_or_create(username="canary-asker")
    export = SheetExport.objects.create(
        form="csv", state="done", body=b"x", asked_by=asker, narrowed=CANARY, changes=[change.pk], total=1, done=1,
        job=CANARY[:100],
    )  # fmt: skip
    sheet = SheetImport.objects.create(
        file_name=CANARY[:200],
        unread=CANARY,
        asker_name=CANARY[:200],
        state="done",
        ended_at=NOON,
        job=CANARY[:100],
    )
    typed = {"id": CANARY, "decision": CANARY, "public note": CANARY, CANARY: CANARY}
    SheetRow.objects.create(sheet=sheet, line=2, change=change, typed=typed, verdict="left", words=CANARY)
    SheetRow.objects.create(sheet=sheet, line=3, typed=typed, verdict="refused", words=CANARY)
    sample = CodingSample.objects.create(
        name=CANARY[:80], queue=CANARY[:40], percent=5, seed=1, of=1, changes=[change.pk], drawer_name=CANARY[:200],
        first_name=CANARY[:200], second_name=CANARY[:200], closed_at=NOON, closer_name=CANARY[:200],
    )  # fmt: skip
    return {"sheetexport": export, "sheetimport": sheet, "codingsample": sample}


def open_sample(change: Change, *, coder: User) -> CodingSample:
    """A sample that is not closed, for its page and that on which a hostile change is coded."""
    return CodingSample.objects.create(
        name=CANARY[:80], queue="triage", percent=5, seed=1, of=1, changes=[change.pk], drawer_name=CANARY[:200],
        first_name=CANARY[:200], second_name=CANARY[:200], first_coder=coder,
    )  # fmt: skip


def poisoned_rule(change: Change, source: Source) -> NoiseRule:
    """A noise rule that no form lets in, rehearsed, with a hostile change among its samples, and its events."""
    rule = NoiseRule.objects.create(
        name=CANARY[:80], sentence=CANARY[:300], kinds=["typo"], source=source, phrases=CANARY, note=CANARY,
        state="rehearsed",
    )  # fmt: skip
    NoiseRun.objects.create(
        rule=rule, purpose="rehearse", lock=0, job=CANARY[:100], total=1, done=1, lowered=1, ended_at=NOON,
        by_source={str(source.pk): 1}, samples=[change.pk],
    )  # fmt: skip
    ReviewEvent.objects.create(act="draft_noise", actor_name=CANARY[:200], noise_rule=rule, reason=CANARY)
    return rule


def poisoned_article(source: Source) -> Article:
    article = Article.objects.create(
        source=source, url=ADDRESS, entry_title=CANARY, first_seen_at=NOON, next_check_at=NOON
    )
    ArticleURL.objects.create(article=article, url=ADDRESS, key=ADDRESS)
    return article


def operator() -> Visitor:
    visitor = enter("operator")
    User.objects.filter(pk=visitor.user.pk).update(first_name=CANARY[:150], last_name="", email="a@b.example")
    # Files that were asked for are shown to nobody else.
    SheetExport.objects.update(asked_by=visitor.user)
    return visitor


def must_be_harmless(response: Any, *, where: str) -> None:
    """No script but Django's own files, no handler, no style, no strange scheme; the canary in text and values only."""
    assert response.status_code == 200, where
    if "html" not in response["Content-Type"]:
        return
    page = page_of(response)
    for script in page.xpath("//script"):
        assert script.get("src", "").startswith(("/static/", "/admin/jsi18n/")), where
        assert not (script.text or "").strip(), where
    assert not page.xpath("//style | //svg[@onload] | //iframe | //object | //embed | //base"), where
    assert not page.xpath("//img[not(starts-with(@src, '/static/'))]"), where
    for attribute in page.xpath("//@*"):
        name, value = attribute.attrname.lower(), str(attribute).strip().lower()
        assert not name.startswith("on"), (where, name)
        assert name != "style", where
        if name in {"href", "src", "action", "formaction", "poster"}:
            assert value.startswith(("/", "#", "?", "https://", "http://", ".")) or not value, (where, value)
    assert b"{{ 7|add:7 }}" in response.content or b"canary" not in response.content, where


NOUNS = (
    "source", "feed", "article", "version", "change", "annotation", "publication", "label", "check", "gap",
    "reviewevent", "incident", "furnitureline", "hintset", "replayrun", "noiserule", "withholding", "delivery",
    "batch", "sheetexport", "sheetimport", "codingsample", "letter", "statement",
)  # fmt: skip


@pytest.mark.parametrize("noun", NOUNS)
def test_lists_and_pages_of_every_noun_show_hostile_text_as_text(noun):
    rows, visitor = poison(), operator()
    base = f"/admin/trackers/{noun}/"
    listed = visitor.get(base)
    must_be_harmless(listed, where=base)
    if noun not in {"label", "check", "reviewevent"} or "canary" in listed.content.decode():
        assert "canary" in page_of(listed).text_content()
    for path in (f"{base}?q=canary", f"{base}{rows[noun].pk}/change/", f"{base}{rows[noun].pk}/history/"):
        must_be_harmless(visitor.get(path), where=path)
    assert "canary" in page_of(visitor.get(f"{base}{rows[noun].pk}/change/")).text_content()


def test_pages_that_went_and_came_back_show_hostile_text_as_text():
    rows, visitor = poison(), operator()
    article = Article.objects.get(pk=rows["article"].pk)
    steps = [make_gone(article), make_return(article), make_gone(article)]
    steps.append(make_return(article, version=article.versions.first()))
    base = "/admin/trackers/change/"
    for path in (f"{base}?nature=gone_or_returned", *(f"{base}{step.pk}/change/" for step in steps)):
        response = visitor.get(path)
        must_be_harmless(response, where=path)
        assert "canary" in page_of(response).text_content()
    must_be_harmless(visitor.get(f"/admin/trackers/article/{article.pk}/change/"), where="article")


@pytest.mark.parametrize("state", ["draft", "rehearsed"])
def test_a_rehearsal_shows_hostile_text_as_text(state):
    rows, visitor = poison(), operator()
    HintSet.objects.update(state=state)
    base = f"/admin/trackers/hintset/{rows['hintset'].pk}"
    for path in (f"{base}/rehearsal/", f"{base}/rehearsal/1/", f"{base}/rehearsal/1/?whole"):
        response = visitor.get(path)
        must_be_harmless(response, where=path)
        assert "canary" in page_of(response).text_content()
    Rehearsal.objects.update(ended_at=None)
    must_be_harmless(visitor.get(f"{base}/rehearsal/"), where="lost")


@pytest.mark.parametrize("state", ["draft", "rehearsed", "in_force", "withdrawn"])
def test_a_run_of_a_noise_rule_shows_hostile_text_as_text(state):
    rows, visitor = poison(), operator()
    in_force_since = NOON if state in {"in_force", "withdrawn"} else None
    NoiseRule.objects.update(
        state=state, in_force_since=in_force_since, ended_at=NOON if state == "withdrawn" else None
    )
    for ended_at in (NOON, None):
        NoiseRun.objects.update(ended_at=ended_at)
        for page in ("run", "change"):
            path = f"/admin/trackers/noiserule/{rows['noiserule'].pk}/{page}/"
            response = visitor.get(path)
            must_be_harmless(response, where=path)
            assert "canary" in page_of(response).text_content()


def test_pages_on_which_letters_and_statements_are_dealt_with_show_hostile_text_as_text():
    rows, visitor = poison(), operator()
    letter, statement = rows["letter"], rows["statement"]
    base = f"/admin/trackers/letter/{letter.pk}/step"
    file = f"/admin/trackers/statement/entry/{rows['publication'].uuid}/?letter={letter.pk}"
    own = f"/admin/trackers/statement/{statement.pk}"
    for path in (f"{base}/answer/", f"{base}/revise/", file, f"{own}/correct/", f"{own}/withdraw/"):
        for response in (
            visitor.get(path),
            visitor.post(path, {"answer": "", "kind": CANARY, "words": CANARY}),
        ):
            must_be_harmless(response, where=path)
            assert "canary" in page_of(response).text_content(), path
    must_be_harmless(visitor.get(f"/admin/trackers/letter/add/?kind={CANARY}&address={CANARY}"), where="add")
    must_be_harmless(
        visitor.get(f"/admin/trackers/publication/{rows['publication'].pk}/change/"), where="entry"
    )


def test_every_registered_noun_is_among_them():
    ours = {model._meta.model_name for model in admin.site._registry if model._meta.app_label == "trackers"}
    # Two have no pages of rows: in place of their list stands the status page, and the desk's settings. Of digests
    # everybody sees only her own.
    assert ours == {*NOUNS, "storeday", "desk", "digest"}


def test_ones_own_digests_show_hostile_text_as_text():
    visitor = operator()
    digest = Digest.objects.create(owner=visitor.user, query=CANARY[:200], problem=CANARY, zone=CANARY[:64])
    for path in ("", f"{digest.pk}/change/"):
        page = visitor.get(f"/admin/trackers/digest/{path}")
        assert page.status_code == 200
        must_be_harmless(page, where=path)
    assert operator().get(f"/admin/trackers/digest/{digest.pk}/change/").status_code == 302


def test_the_desks_settings_show_hostile_text_as_text():
    poison()
    ReviewEvent.objects.create(act="set_desk", actor_name=CANARY[:200], role=CANARY[:200], reason=CANARY)
    visitor = operator()
    must_be_harmless(visitor.get("/admin/trackers/desk/"), where="desk")
    form = {"lone_editor": CANARY, "signature": CANARY, "reason": CANARY}
    must_be_harmless(visitor.post("/admin/trackers/desk/", form), where="desk")


def test_the_status_page_shows_hostile_text_as_text():
    poison()
    Feed.objects.update(failing_since=NOON)
    Article.objects.update(failing_since=NOON)
    Gap.objects.update(ended_at=None)
    response = operator().get("/admin/trackers/storeday/")
    must_be_harmless(response, where="status")
    assert page_of(response).text_content().count("canary") >= 4


def test_the_other_pages_show_hostile_text_as_text():
    rows, visitor = poison(), operator()
    change = rows["change"]
    coded = open_sample(change, coder=visitor.user)
    for path in (
        f"/admin/trackers/codingsample/{coded.pk}/change/",
        f"/admin/trackers/codingsample/{coded.pk}/code/{change.pk}/",
        "/admin/trackers/codingsample/add/", "/admin/trackers/sheetimport/add/",
        f"/admin/trackers/sheetimport/{rows['sheetimport'].pk}/left/?form=csv",
        f"/admin/trackers/sheetexport/{rows['sheetexport'].pk}/file/",
        f"/admin/trackers/codingsample/{rows['codingsample'].pk}/codes.csv",
        "/admin/", "/admin/trackers/", "/admin/password_change/", "/admin/trackers/source/add/",
        "/admin/trackers/feed/add/", "/admin/trackers/article/add/", "/admin/trackers/label/add/",
        "/admin/trackers/furnitureline/add/", f"/admin/trackers/furnitureline/add/?source={CANARY}",
        f"/admin/trackers/feed/add/?source={rows['source'].pk}&title={CANARY}&address={ADDRESS}",
        f"/admin/trackers/source/?name={CANARY}", f"/admin/trackers/change/{change.pk}/change/?whole",
        "/admin/trackers/hintset/add/", f"/admin/trackers/hintset/add/?like={rows['hintset'].pk}",
        f"/admin/trackers/hintset/add/?like={CANARY}&source={CANARY}",
        "/admin/trackers/source/survey/", "/admin/trackers/gap/stop/", "/admin/trackers/gap/resume/",
        f"/admin/trackers/source/{rows['source'].pk}/change/?_popup=1&_to_field=id&_changelist_filters={CANARY}",
    ):  # fmt: skip
        response = visitor.get(path, follow=True)
        must_be_harmless(response, where=path)


def test_deciding_about_an_incident_shows_hostile_text_as_text():
    rows, visitor = poison(), operator()
    for decision in ("template", "real"):
        path = f"/admin/trackers/incident/{rows['incident'].pk}/decide/{decision}/"
        must_be_harmless(visitor.get(path), where=path)
        must_be_harmless(visitor.post(path, {"reason": ""}), where=path)
        assert "canary" in page_of(visitor.get(path)).text_content()


@pytest.mark.parametrize("noun", ["source", "article"])
def test_confirmations_show_hostile_text_as_text(noun):
    rows, visitor = poison(), operator()
    must_be_harmless(visitor.act(noun, "withhold", rows[noun], back=True), where=noun)
    refused = visitor.act(noun, "withhold", rows[noun], _confirmed="1", reason=CANARY, note=CANARY)
    must_be_harmless(refused, where=noun)
    assert "canary" in page_of(refused).text_content()


def test_messages_show_hostile_text_as_text():
    rows, visitor = poison(), operator()
    visitor.act("article", "resume", rows["article"])
    visitor.act("feed", "resume", rows["feed"])
    visitor.act("source", "resume", rows["source"])
    response = visitor.get("/admin/")
    must_be_harmless(response, where="messages")
    assert page_of(response).xpath("string(//ul[@class='messagelist'])").count("canary") >= 3


def test_forms_that_are_refused_show_hostile_text_as_text():
    rows, visitor = poison(), operator()
    change = rows["change"]
    forms = {
        "/admin/trackers/source/add/": {"name": CANARY, "slug": CANARY, "homepage": ADDRESS, "language": CANARY},
        f"/admin/trackers/source/{rows['source'].pk}/change/": {"name": CANARY, "homepage": ADDRESS},
        "/admin/trackers/feed/add/": {"source": rows["source"].pk, "address": ADDRESS, "title": CANARY, "kind": CANARY},
        "/admin/trackers/article/add/": {"source": rows["source"].pk, "address": ADDRESS},
        f"/admin/trackers/change/{change.pk}/change/": {
            "public_note": CANARY * 30, "internal_note": CANARY, "labels": [CANARY], "kinds": [CANARY],
            "significance": CANARY, "disclosure": CANARY, "confidence": CANARY, "quote_before": CANARY,
            "quote_after": CANARY, "reason": CANARY, "until": CANARY, "lock": CANARY,
        },
        "/admin/trackers/furnitureline/add/": {"source": rows["source"].pk, "text": CANARY, "_rehearse": "1"},
        "/admin/trackers/label/add/": {"code": CANARY, "name": CANARY, "definition": CANARY},
        "/admin/trackers/hintset/add/": {"source": CANARY, **dict.fromkeys(HINTED_FIELDS, CANARY), "note": CANARY},
        f"/admin/trackers/hintset/{rows['hintset'].pk}/change/": {
            **dict.fromkeys(HINTED_FIELDS, CANARY), "note": CANARY, "lock": CANARY,
        },
    }  # fmt: skip
    for path, form in forms.items():
        must_be_harmless(visitor.post(path, form), where=path)


def test_the_editor_who_was_overtaken_sees_hostile_text_as_text():
    rows, visitor = poison(), operator()
    form = {"public_note": CANARY, "quote_after": CANARY, "lock": 77, "_draft": "x"}
    response = visitor.post(f"/admin/trackers/change/{rows['change'].pk}/change/", form)
    must_be_harmless(response, where="overtaken")
    assert page_of(response).xpath("//div[@class='desk-current']")


def test_the_manager_who_was_overtaken_sees_hostile_text_as_text():
    rows, visitor = poison(), operator()
    form = {"body": "p", "note": CANARY, "lock": 77}
    response = visitor.post(f"/admin/trackers/hintset/{rows['hintset'].pk}/change/", form)
    must_be_harmless(response, where="overtaken")
    assert "canary" in page_of(response).xpath("string(//div[@class='desk-current'])")


def tried(legibility: str) -> dict[str, Any]:
    return {
        "url": ADDRESS, "title": CANARY, "legibility": legibility, "reason": CANARY, "headline": CANARY,
        "standfirst": CANARY, "byline": [CANARY], "published": CANARY, "modified": CANARY, "lines": [CANARY],
        "paragraphs": 1, "words": 1, "confidence": 0.5, "doubts": [CANARY], "lang": CANARY, "dir": CANARY,
    }  # fmt: skip


def test_what_a_survey_found_shows_hostile_text_as_text():
    visitor = operator()
    feed = {"address": ADDRESS, "kind": CANARY, "title": CANARY, "entries": 3, "sample": [CANARY, ADDRESS]}
    token = finish_survey(
        {"homepage": ADDRESS, "name": CANARY, "language": CANARY, "feeds": [feed], "problems": [CANARY]},
        articles=[tried(word) for word in ("well", "doubtful", "wall", CANARY)],
    )
    path = f"/admin/trackers/source/survey/{token}/"
    must_be_harmless(visitor.get(path), where=path)
    form = {
        "feeds": ["0"], "name": CANARY, "slug": "canary", "homepage": ADDRESS, "language": CANARY,
        "timezone": CANARY, "public_text": "full", "exposure": "usable", "first_interval": CANARY, "host_delay": CANARY,
    }  # fmt: skip
    refused = visitor.post(path, form)
    must_be_harmless(refused, where=path)
    assert Source.objects.count() == 0
    failed = finish_survey(None, words=CANARY)
    must_be_harmless(visitor.get(f"/admin/trackers/source/survey/{failed}/"), where="failed")


def test_a_list_of_feeds_shows_hostile_text_as_text():
    visitor = operator()
    row = {
        "address": ADDRESS, "kind": CANARY, "title": CANARY, "site": CANARY, "name": CANARY, "homepage": ADDRESS,
        "language": CANARY, "folder": CANARY, "words": CANARY,
    }  # fmt: skip
    rows = [{**row, "verdict": verdict} for verdict in RowVerdict.values]
    for state in ImportState.values:
        facts = {"file_name": CANARY, "rows": rows, "total": 5, "state": state, "job": "import-1"}
        path = f"/admin/trackers/source/import/{FeedImport.objects.create(**facts).uuid}/"
        must_be_harmless(visitor.get(path), where=path)
    form = {"public_text": CANARY, "exposure": CANARY}
    must_be_harmless(visitor.post(path, form), where="choice")
    file = SimpleUploadedFile(f"{CANARY}.opml", CANARY.encode())
    must_be_harmless(visitor.post("/admin/trackers/source/import/", {"file": file}), where="upload")


def test_the_address_of_a_trial_is_shown_as_text():
    visitor = operator()
    for state in ("waiting", "running", "failed"):
        trial = SourceTrial.objects.create(address=CANARY, words=CANARY, state=state, job="survey-1")
        path = f"/admin/trackers/source/survey/{trial.uuid}/"
        must_be_harmless(visitor.get(path), where=path)


def test_the_queues_pages_show_hostile_text_as_text():
    visitor = operator()
    must_be_harmless(visitor.post("/admin/trackers/source/survey/", {"address": CANARY}), where="typed")
    visitor.post("/admin/trackers/source/survey/", {"address": "canary.invalid"})
    run_jobs()
    queue = reverse("admin:django_rq_finished_jobs", args=[0])
    must_be_harmless(visitor.get(queue), where=queue)
    job = page_of(visitor.get(queue)).xpath("//a[contains(@href, 'survey-')]/@href")[0]
    must_be_harmless(visitor.get(job), where=job)
    result = page_of(visitor.get(job)).xpath("//a[contains(@href, '/results/')]/@href")[0]
    must_be_harmless(visitor.get(result), where=result)


def test_choosing_a_publisher_by_search_answers_hostile_text_as_json():
    poison()
    response = operator().get(
        "/admin/autocomplete/?app_label=trackers&model_name=feed&field_name=source&term=canary"
    )
    assert response["Content-Type"] == "application/json"
    assert response.json()["results"][0]["text"] == CANARY[:200]


def test_the_policy_stands_on_every_kind_of_answer():
    visitor = operator()
    paths = (
        "/admin/",
        "/admin/trackers/source/",
        "/admin/trackers/article/0/change/",
        "/admin/nowhere/",
        "/admin/jsi18n/",
    )
    answers = [visitor.get(path) for path in paths]
    answers.append(enter("outsider").get("/admin/trackers/source/"))
    for response in answers:
        policy = response["Content-Security-Policy"]
        for rule in (
            "default-src 'self'",
            "script-src 'self'",
            "object-src 'none'",
            "frame-ancestors 'none'",
        ):
            assert rule in policy
        assert "unsafe" not in policy
        assert response["X-Content-Type-Options"] == "nosniff"


def test_every_text_column_of_every_noun_is_poisoned():
    """A new text column must be put into the poison above before this suite can vouch for it."""
    poison()
    machine_made = {"uuid", "etag", "last_modified", "waiting_hash", "body_sha256", "text_hash", "sha256",
                    "extractor", "rules", "slug", "code", "dir", "key", "fingerprint", "apart_from", "roles",
                    "furniture", "job", "articles", "kinds", "writers",
                    "hash_before", "hash_after", "withheld_numbers", "joined", "sameness", "changes"}  # fmt: skip
    for model in (
        Source,
        Feed,
        Article,
        ArticleURL,
        Version,
        Change,
        Description,
        Annotation,
        Publication,
        Review,
        Label,
        Check,
        Gap,
        Incident,
        IncidentArticle,
        IncidentSign,
        HintSet,
        Rehearsal,
        RehearsedArticle,
        ReplayRun,
        ReplayFinding,
        ReviewEvent,
        FurnitureLine,
        Withholding,
        SheetExport,
        SheetImport,
        SheetRow,
        CodingSample,
    ):
        for field in model._meta.concrete_fields:
            kind = field.get_internal_type()
            if kind not in {"CharField", "TextField", "URLField", "JSONField", "ArrayField"} or field.choices:
                continue
            if field.name in machine_made:
                continue
            values = [str(value) for value in model.objects.values_list(field.name, flat=True)]
            assert any("canary" in value for value in values), f"{model.__name__}.{field.name}"
