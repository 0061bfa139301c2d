"""Checks a second: the real workers, PostgreSQL and Valkey against a local press, everything on this machine.

    bin/bench checks [--workers 2] [--share 1.0] [--memory 20000] [SCENARIO …]

A press of 100 hosts (``bench/press.py``) answers after 50 ms with pages of 144 kB (30 kB in gzip). For each scenario
a number of Articles that have been read once are due at once, and the workers look at them, one connection a host:
``304``, the ``same`` bytes, other ``furniture`` around the same article, an ``edited`` article, and ``default``: 304
again with the default delay between two requests to a host instead of none. Printed are checks a second from the
first Check to the last, CPU milliseconds a check by process, and bytes a check; beside each the ceiling: as many
plain fetches with the same client in as many processes. ``--memory`` makes so many looks more and prints what each
worker process then holds.
"""

import argparse
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import django
import redis

FIRST_PORT = 21000
HOSTS = 100
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
PROJECT = Path(__file__).resolve().parent.parent


def set_environment(hosts: int) -> None:
    """Allow the press's hosts, before the settings are read; the workers inherit it."""
    peers = ",".join(f"127.0.0.1:{FIRST_PORT + n}" for n in range(hosts))
    os.environ["FETCH_ALLOWED_PEERS"] = peers
    os.environ.setdefault("LOG_LEVEL", "ERROR")


set_environment(HOSTS)
django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models import Avg, Count, Max, Min
from django.utils import timezone

from trackers import tasks
from trackers.models import Article, ArticleURL, Check, Snapshot, Source, Version
from trackers.pipeline.check import check_article
from trackers.pipeline.wire import default_wire
from trackers.text.urls import address_key
from trackers.web.client import Client

KINDS = {
    "304": "not-modified",
    "same": "same",
    "furniture": "furniture",
    "edited": "edited",
    "default": "not-modified-slowly",
}
OUTCOMES = {
    "304": "not_modified",
    "same": "unchanged",
    "furniture": "unchanged",
    "edited": "new_version",
    "default": "not_modified",
}
LOOKS = {"304": 6000, "same": 4000, "furniture": 2000, "edited": 800, "default": 1200}
DEFAULT_DELAY = Source._meta.get_field("host_delay").get_default()


RowT = TypeVar("RowT", Snapshot, Version)


@dataclass(frozen=True)
class Row:
    """One scenario's figures; CPU milliseconds a check by who spent them."""

    name: str
    rate: float
    ceiling: float
    cpu: dict[str, float]
    wire_bytes: float
    odd: int


def children_of(pid: int) -> Iterator[int]:
    """Yield a process and all its descendants."""
    yield pid
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from children_of(int(child))
    except OSError:
        return


def cpu_of(pids: Iterator[int] | list[int]) -> float:
    """Return the CPU seconds that processes have used, those of their reaped children included."""
    total = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(int(fields[place]) for place in (11, 12, 13, 14))
    return total / TICKS_A_SECOND


