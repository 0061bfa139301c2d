"""Who may take which verb of the desk, asked of the verb itself; and programs, which may take none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.sites import site
from django.contrib.auth.models import Group, Permission, User
from django.db import transaction
from django.test import RequestFactory

from tests import noise
from tests.admin.asking import Visitor
from tests.builders import make_article, make_editor, make_feed, make_source, make_version
from trackers.desk import (
    articles,
    exposure,
    feeds,
    fetching,
    furniture,
    hints,
    imports,
    incidents,
    replay,
    rights,
    robots,
    separation,
    sources,
    trials,
    withholding,
)
from trackers.desk import noise as noise_verbs
from trackers.desk.errors import DeskError, NotAllowedError
from trackers.desk.programs import DeskBackend
from trackers.models import (
    MACHINES,
    Digest,
    FeedImport,
    FurnitureLine,
    HintSet,
    Incident,
    NoiseRule,
    ReplayRun,
    SourceTrial,
)

pytestmark = pytest.mark.django_db

Verb = Callable[[Any, User], object]

# Each verb, with what it is tried on, beside the permission that the page asks for which leads to it.
VERBS: dict[str, tuple[str | tuple[str, ...], Verb]] = {
    "follow_source": (rights.ADD_SOURCE, lambda on, who: sources.follow_source(
        name="N", slug="n", homepage="https://n.example/", actor=who)),
    "start_following": (rights.ADD_SOURCE, lambda on, who: sources.start_following(on.unsaved, actor=who)),
    "revise_source": (rights.CHANGE_SOURCE, lambda on, who: sources.revise_source(
        on.source, changes={"public_text": "full"}, actor=who)),
    "pause_source": (rights.CHANGE_SOURCE, lambda on, who: sources.pause_source(on.source, actor=who)),
    "resume_source": (rights.CHANGE_SOURCE, lambda on, who: sources.resume_source(on.source, actor=who)),
    "retire_source": (rights.CHANGE_SOURCE, lambda on, who: sources.retire_source(on.source, actor=who)),
    "withhold_source": (rights.WITHHOLD, lambda on, who: exposure.withhold_source(
        on.source, reason="legal", actor=who)),
    "release_source": (rights.WITHHOLD, lambda on, who: exposure.release_source(on.source, actor=who)),
    "decide_robots": (rights.DISREGARD_ROBOTS, lambda on, who: robots.decide_robots(
        on.source, stance="disregard", reason="x", actor=who)),
    "add_feed": (rights.ADD_FEED, lambda on, who: feeds.add_feed(
        on.source, kind="rss", address="https://n.example/f", actor=who)),
    "revise_feed": (rights.CHANGE_FEED, lambda on, who: feeds.revise_feed(
        on.feed, changes={"title": "T"}, actor=who)),
    "pause_feed": (rights.CHANGE_FEED, lambda on, who: feeds.pause_feed(on.feed, actor=who)),
    "resume_feed": (rights.CHANGE_FEED, lambda on, who: feeds.resume_feed(on.feed, actor=who)),
    "retire_feed": (rights.CHANGE_FEED, lambda on, who: feeds.retire_feed(on.feed, actor=who)),
    "ask_for_feed_look": (rights.CHECK, lambda on, who: feeds.ask_for_feed_look(on.feed, actor=who, job="j")),
    "add_article": (rights.ADD_ARTICLE, lambda on, who: articles.add_article(
        on.source, address="https://n.example/a", actor=who)),
    "ask_for_look": (rights.CHECK, lambda on, who: articles.ask_for_look(on.article, actor=who, job="j")),
    "pause_article": (rights.CHECK, lambda on, who: articles.pause_article(on.article, actor=who)),
    "cancel_article": (rights.CANCEL, lambda on, who: articles.cancel_article(
        on.article, grounds=exposure.Grounds("legal"), actor=who)),
    "withhold_article": (rights.WITHHOLD, lambda on, who: articles.withhold_article(
        on.article, reason="legal", actor=who)),
    "withhold_version": (rights.WITHHOLD, lambda on, who: withholding.withhold_version(
        on.article.latest_version, grounds=exposure.Grounds("legal"), actor=who)),
    "separate_article": (rights.WITHHOLD, lambda on, who: separation.separate_article(
        on.article, actor=who, reason="x")),
    "start_draft": (rights.CHANGE_HINTS, lambda on, who: hints.start_draft(
        HintSet(source=on.source, body="p"), actor=who)),
    "revise_hints": (rights.CHANGE_HINTS, lambda on, who: hints.revise_hints(
        on.hints, changes={"body": "div"}, actor=who, lock=0)),
    "rehearse_hints": (rights.CHANGE_HINTS, lambda on, who: hints.ask_for_rehearsal(
        on.hints, actor=who, lock=0, job="j")),
    "apply_hints": (rights.CHANGE_HINTS, lambda on, who: hints.apply_hints(on.hints, actor=who, lock=0)),
    "withdraw_hints": (rights.CHANGE_HINTS, lambda on, who: hints.withdraw_hints(on.hints, actor=who, lock=0)),
    "discard_hints": (rights.CHANGE_HINTS, lambda on, who: hints.discard_hints(on.hints, actor=who, lock=0)),
    "draft_noise_rule": (rights.DRAFT_NOISE, lambda on, who: noise_verbs.draft_noise_rule(
        NoiseRule(kinds=[]), actor=who)),
    "revise_noise_rule": (rights.DRAFT_NOISE, lambda on, who: noise_verbs.revise_noise_rule(
        on.rule, changes={"note": "n"}, actor=who, lock=0)),
    "rehearse_noise_rule": (rights.DRAFT_NOISE, lambda on, who: noise_verbs.rehearse_noise_rule(
        on.rule, actor=who, lock=0, job="j")),
    "apply_noise_rule": (rights.APPLY_NOISE, lambda on, who: noise_verbs.apply_noise_rule(
        on.rule, actor=who, lock=0, job="j")),
    "withdraw_noise_rule": (rights.APPLY_NOISE, lambda on, who: noise_verbs.withdraw_noise_rule(
        on.rule, actor=who, lock=0, job="j")),
    "add_line": (rights.ADD_LINE, lambda on, who: furniture.add_line(on.source, text="Read more", actor=who)),
    "overrule_line": (rights.CHANGE_LINE, lambda on, who: furniture.overrule_line(FurnitureLine(pk=0), actor=who)),
    "keep_line": (rights.CHANGE_LINE, lambda on, who: furniture.keep_line(FurnitureLine(pk=0), actor=who)),
    "undo_decision": (rights.CHANGE_LINE, lambda on, who: furniture.undo_decision(FurnitureLine(pk=0), actor=who)),
    "decide_incident": (rights.DECIDE_INCIDENT, lambda on, who: incidents.decide_incident(
        Incident(), "nonsense", actor=who, reason="x")),
    "stop_fetching": (rights.STOP_FETCHING, lambda on, who: fetching.stop_fetching(reason="x", actor=who)),
    "resume_fetching": (rights.STOP_FETCHING, lambda on, who: fetching.resume_fetching(actor=who)),
    "ask_for_replay": (rights.REPLAY, lambda on, who: replay.ask_for_replay(actor=who, job="j", source=on.source)),
    "apply_rehearsal": (rights.REPLAY, lambda on, who: replay.apply_rehearsal(ReplayRun(), actor=who, job="j")),
    "stop_replay": (rights.REPLAY, lambda on, who: replay.stop_replay(on.replay, actor=who)),
    "continue_replay": (rights.REPLAY, lambda on, who: replay.continue_replay(on.replay, actor=who, job="j")),
    "ask_for_trial": (rights.ADD_SOURCE, lambda on, who: trials.ask_for_trial("no address", actor=who, job="j")),
    "follow_trial": (rights.ADD_SOURCE, lambda on, who: trials.follow_trial(on.trial, feeds=[], actor=who)),
    "rehearse_import": (rights.ADD_FEED, lambda on, who: imports.rehearse_import([], file_name="f", actor=who)),
    "ask_for_import": (rights.ADD_FEED, lambda on, who: imports.ask_for_import(
        on.feed_import, public_text="full", exposure="usable", actor=who, job="j")),
}  # fmt: skip
# What takes two permissions: of these the other one.
BESIDE = {"rehearse_import": rights.ADD_SOURCE, "ask_for_import": rights.ADD_SOURCE}


class Stage:
    """One row of each kind for the verbs to be tried on."""

    def __init__(self) -> None:
        self.source = make_source(public_text="passages")
        self.unsaved = type(self.source)(name="M", slug="m", homepage="https://m.example/")
        self.feed, self.article = make_feed(self.source), make_article(self.source)
        make_version(self.article)
        self.hints = hints.draft_hints(self.source, actor=None, body="p")
        self.rule = noise.draft()
        self.replay = replay.ask_for_replay(actor=None, job="a")
        self.trial = SourceTrial.objects.create(address="https://n.example/", job="t")
        self.feed_import = FeedImport.objects.create(file_name="f", rows=[], total=0)


def is_let_in(verb: Verb, on: Stage, who: User) -> bool:
    """Whether a verb goes further than asking who wants it; what it did is undone."""
    with transaction.atomic():
        try:
            verb(on, who)
        except NotAllowedError:
            return False
        except DeskError:
            return True
        finally:
            transaction.set_rollback(True)
    return True


def test_each_verb_asks_for_the_permission_of_the_page_that_leads_to_it() -> None:
    on = Stage()
    roles = {role: make_editor(role) for role in ("outsider", "editor", "source_manager", "operator")}
    let_in = set()
    for name, (asks_for, verb) in VERBS.items():
        any_of = asks_for if isinstance(asks_for, tuple) else (asks_for,)
        for role, who in roles.items():
            may = any(map(who.has_perm, any_of)) and (name not in BESIDE or who.has_perm(BESIDE[name]))
            assert is_let_in(verb, on, who) == may, (name, role)
            let_in |= {(role, name)} if may else set()
        assert (("operator", name) in let_in) and (("outsider", name) not in let_in), name
    assert ("editor", "withhold_version") in let_in and ("source_manager", "revise_source") in let_in
    assert ("editor", "revise_source") not in let_in and ("source_manager", "cancel_article") not in let_in
    alone = make_editor("outsider")
    alone.user_permissions.add(Permission.objects.get(codename="add_feed"))
    assert not is_let_in(VERBS["rehearse_import"][1], on, User.objects.get(pk=alone.pk))


def test_a_program_decides_nothing_whatever_else_it_is_given() -> None:
    on, robot = Stage(), make_editor("source_manager")
    robot.groups.add(Group.objects.get(name=MACHINES), Group.objects.get(name="Editor"))
    chief = make_editor("operator")
    chief.groups.add(Group.objects.get(name=MACHINES))
    Group.objects.get(name=MACHINES).permissions.add(
        *Permission.objects.filter(codename__in=["change_source", "view_queue"])
    )
    request = RequestFactory().get("/admin/")
    for account in (robot, chief):
        request.user = who = DeskBackend().get_user(account.pk)
        assert who is not None and not who.is_superuser
        # All that a page or an action may ask Django for.
        looks = {f"trackers.view_{noun}" for noun in ("article", "change", "version", "source")}
        assert who.get_all_permissions() == looks
        for model, page in site._registry.items():
            asked = [page.has_add_permission, page.has_change_permission, page.has_delete_permission]
            # A digest is an account's own affair, and offered where mail can be sent.
            assert model is Digest or not [ask for ask in asked if ask(request)], model
            assert model is Digest or not page.get_actions(request), model
        for name, (_, verb) in VERBS.items():
            assert not is_let_in(verb, on, who), name
            assert not is_let_in(verb, on, account), name
    visitor = Visitor()
    visitor.force_login(chief)
    assert visitor.get(f"/admin/trackers/source/{on.source.pk}/change/").status_code == 200
    assert visitor.post(f"/admin/trackers/source/{on.source.pk}/change/", {"name": "N"}).status_code == 403
