"""Signs of interest: counted by the week, of nobody."""

import logging
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from portal.core.clock import local, now
from portal.core.db import Base, db, transaction
from portal.startups.models import StartupWeek
from portal.startups.operations import counting
from portal.startups.rules.rough import drawn, rough
from portal.startups.states import Sign
from portal.startups.views import counting as writing
from tests.factories import startups

AGENT = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36"
)
HERS = "canary-agent-7f3a"
ADDRESS = "203.0.113.77"


def in_the_weeks() -> dict[tuple[int, str], int]:
    with transaction():
        counting.flush()
    db.session.rollback()
    rows = db.session.execute(select(StartupWeek.__table__))
    return {(row.startup_id, row.sign): row.count for row in rows}


def test_a_reader_counts_once_a_day_for_each_page_and_sign(rows):
    first, second = startups.startup(), startups.startup()
    for _ in range(3):
        counting.note(first.id, Sign.LOOKED, "her phone")
        counting.note(first.id, Sign.LOOKED, "his phone")
        counting.note(first.id, Sign.CALLED, "her phone")
        counting.note(second.id, Sign.LOOKED, "her phone")
    assert in_the_weeks() == {
        (first.id, "looked"): 2,
        (first.id, "called"): 1,
        (second.id, "looked"): 1,
    }


def test_what_is_written_adds_to_what_was_written_before(rows):
    page = startups.startup()
    for reader in range(3):
        counting.note(page.id, Sign.LOOKED, f"phone {reader}")
    assert in_the_weeks() == {(page.id, "looked"): 3}
    counting.note(page.id, Sign.LOOKED, "a fourth")
    with transaction():
        counting.add(page.id, Sign.LOOKED)
    assert in_the_weeks() == {(page.id, "looked"): 5}


def test_two_processes_count_the_same_reader_each_for_itself(rows, monkeypatch):
    page = startups.startup()
    for _process in range(2):
        monkeypatch.setattr(counting, "_memory", counting._Memory())
        counting.note(page.id, Sign.LOOKED, "her phone")
        in_the_weeks()
    assert in_the_weeks() == {(page.id, "looked"): 2}


def test_a_week_begins_on_monday_on_the_clocks_of_morocco(rows):
    page = startups.startup()
    counting.note(page.id, Sign.LOOKED)
    in_the_weeks()
    week = db.session.scalars(select(StartupWeek.week)).one()
    today = local(now()).date()
    assert week.weekday() == 0
    assert week <= today < week + timedelta(days=7)
    assert counting.monday(date(2026, 11, 22)) == date(2026, 11, 16)


def test_the_next_day_nobody_can_recognise_yesterday_s_readers(rows, monkeypatch):
    page = startups.startup()
    counting.note(page.id, Sign.LOOKED, "her phone")
    memory = counting._memory
    yesterday, key, readers = memory.day, memory.key, set(memory.readers)
    tomorrow = now() + timedelta(days=1)
    monkeypatch.setattr(counting, "now", lambda: tomorrow)
    assert counting.note(page.id, Sign.LOOKED, "her phone")
    assert memory.day == yesterday + timedelta(days=1)
    assert memory.key != key
    assert not memory.readers & readers


def test_a_flood_of_readers_is_not_counted_on(rows, monkeypatch):
    page = startups.startup()
    monkeypatch.setattr(counting, "MOST_READERS", 5)
    counted = [counting.note(page.id, Sign.LOOKED, f"invented {n}") for n in range(9)]
    assert sum(counted) == 5
    assert in_the_weeks() == {(page.id, "looked"): 5}


def test_one_neighbourhood_gives_so_many_signs_in_a_minute(rows, monkeypatch):
    monkeypatch.setattr(counting, "MOST_A_MINUTE", 3)
    assert [counting.too_many("203.0.113.0/24") for _ in range(5)] == [False] * 3 + [True] * 2
    assert not counting.too_many("198.51.100.0/24")
    later = counting.time.monotonic() + counting.MINUTE + 1
    monkeypatch.setattr(counting.time, "monotonic", lambda: later)
    assert not counting.too_many("203.0.113.0/24")


