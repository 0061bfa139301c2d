"""The desk's queue: django-rq's dashboard for those with the permission, and for nobody else at any address."""

import pickle
import zlib
from itertools import product

import django_rq
import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django_rq.models import Dashboard
from django_rq.workers import get_worker, get_worker_class
from rq import SimpleWorker
from rq.job import Job
from rq.serializers import DefaultSerializer, JSONSerializer

from tests.admin.asking import enter, page_of, run_jobs
from trackers.jobs.worker import DeskWorker
from trackers.models import ReviewEvent

pytestmark = pytest.mark.django_db

ROOT = "/admin/django_rq/dashboard/"
VALUES = {
    "queue_index": 0, "job_id": "survey-1", "result_id": "1-0", "key": "rq:worker:none", "connection_index": 0,
    "scheduler_name": "none", "cron_job_name": "none", "scheduler_index": 0, "token": "x",
}  # fmt: skip


def dashboard_paths() -> list[str]:
    """Every address under the dashboard, from the patterns themselves."""
    reverse("admin:index")  # where nothing was asked for yet, nothing is registered
    patterns = admin.site._registry[Dashboard].get_urls()
    paths = []
    for pattern in patterns:
        route = pattern.pattern.regex.groupindex
        names = {name: VALUES[name] for name in (*pattern.pattern.converters, *route)}
        paths.append(reverse(f"admin:{pattern.name}", kwargs=names))
    return paths


def queue_a_job() -> str:
    job = django_rq.get_queue("desk", commit_mode="auto").enqueue_call("builtins.dict", job_id="survey-1")
    return str(job.id)


def test_the_worker_of_the_settings_comes_with_the_jobs_it_is_asked_for():
    worker = get_worker_class()
    assert worker is DeskWorker
    assert worker.__module__.startswith("trackers.jobs.")


class Unforked(SimpleWorker, DeskWorker):
    """The desk's worker, doing its jobs in the process of the tests."""


class Mischief:
    """What a pickle may carry: a call that is made when it is read."""

    def __reduce__(self):
        return (exec, ("raise SystemExit('a pickle was read')",))


def test_the_worker_reads_no_pickle_however_it_is_started():
    queue = django_rq.get_queue("desk", commit_mode="auto")
    queue.empty()
    call = ("builtins.dict", None, (Mischief(),), {})
    job = Job.create("builtins.dict", connection=queue.connection, origin="desk", serializer=JSONSerializer)
    job.save()
    queue.connection.hset(job.key, "data", zlib.compress(pickle.dumps(call)))
    queue.push_job_id(job.id)
    good = queue_a_job()

    get_worker("desk", worker_class=Unforked, serializer=DefaultSerializer).work(burst=True)

    kept = Job.fetch(job.id, connection=queue.connection, serializer=JSONSerializer)
    assert (queue.fetch_job(good).get_status(), kept.get_status()) == ("finished", "failed")


def test_the_walk_finds_the_addresses_that_could_do_harm():
    paths = dashboard_paths()
    assert len(paths) > 20
    for part in ("delete/", "empty/", "requeue-all/", "failed/clear/", "actions/0/", "stop/", "stats.json"):
        assert any(part in path for path in paths), part


# Whoever asks and however: every role by the two ways there are to do harm, and one of them by all others.
@pytest.mark.parametrize(
    ("role", "method"),
    [
        *product(("outsider", "analyst", "editor", "source_manager"), ("get", "post")),
        *product(("editor",), ("head", "put", "delete")),
    ],
)
def test_staff_without_the_permission_get_403_everywhere(role, method):
    queue_a_job()
    visitor = enter(role)
    for path in dashboard_paths():
        assert getattr(visitor, method)(path).status_code == 403, path
    assert django_rq.get_queue("desk").job_ids == ["survey-1"]


def test_the_permission_that_django_rq_ships_opens_nothing():
    visitor = enter("outsider")
    visitor.user.user_permissions.add(
        Permission.objects.get(codename="admin", content_type__app_label="django_rq")
    )
    assert visitor.get(ROOT).status_code == 403
    assert "django_rq" not in visitor.get("/admin/").content.decode()


@pytest.mark.parametrize("role", ["outsider", "editor"])
def test_it_does_not_stand_in_the_index_of_those_without(role):
    visitor = enter(role)
    assert "django_rq" not in visitor.get("/admin/").content.decode()
    assert visitor.get("/admin/django_rq/").status_code == 404


def test_anonymous_visitors_are_sent_to_log_in():
    for path in dashboard_paths():
        response = Client().get(path)
        assert response.status_code == 302, path
        assert response["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("extra", [("view_queue",)])
def test_whoever_has_the_permission_finds_it_in_the_index_and_opens_every_page(extra):
    queue_a_job()
    visitor = enter("outsider", extra=extra)
    assert ROOT in visitor.get("/admin/").content.decode()
    for path in dashboard_paths():
        assert visitor.get(path).status_code in {200, 302, 404, 405}, path


def test_the_operator_deletes_a_job_by_post_only():
    queue_a_job()
    operator = enter("operator")
    assert operator.get(f"{ROOT}queues/0/survey-1/delete/").status_code == 200
    assert django_rq.get_queue("desk").job_ids == ["survey-1"]
    operator.post(f"{ROOT}queues/0/survey-1/delete/")
    assert django_rq.get_queue("desk").job_ids == []


def test_what_is_not_there_is_not_found_rather_than_a_server_error():
    operator = enter("operator")
    for path in (
        "queues/0/none/delete/",
        "queues/9/",
        "queues/0/none/",
        "workers/0/none/",
        "queues/0/none/requeue/",
    ):
        assert operator.get(ROOT + path).status_code == 404, path


@pytest.mark.parametrize(
    "goal", ["https://evil.example/", "//evil.example", "\\\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_another_site_afterwards(goal):
    queue_a_job()
    response = enter("operator").post(
        f"{ROOT}queues/actions/0/", {"action": "x", "job_ids": "survey-1", "next_url": goal}
    )
    assert response.status_code == 403


def test_no_page_of_it_needs_what_our_policy_forbids():
    """No inline script, style or handler in any of its pages: they would be blocked, and report a violation each."""
    queue_a_job()
    operator = enter("operator")
    failing = django_rq.get_queue("desk", commit_mode="auto").enqueue_call(
        "builtins.int", args=("x",), job_id="check-2"
    )
    run_jobs()
    queue_a_job()
    results = {job: django_rq.get_queue("desk").fetch_job(job).latest_result() for job in ("check-2",)}
    paths = [
        *dashboard_paths(),
        f"{ROOT}queues/0/{failing.id}/",
        f"{ROOT}queues/0/check-2/results/{results['check-2'].id}/",
    ]
    pages = [page_of(operator.get(path)) for path in paths if b"<html" in operator.get(path).content]
    chosen = {"action": "delete", "_selected_action": ["survey-1", "gone"]}
    pages.append(page_of(operator.post(f"{ROOT}queues/confirm-action/0/", chosen)))
    assert len(pages) > 12
    for page in pages:
        assert not page.xpath("//script[not(@src)]")
        assert not page.xpath("//style")
        assert not page.xpath("//*[@style]")
        assert not [name for name in page.xpath("//@*") if name.attrname.startswith("on")]


def test_django_rqs_own_addresses_are_not_hung_in_anywhere_else():
    with pytest.raises(NoReverseMatch):
        reverse("django_rq:rq_home")
    assert "django_rq" not in get_resolver().namespace_dict


def test_the_permission_is_one_of_ours():
    assert "view_queue" in dict(ReviewEvent._meta.permissions)
