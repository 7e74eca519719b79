"""The migrations build exactly what the models say."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import IntegrityError

from portal import migrating
from portal.core.db import Base, db
from tests import databases
from tests.factories.events import SessionFactory, register


@pytest.fixture
def url(request, tmp_path):
    with databases.fresh(request.config.getoption("engine"), tmp_path) as url:
        yield url


def test_there_is_one_head_and_the_file_names_it():
    script = ScriptDirectory.from_config(migrating.config("sqlite://"))
    assert script.get_heads() == [migrating.newest()]
    names = {revision.revision: revision.path for revision in script.walk_revisions()}
    assert all(path.endswith(f"/{name}.py") for name, path in names.items())


def test_from_nothing_to_the_newest_leaves_no_difference(url):
    migrating.upgrade(url)
    migrating.upgrade(url)  # twice is once
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_every_step_can_be_taken_back(url):
    migrating.upgrade(url)
    command.downgrade(migrating.config(url), "base")
    engine = create_engine(url)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    engine.dispose()


OLD_EVENT = """INSERT INTO event (slug, kind, mode, state, title, about, city, opens_at, closes_at,
    created_at, told_up_to) VALUES ('salon', 'job_fair', 'on_site', 'cancelled', '{}', '{}', '',
    CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 7)"""
OLD_SESSION = """INSERT INTO event_session (event_id, title, starts_at, ends_at, capacity, taken,
    online_url) VALUES (1, '{}', '2027-02-12 09:00:00', '2027-02-12 12:00:00', 5, 0, '')"""
OLD_MESSAGE = """INSERT INTO message (dedupe_key, kind, cause, channel, address, language, facts,
    words_kept, state, expires_at, attempts, next_at, lease_no, error_code, created_at, updated_at)
    VALUES (:key, 'badge', 'registration:1', 'sms', :sealed, 'fr', :sealed, (1 = 1), 'pending',
    CURRENT_TIMESTAMP, 0, CURRENT_TIMESTAMP, 0, '', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)"""


def test_what_stood_in_the_outbox_and_who_was_still_to_be_told_survive_the_second_step(url):
    command.upgrade(migrating.config(url), "0001_first_day")
    engine = create_engine(url)
    with engine.connect() as connection, connection.execution_options(writes=True).begin():
        connection.execute(text(OLD_EVENT))
        connection.execute(text(OLD_SESSION))
        for key in ("a", "b"):
            connection.execute(text(OLD_MESSAGE), {"key": key, "sealed": b"sealed"})
    migrating.upgrade(url)
    with engine.connect() as connection:
        told = "SELECT kind, state, planned_up_to FROM sending"
        assert connection.execute(text(told)).all() == [("event_cancelled", "scheduled", 7)]
        kept = "SELECT dedupe_key, purpose, urgency, state FROM message ORDER BY id"
        assert connection.execute(text(kept)).all() == [
            ("a", "event", 1, "pending"),
            ("b", "event", 1, "pending"),
        ]
        assert connection.execute(text("SELECT count(*) FROM event_session")).scalar() == 1
        references = connection.execute(text("SELECT reference FROM message")).all()
        assert len(set(references)) == 2
    engine.dispose()


@pytest.mark.parametrize(
    "broken",
    [
        "UPDATE event_session SET taken = capacity + 1",
        "UPDATE event_session SET taken = -1",
        "UPDATE event_session SET place_id = 999",
        "UPDATE seat SET state = 'nonsense'",
        "UPDATE registration SET event_id = 999",
        "INSERT INTO seat (registration_id, session_id, state, queued_at, offers) "
        "SELECT registration_id, session_id, state, queued_at, offers FROM seat",
    ],
)
def test_the_database_itself_refuses_what_can_t_be(rows, broken):
    register(SessionFactory(capacity=1))
    with (
        db.engine.connect() as connection,
        connection.execution_options(writes=True).begin(),
        pytest.raises(IntegrityError),
    ):
        connection.execute(text(broken))
