"""Who may open and do what: role by role, page by page, action by action."""

import pytest
from django.test import Client

from tests import noise
from tests.admin.asking import enter
from tests.builders import make_article, make_change, make_editor, make_feed, make_source, make_version
from trackers.desk.hints import draft_hints
from trackers.models import Annotation, Article, Check, Feed, Gap, ReviewEvent, Source

pytestmark = pytest.mark.django_db

NOUNS = (
    "source", "hintset", "feed", "article", "version", "change", "annotation", "label", "check", "gap",
    "reviewevent", "incident", "furnitureline", "replayrun", "noiserule", "publication", "desk",
    "withholding", "batch", "sheetexport", "sheetimport", "codingsample", "letter", "statement",
)  # fmt: skip
SHEETS = {"sheetexport", "sheetimport", "codingsample"}
SEES = {
    "outsider": set(),
    "analyst": {"source", "article", "version", "change", "annotation", "noiserule", "batch"} | SHEETS,
    "editor": SHEETS
    | {
        "source",
        "feed",
        "article",
        "version",
        "change",
        "annotation",
        "check",
        "incident",
        "noiserule",
        "batch",
    },
    "standards_lead": SHEETS
    | {
        "source",
        "feed",
        "article",
        "version",
        "change",
        "annotation",
        "check",
        "incident",
        "noiserule",
        "batch",
    },
    "source_manager": {
        "source",
        "feed",
        "article",
        "check",
        "hintset",
        "furnitureline",
        "replayrun",
        "noiserule",
    },
    "operator": set(NOUNS),
}


@pytest.mark.parametrize("role", SEES)
def test_each_role_sees_its_own_nouns_and_no_other(role):
    visitor = enter(role)
    index = visitor.get("/admin/").content.decode()
    for noun in NOUNS:
        seen = noun in SEES[role]
        assert visitor.get(f"/admin/trackers/{noun}/").status_code == (200 if seen else 403), noun
        assert (f'href="/admin/trackers/{noun}/"' in index) == seen, noun


def test_nobody_sees_anything_without_logging_in():
    for noun in NOUNS:
        response = Client().get(f"/admin/trackers/{noun}/")
        assert response.status_code == 302
        assert response["Location"].startswith("/admin/login/")


def test_an_account_that_is_not_staff_is_turned_away():
    visitor = Client()
    user = make_editor("operator")
    user.is_staff = False
    user.save()
    visitor.force_login(user)
    assert visitor.get("/admin/trackers/source/").status_code == 302
    assert visitor.get("/admin/trackers/source/survey/").status_code == 302


@pytest.mark.parametrize("role", SEES)
def test_nothing_that_is_never_deleted_can_be_deleted_by_anyone(role):
    change = make_change()
    Annotation.objects.create(change=change, author_name="Mira", public_note="A.")
    rows = {
        "hintset": draft_hints(change.article.source, actor=None, body="p"), "noiserule": noise.draft(),
        "source": change.article.source, "feed": make_feed(change.article.source), "article": change.article,
        "version": change.to_version, "change": change, "annotation": Annotation.objects.get(),
    }  # fmt: skip
    visitor = enter(role)
    for noun, row in rows.items():
        assert visitor.post(f"/admin/trackers/{noun}/{row.pk}/delete/", {"post": "yes"}).status_code == 403
        visitor.act(noun, "delete_selected", row, post="yes")
        assert type(row).objects.filter(pk=row.pk).exists(), noun


@pytest.mark.parametrize(
    "noun", ["version", "change", "annotation", "check", "gap", "reviewevent", "replayrun"]
)
def test_what_machines_and_verbs_write_is_not_added_by_hand(noun):
    visitor = enter("operator")
    assert visitor.get(f"/admin/trackers/{noun}/add/").status_code == 403
    assert visitor.post(f"/admin/trackers/{noun}/add/", {}).status_code == 403


@pytest.mark.parametrize("noun", ["version", "article", "annotation", "check", "gap", "reviewevent"])
def test_what_machines_and_verbs_write_is_not_changed_by_hand(noun):
    change = make_change()
    Annotation.objects.create(change=change, author_name="Mira", public_note="A.")
    Check.objects.create(article=change.article, started_at=change.seen_new_at, outcome="unchanged")
    ReviewEvent.objects.create(act="pause", actor_name="Mira", article=change.article)
    rows = {
        "version": change.to_version, "article": change.article, "annotation": Annotation.objects.get(),
        "check": Check.objects.get(), "reviewevent": ReviewEvent.objects.get(),
        "gap": Gap.objects.create(cause="operator", started_at=change.seen_new_at),
    }  # fmt: skip
    visitor = enter("operator")
    assert visitor.get(f"/admin/trackers/{noun}/{rows[noun].pk}/change/").status_code == 200
    assert (
        visitor.post(f"/admin/trackers/{noun}/{rows[noun].pk}/change/", {"headline": "x"}).status_code == 403
    )