def find_servers() -> dict[str, list[int]]:
    """Return the numbers of PostgreSQL's and Valkey's processes of this run."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        cluster = cursor.fetchone()[0]
    postmaster = int((Path(cluster) / "postmaster.pid").read_text().splitlines()[0])
    valkey = int(redis.Redis.from_url(settings.REDIS_URL).info("server")["process_id"])
    return {"postgres": [postmaster], "valkey": [valkey]}


@contextmanager
def run(*command: str, ready: str = "") -> Iterator[subprocess.Popen[str]]:
    """Run one of our own processes until the block ends; wait for a line it prints."""
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=PROJECT,
        stdout=subprocess.PIPE if ready else None,
        text=True,
        env={**os.environ},
    )
    try:
        if ready:
            assert process.stdout is not None
            while ready not in (line := process.stdout.readline()):
                if not line:
                    raise RuntimeError(f"{command} ended")
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def make_articles(sources: list[Source], *, kind: str, count: int) -> list[int]:
    """Return ids of Articles that have been read once: the first of each host really, the rest as its copies."""
    ids: list[int] = []
    now = timezone.now()
    for place, source in enumerate(sources):
        base = f"http://127.0.0.1:{FIRST_PORT + place}/{kind}/{place}"
        first = Article.objects.create(source=source, url=base, first_seen_at=now, next_check_at=now)
        ArticleURL.objects.create(article=first, url=base, key=address_key(base))
        report = check_article(first.pk, wire=default_wire())
        if report.outcome != "new_version":
            raise RuntimeError(f"{base}: {report.outcome} {report.words}")
        first.refresh_from_db()
        ids += [first.pk, *_copy(first, count // len(sources) - 1)]
    return ids


def _copy(first: Article, count: int) -> list[int]:
    """Copy an Article with its Version and Snapshot; the address differs in a query that the press does not look at."""
    snapshot, version = first.last_snapshot, first.latest_version
    assert snapshot is not None and version is not None
    copies = [Article(source=first.source, url=f"{first.url}?n={n}", first_seen_at=first.first_seen_at,
                      next_check_at=None, tracking="closed") for n in range(count)]  # fmt: skip
    copies = Article.objects.bulk_create(copies)
    ArticleURL.objects.bulk_create(
        ArticleURL(article=copy, url=copy.url, key=address_key(copy.url)) for copy in copies
    )
    shots = [_clone(snapshot, article=copy, url=copy.url) for copy in copies]
    shots = Snapshot.objects.bulk_create(shots)
    versions = Version.objects.bulk_create(
        [_clone(version, article=copy, snapshot=shot) for copy, shot in zip(copies, shots, strict=True)]
    )
    for copy, shot, text in zip(copies, shots, versions, strict=True):
        copy.latest_version, copy.version_count = text, 1
        copy.last_snapshot = copy.text_snapshot = shot
        copy.text_seen_at = copy.last_changed_at = first.text_seen_at
        copy.etag, copy.fingerprint = first.etag, first.fingerprint
        copy.interval, copy.next_check_at, copy.tracking = first.interval, first.next_check_at, "active"
    names = [
        "latest_version", "version_count", "last_snapshot", "text_snapshot", "text_seen_at", "last_changed_at", "etag",
        "fingerprint", "interval", "next_check_at", "tracking",
    ]  # fmt: skip
    Article.objects.bulk_update(copies, names, batch_size=500)
    return [copy.pk for copy in copies]


def _clone(row: RowT, **fields: object) -> RowT:
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    copy = type(row)(**values)
    for name, value in fields.items():
        setattr(copy, name, value)
    return copy


def measure(
    name: str, sources: list[Source], groups: dict[str, list[int]], *, count: int, seconds: float
) -> Row:
    """Make a scenario's Articles due and let the workers look at them."""
    Article.objects.update(next_check_at=timezone.now() + timedelta(days=30))
    ids = make_articles(sources, kind=KINDS[name], count=count)
    connection.cursor().execute("VACUUM ANALYZE trackers_article")
    began = timezone.now()
    before = spend(groups)
    Article.objects.filter(pk__in=ids).update(next_check_at=began)
    tasks.tick_check.delay()
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        time.sleep(0.5)
        tasks.tick_check.delay()
        if not Article.objects.filter(
            pk__in=ids, next_check_at__lte=timezone.now() + timedelta(minutes=10)
        ).exists():
            break
    after = spend(groups)
    checks = Check.objects.filter(article__in=ids, started_at__gte=began)
    facts = checks.aggregate(
        n=Count("pk"), first=Min("started_at"), last=Max("started_at"), wire=Avg("wire_bytes")
    )
    made = facts["n"]
    span = (facts["last"] - facts["first"]).total_seconds() if made else 1.0
    odd = checks.exclude(outcome=OUTCOMES[name]).count()
    cpu = {who: (after[who] - before.get(who, 0.0)) * 1000 / max(1, made) for who in after}
    return Row(name, made / span, 0.0, cpu, float(facts["wire"] or 0), odd)


def spend(groups: dict[str, list[int]]) -> dict[str, float]:
    """Return the CPU seconds of each group until now; the workers' readers are a group of their own."""
    everybody = {who: _all(pids) for who, pids in groups.items()}
    readers = [pid for pid in everybody["worker"] if "trackers.text.reader" in _command(pid)]
    everybody["worker"] = [pid for pid in everybody["worker"] if pid not in readers]
    return {who: cpu_of(pids) for who, pids in {**everybody, "reader": readers}.items()}


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def _all(pids: list[int]) -> list[int]:
    return [found for pid in pids for found in children_of(pid)]


