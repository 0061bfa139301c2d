"""One command starts everything, survives everything, and leaves nothing behind."""

import os
import re
import signal
import stat
from pathlib import Path

import httpx

from tests.local.stack import Up, are_gone, wait


def get(up: Up, path: str) -> httpx.Response:
    return httpx.get(f"http://127.0.0.1:{up.port}{path}", timeout=20)


def is_up(up: Up) -> bool:
    try:
        return get(up, "/healthz").status_code == 200
    except httpx.HTTPError:
        return False


def mode(up: Up, name: str) -> int:
    return stat.S_IMODE((up.data / name).stat().st_mode)


def test_a_first_start_prints_a_password_that_opens_the_admin(up: Up) -> None:
    line = up.wait_for_line("The first editor is called editor")
    password = re.search(r"password (\S+) ", line)
    assert password
    with httpx.Client(base_url=f"http://127.0.0.1:{up.port}", timeout=20) as browser:
        form = browser.get("/admin/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form.text)
        assert token
        fields = {"username": "editor", "password": password.group(1), "csrfmiddlewaretoken": token.group(1)}
        answer = browser.post("/admin/login/?next=/admin/", data=fields, headers={"Referer": str(form.url)})
        assert (answer.status_code, answer.headers.get("location")) == (302, "/admin/")


def test_styles_are_served_with_hashed_names_and_for_ever(up: Up) -> None:
    page = get(up, "/admin/login/").text
    style = re.search(r'href="(/static/admin/css/base\.[0-9a-f]{12}\.css)"', page)
    assert style
    assert "immutable" in get(up, style.group(1)).headers["cache-control"]


def test_what_is_secret_is_readable_by_its_owner_alone(up: Up) -> None:
    secrets = ("secret_key", "local.env", "postgres_password", "run.json")
    assert {name: mode(up, name) for name in secrets} == dict.fromkeys(secrets, 0o600)
    assert mode(up, "logs") == 0o700


def test_no_password_is_left_in_a_log(up: Up) -> None:
    line = up.wait_for_line("password ")
    password = line.partition("password ")[2].split()[0].encode()
    assert not [log for log in (up.data / "logs").iterdir() if password in log.read_bytes()]


def test_the_servers_have_no_port(up: Up) -> None:
    with up.connect() as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    with up.broker() as broker:
        assert broker.config_get("port") == {"port": "0"}
        assert broker.config_get("appendonly") == {"appendonly": "yes"}


def test_another_command_of_this_machine_finds_the_servers(up: Up) -> None:
    done = up.manage("migrate", "--check")
    assert done.returncode == 0, done.stderr


def test_a_second_up_on_the_same_data_is_refused(up: Up) -> None:
    second = Up(up.data, environment={})
    second.log = up.data.with_name("second.lines")
    assert second.start().end() == 1
    assert second.process
    assert up.process
    assert second.lines == [
        f"Another bin/up already runs on the data directory {up.data} (process {up.process.pid}): stop it "
        f"first, or choose another directory with --data."
    ]
    assert is_up(up)


def test_a_taken_port_is_named(up: Up) -> None:
    other = Up(up.data.with_name("other data"), port=up.port)
    assert other.start().end() == 1
    assert other.lines == [
        f"Port {up.port} on 127.0.0.1 is taken by another program: stop it, or choose another with --port."
    ]


def test_a_killed_worker_is_started_again(up: Up) -> None:
    before = up.leaders()["worker"]
    os.kill(before, signal.SIGKILL)
    up.wait_for_line("Worker (Celery) was killed by SIGKILL; starting it again")
    up.wait_for_line("Worker (Celery) is ready again")
    assert up.leaders()["worker"] != before


def test_a_killed_database_is_started_again_with_all_it_was_told(up: Up) -> None:
    with up.connect() as connection:
        connection.execute("INSERT INTO auth_group (name) VALUES ('Kept when the database is killed')")
    os.kill(up.leaders()["postgres"], signal.SIGKILL)
    up.wait_for_line("PostgreSQL 18 is ready again")
    with up.connect() as connection:
        kept = "SELECT count(*) FROM auth_group WHERE name = 'Kept when the database is killed'"
        assert connection.execute(kept).fetchone() == (1,)
    wait(lambda: is_up(up), "the web server has found its database again")


def test_when_everything_is_killed_the_next_start_has_lost_nothing(up: Up) -> None:
    with up.connect() as connection, up.broker() as broker:
        connection.execute("INSERT INTO auth_group (name) VALUES ('Kept when everything is killed')")
        broker.set("kept", "when everything is killed")
    killed = up.everyone()
    for pid in sorted(killed):
        os.kill(pid, signal.SIGKILL)
    assert up.end() == -signal.SIGKILL
    wait(lambda: are_gone(killed), "all killed processes are gone")

    up.start_until_running()

    with up.connect() as connection, up.broker() as broker:
        kept = "SELECT count(*) FROM auth_group WHERE name = 'Kept when everything is killed'"
        assert connection.execute(kept).fetchone() == (1,)
        assert broker.get("kept") == "when everything is killed"
    assert not any("The first editor" in line for line in up.lines)
    assert any("0 migrations applied" in line for line in up.lines)


def test_when_the_supervisor_is_killed_no_orphan_is_left(up: Up) -> None:
    before = up.everyone()
    assert up.process
    up.process.kill()
    up.end()
    # Without a signal from the kernel a worker that hangs would stay: here one cannot act on any.
    up.start_until_running()
    assert are_gone(before)


def test_a_stop_ends_everything_and_succeeds(up: Up) -> None:
    sockets = Path(up.variables["REDIS_URL"].removeprefix("unix://")).parent
    before = up.everyone()
    assert up.process
    up.process.send_signal(signal.SIGTERM)
    assert up.process.wait(10) == 0
    assert are_gone(before)
    assert up.lines[-2] == "Stopping"
    assert re.fullmatch(r"Stopped \([0-4]\.\d s\)", up.lines[-1])
    assert not (up.data / "local.env").exists()
    assert not (up.data / "run.json").exists()
    assert not sockets.exists()