ARTICLE_ACTIONS = {
    "check_now": {"editor", "standards_lead", "source_manager", "operator"},
    "pause": {"editor", "standards_lead", "source_manager", "operator"},
    "resume": {"editor", "standards_lead", "source_manager", "operator"},
    "withhold": {"editor", "standards_lead", "operator"},
    "release": {"editor", "standards_lead", "operator"},
}


def stand_of(article: Article) -> tuple[str, str, int]:
    article.refresh_from_db()
    return article.tracking, article.exposure, ReviewEvent.objects.filter(article=article).count()


@pytest.mark.parametrize("action", ARTICLE_ACTIONS)
@pytest.mark.parametrize("role", SEES)
def test_each_action_on_articles_asks_for_its_own_permission(role, action):
    fields = {
        "resume": {"tracking": "paused", "next_check_at": None},
        "release": {"exposure": "withheld", "exposure_reason": "legal"},
    }
    article = make_article(**fields.get(action, {}))
    before = stand_of(article)
    enter(role).act("article", action, article, _confirmed="1", reason="legal")
    assert (stand_of(article) != before) == (role in ARTICLE_ACTIONS[action])


SOURCE_ACTIONS = {
    "pause": {"source_manager", "operator"},
    "resume": {"source_manager", "operator"},
    "retire": {"source_manager", "operator"},
    "withhold": {"editor", "standards_lead", "operator"},
    "release": {"editor", "standards_lead", "operator"},
    "robots": {"operator"},
}


@pytest.mark.parametrize("action", SOURCE_ACTIONS)
@pytest.mark.parametrize("role", SEES)
def test_each_action_on_sources_asks_for_its_own_permission(role, action):
    source = make_source(
        state="paused" if action == "resume" else "active",
        exposure="withheld" if action == "release" else "usable",
    )
    enter(role).act("source", action, source, _confirmed="1", reason="legal", stance="disregard")
    assert ReviewEvent.objects.filter(source=source).exists() == (role in SOURCE_ACTIONS[action])


FEED_ACTIONS = {
    "look_now": {"editor", "standards_lead", "source_manager", "operator"},
    "pause": {"source_manager", "operator"},
    "resume": {"source_manager", "operator"},
    "retire": {"source_manager", "operator"},
}


@pytest.mark.parametrize("action", FEED_ACTIONS)
@pytest.mark.parametrize("role", SEES)
def test_each_action_on_feeds_asks_for_its_own_permission(role, action):
    feed = make_feed(make_source(), state="paused" if action == "resume" else "active")
    enter(role).act("feed", action, feed)
    assert ReviewEvent.objects.filter(feed=feed).exists() == (role in FEED_ACTIONS[action])


def test_only_those_who_may_add_sources_survey_one():
    for role in SEES:
        expected = 200 if role in {"source_manager", "operator"} else 403
        assert enter(role).get("/admin/trackers/source/survey/").status_code == expected
        assert enter(role).post("/admin/trackers/source/survey/", {}).status_code == expected
        token = "00000000-0000-4000-8000-000000000000"
        assert enter(role).get(f"/admin/trackers/source/survey/{token}/").status_code == expected


def test_fields_that_have_a_verb_of_their_own_cannot_be_posted():
    source, manager = make_source(), enter("source_manager")
    form = {
        "name": "New name", "slug": source.slug, "homepage": source.homepage, "language": "en", "timezone": "UTC",
        "public_text": "full", "first_interval": "0:30:00", "host_delay": "2", "requests_a_day": "5000",
        "keep_responses": "14 00:00:00",
        "state": "retired", "exposure": "canceled", "public_since_0": "2001-01-01", "public_since_1": "0:00",
    }  # fmt: skip
    assert manager.post(f"/admin/trackers/source/{source.pk}/change/", form).status_code == 302
    after = Source.objects.get()
    assert (after.name, after.state, after.exposure, after.public_since) == (
        "New name",
        "active",
        "usable",
        source.public_since,
    )


def test_opening_any_page_changes_nothing():
    change = make_change()
    make_feed(change.article.source)
    make_version(make_article())
    operator = enter("operator")
    counted = (Source, Feed, Article, Check, Annotation, ReviewEvent, Gap)
    before = [list(model.objects.order_by("pk").values()) for model in counted]
    for noun in NOUNS:
        operator.get(f"/admin/trackers/{noun}/")
        operator.get(f"/admin/trackers/{noun}/?action=retire&_selected_action=1")
    operator.get(f"/admin/trackers/change/{change.pk}/change/?_publish=1&public_note=x")
    operator.get("/admin/trackers/gap/stop/?reason=x")
    operator.get("/admin/trackers/gap/resume/")
    assert [list(model.objects.order_by("pk").values()) for model in counted] == before


def test_a_post_without_a_token_is_refused():
    visitor = Client(enforce_csrf_checks=True)
    visitor.force_login(make_editor("operator"))
    change = make_change()
    for path in (
        "article/",
        f"change/{change.pk}/change/",
        "source/survey/",
        "source/import/",
        "gap/stop/",
        "gap/resume/",
    ):
        assert visitor.post(f"/admin/trackers/{path}", {"action": "pause"}).status_code == 403