def plain_fetches(kind: str, *, hosts: int, count: int) -> None:
    """Fetch so many pages with the product's client and nothing else: 48 hosts at a time, one connection each."""
    share = count // hosts

    def ask(host: int) -> None:
        url = f"http://127.0.0.1:{FIRST_PORT + host}/{kind}/{host}"
        with Client(allowed_peers=settings.FETCH_ALLOWED_PEERS) as client:
            for _ in range(share):
                client.fetch(url, agent="bench", headers={"If-None-Match": f'"{host}"'})

    waiting = list(range(hosts))

    def work() -> None:
        while waiting:
            try:
                host = waiting.pop()
            except IndexError:
                return
            ask(host)

    threads = [threading.Thread(target=work) for _ in range(48)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def ceiling(name: str, *, workers: int, count: int) -> float:
    """Return how many plain fetches a second as many processes as there are workers make."""
    code = (
        "import sys; from bench.checks import plain_fetches; "
        "plain_fetches(sys.argv[1], hosts=100, count=int(sys.argv[2]))"
    )
    share = max(HOSTS, count // workers)
    began = time.monotonic()
    processes = [
        subprocess.Popen([sys.executable, "-c", code, KINDS[name], str(share)], cwd=PROJECT)
        for _ in range(workers)
    ]
    for process in processes:
        process.wait()
    empty_began = time.monotonic()
    spent = empty_began - began
    empty = [
        subprocess.Popen([sys.executable, "-c", "import bench.checks"], cwd=PROJECT) for _ in range(workers)
    ]
    for process in empty:
        process.wait()
    return share // HOSTS * HOSTS * workers / max(0.01, spent - (time.monotonic() - empty_began))


def memory_of(pids: list[int]) -> list[float]:
    """Return the resident megabytes of each process, its own share of what is shared (PSS)."""
    found = []
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        found += [int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")]
    return found


def main(arguments: list[str]) -> int:
    """Measure and print a table; return the exit code."""
    parser = argparse.ArgumentParser(prog="bin/bench checks", description=__doc__.split("\n")[0])
    parser.add_argument("scenario", nargs="*", choices=[*KINDS, []], help="which to run; all when left out")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=60.0, help="the longest a scenario may take")
    parser.add_argument("--share", type=float, default=1.0, help="a fraction of the usual number of looks")
    parser.add_argument(
        "--memory", type=int, default=0, help="then so many looks, and what each worker holds"
    )
    chosen = parser.parse_args(arguments)
    call_command("migrate", verbosity=0)
    sources = [
        Source.objects.create(name=f"Host {n}", slug=f"host-{n}", homepage=f"http://127.0.0.1:{FIRST_PORT + n}/",
                              host_delay=timedelta(0), requests_a_day=100_000) for n in range(HOSTS)
    ]  # fmt: skip
    worker_command = ["-m", "celery", "-A", "newswatch", "worker", "--concurrency", str(chosen.workers), "--loglevel",
                      "ERROR", "--without-gossip", "--without-mingle", "--without-heartbeat"]  # fmt: skip
    names = chosen.scenario or list(KINDS)
    print(f"{'scenario':12}{'checks/s':>9}{'ceiling':>9}{'worker':>8}{'reader':>8}{'postgres':>9}{'valkey':>8}{'press':>7}"
          f"{'bytes':>8}{'other':>7}")  # fmt: skip
    with (
        run("-m", "bench.press", str(FIRST_PORT), str(HOSTS), ready="ready") as press,
        run(*worker_command) as worker,
    ):
        groups = {"worker": [worker.pid], **find_servers(), "press": [press.pid]}
        warm_up(sources)
        for name in names:
            delay = DEFAULT_DELAY if name == "default" else timedelta(0)
            Source.objects.update(host_delay=delay)
            count = max(HOSTS, int(LOOKS[name] * chosen.share))
            row = measure(name, sources, groups, count=count, seconds=chosen.seconds)
            print_row(row, ceiling(name, workers=chosen.workers, count=count))
        if chosen.memory:
            Source.objects.update(host_delay=timedelta(0))
            print_memory(sources, groups, looks=chosen.memory)
    return 0


def warm_up(sources: list[Source]) -> None:
    """Have every worker process start its reader and open its connections before anything is measured."""
    make_articles(sources, kind="warm-up", count=2 * HOSTS)
    for _ in range(20):
        tasks.tick_check.delay()
        time.sleep(0.5)


def print_row(row: Row, top: float) -> None:
    """Print one scenario."""
    cpu = row.cpu
    print(f"{row.name:12}{row.rate:9.1f}{top:9.1f}{cpu['worker']:8.2f}{cpu.get('reader', 0):8.2f}{cpu['postgres']:9.2f}"
          f"{cpu['valkey']:8.2f}{cpu['press']:7.2f}{row.wire_bytes:8.0f}{row.odd:7d}", flush=True)  # fmt: skip


def print_memory(sources: list[Source], groups: dict[str, list[int]], *, looks: int) -> None:
    """Make looks until there have been so many and print what each worker process holds."""
    while Check.objects.count() < looks:
        Article.objects.filter(tracking="active").update(next_check_at=timezone.now())
        for _ in range(40):
            tasks.tick_check.delay()
            time.sleep(0.5)
    held = memory_of(_all(groups["worker"]))
    print(f"after {Check.objects.count()} checks: " + ", ".join(f"{size:.0f} MB" for size in held))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