def test_what_could_not_be_written_is_written_the_next_time(rows, monkeypatch):
    page = startups.startup()
    counting.note(page.id, Sign.LOOKED)
    with monkeypatch.context() as broken:
        broken.setattr(counting, "written_rows", locked)
        with pytest.raises(OperationalError):
            in_the_weeks()
    assert in_the_weeks() == {(page.id, "looked"): 1}


def locked(*_):
    raise OperationalError("insert", {}, Exception("database is locked"))


def test_what_was_counted_of_a_page_that_is_gone_hinders_no_other(rows):
    page = startups.startup()
    counting.note(page.id + 1000, Sign.LOOKED)
    counting.note(page.id, Sign.LOOKED)
    assert in_the_weeks() == {(page.id, "looked"): 1}


def test_a_request_writes_when_it_is_time_and_after_its_answer(client, monkeypatch):
    page = startups.startup()
    counting.note(page.id, Sign.LOOKED)
    client.get("/healthz").close()
    assert kept() == []  # too early
    monkeypatch.setattr(counting, "EVERY", 0.0)
    answer = client.get("/healthz")
    assert kept() == []  # the answer is on its way
    answer.close()
    assert kept() == [1]
    client.get("/healthz").close()
    assert kept() == [1]


def test_no_reader_is_told_that_counts_were_not_written(client, monkeypatch):
    page = startups.startup()
    counting.note(page.id, Sign.LOOKED)
    monkeypatch.setattr(counting, "EVERY", 0.0)
    with monkeypatch.context() as broken:
        broken.setattr(writing, "committed", locked)
        answer = client.get("/healthz")
        answer.close()
        assert answer.status_code == 200
    client.get("/healthz").close()
    assert kept() == [1]


def kept() -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(select(StartupWeek.count)))


def test_no_row_no_log_and_no_file_holds_who_looked(client, folder, caplog):
    page = startups.startup()
    caplog.set_level(logging.DEBUG)
    seen = {"REMOTE_ADDR": ADDRESS}
    headers = {"User-Agent": f"{AGENT} {HERS}"}
    address = f"/fr/startups/{page.slug}/did/called"
    told = client.post(address, headers=headers, environ_base=seen)
    assert told.status_code == 204
    digests = [each.hex() for each in (*counting._memory.readers, *counting._memory.asked)]
    assert len(digests) == 2
    assert in_the_weeks() == {(page.id, "called"): 1}
    for canary in (HERS, ADDRESS, counting._memory.key.hex(), *digests):
        assert canary not in everything_in_the_database()
        assert canary not in caplog.text
        assert files_with(folder, canary) == []


def everything_in_the_database() -> str:
    found = []
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(text(f"SELECT * FROM {table.name}")):
            cells = (cell.hex() if isinstance(cell, bytes) else repr(cell) for cell in row)
            found.append(" ".join(cells))
    return "\n".join(found)


def files_with(folder: Path, canary: str) -> list[str]:
    asked = {canary.encode()} | (
        {bytes.fromhex(canary)} if re.fullmatch("[0-9a-f]+", canary) else set()
    )
    files = [path for path in folder.rglob("*") if path.is_file() and "-shm" not in path.name]
    return [str(path) for path in files if any(one in path.read_bytes() for one in asked)]


@pytest.mark.parametrize(
    ("count", "told"), [(0, 0), (1, None), (4, None), (5, 5), (7, 5), (8, 10), (12, 10), (143, 145)]
)
def test_small_numbers_are_said_roughly(count, told):
    assert rough(count) == told


def test_a_few_are_drawn_alike():
    assert len({drawn(count) for count in (1, 2, 3, 4)}) == 1
    assert 0 == drawn(0) < drawn(1) < drawn(5)
