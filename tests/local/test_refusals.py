"""What stands in the way of a start is said in one plain sentence, with exit code 1."""

from pathlib import Path

from newswatch.local.accounts import find_account
from tests.local.stack import Up, find_port


def refuse(up: Up) -> str:
    assert up.start().end() == 1
    assert len(up.lines) == 1, up.lines
    return up.lines[0]


def test_the_data_of_another_major_version_is_left_alone(place: Path) -> None:
    cluster = place / "old data" / "postgres"
    cluster.mkdir(parents=True, mode=0o755)
    (cluster / "PG_VERSION").write_text("15\n")
    find_account().give(cluster)
    said = refuse(Up(cluster.parent))
    assert said.startswith(
        f"The database in {cluster} was made by PostgreSQL 15 and this is PostgreSQL 18: dump it"
    )
    assert [path.name for path in cluster.iterdir()] == ["PG_VERSION"]


def test_a_cluster_without_its_password_is_left_alone(place: Path) -> None:
    cluster = place / "half data" / "postgres"
    cluster.mkdir(parents=True, mode=0o755)
    (cluster / "PG_VERSION").write_text("18\n")
    find_account().give(cluster)
    said = refuse(Up(cluster.parent))
    assert said.startswith(
        f"The database's password is not in {cluster.parent / 'postgres_password'} any more"
    )


def test_a_data_directory_that_cannot_be_is_named(place: Path) -> None:
    (place / "a file").write_text("not a directory")
    data = place / "a file" / "data"
    up = Up(data)
    up.log = place / "refusal.lines"
    assert refuse(up) == (
        f"The data directory {data} cannot be written (Not a directory): choose another one with --data."
    )


def test_a_database_that_does_not_answer_is_named_without_its_password(place: Path) -> None:
    address = f"postgresql://someone:hidden@127.0.0.1:{find_port()}/newswatch"
    said = refuse(Up(place / "no database", environment={"DATABASE_URL": address}))
    assert said.startswith("DATABASE_URL is set, but the database does not let us in: ")
    assert "hidden" not in said


def test_a_broker_that_does_not_answer_is_named(place: Path) -> None:
    address = f"redis://:hidden@127.0.0.1:{find_port()}/0"
    said = refuse(Up(place / "no broker", environment={"REDIS_URL": address}))
    assert said.startswith("REDIS_URL is set, but the broker does not answer: ")
    assert "hidden" not in said


def test_a_port_that_is_none_prints_usage_and_exits_with_2(place: Path) -> None:
    up = Up(place / "no port")
    assert up.start("--port", "80800").end() == 2
    assert up.lines[0].startswith("usage: manage.py up")
    assert "'80800' is not a number from 1 to 65535" in up.lines[-1]
    assert not up.data.exists()
