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
