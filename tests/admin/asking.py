"""How tests come in by the admin's door: as one of the cast, with a worker to hand and a strict eye on pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import django_rq
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import Permission, User
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from lxml import html
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from tests.builders import make_editor
from trackers.models import SourceTrial, TrialState


class Visitor(Client):
    """A browser with somebody of the cast in front of it."""

    user: User

    def force_login(self, user: AbstractBaseUser, backend: str | None = None) -> None:
        """Let somebody be logged in already: what Django does when somebody logs in takes three times the queries."""
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = backend or settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        self.cookies[settings.SESSION_COOKIE_NAME] = session.session_key

    def act(self, noun: str, action: str, *rows: Any, back: bool = False, **fields: Any) -> Any:
        """Press an action of a noun's list for some rows; return the response."""
        data = {"action": action, "_selected_action": [row.pk for row in rows], **fields}
        if back:
            data["_back"] = "1"
        return self.post(f"/admin/trackers/{noun}/", data)

    def messages(self) -> str:
        """Return what the next page says on top."""
        page = html.fromstring(self.get("/admin/").content.decode())
        return " ".join(page.xpath("//ul[@class='messagelist']/li//text()")).strip()


def enter(role: str, *, extra: tuple[str, ...] = ()) -> Visitor:
    """Log somebody of the cast in, with permissions of the app beside the role's."""
    visitor = Visitor()
    visitor.user = make_editor(role)
    if extra:
        grant(visitor.user, *extra)
    visitor.force_login(visitor.user)
    return visitor


def grant(user: User, *codes: str) -> None:
    """Give an account permissions of the app."""
    user.user_permissions.add(
        *Permission.objects.filter(codename__in=codes, content_type__app_label="trackers")
    )


class DeafWorker(SimpleWorker):
    """A worker that listens to no commands: nobody sends any here, and to stop listening takes a second each time."""

    def subscribe(self) -> None:
        """Do not listen."""

    def unsubscribe(self) -> None:
        """Have nothing to stop."""


def run_jobs() -> None:
    """Let a worker do what is queued for the desk, in this process and until nothing is left."""
    django_rq.get_worker("desk", worker_class=DeafWorker, serializer=JSONSerializer).work(
        burst=True, logging_level="WARNING"
    )


def finish_survey(
    survey: dict[str, Any] | None, words: str = "Found it.", articles: Sequence[dict[str, Any]] = ()
) -> UUID:
    """Leave the trial of an address as a worker would have; return its token."""
    found = {"survey": survey, "articles": list(articles), "time_zone": "Europe/London"}
    trial = SourceTrial.objects.create(
        address="https://www.herald.example/",
        job="survey-1",
        state=TrialState.FAILED if survey is None else TrialState.DONE,
        words=words if survey is None else "",
        findings={} if survey is None else found,
        total=len(articles),
        done=len(articles),
    )
    return trial.uuid


def page_of(response: Any) -> Any:
    """Return the parsed page of a response."""
    return html.fromstring(response.content.decode())


def text_of(response: Any) -> str:
    """Return all text of a page, white space collapsed."""
    return " ".join(page_of(response).text_content().split())
