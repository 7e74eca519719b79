"""The database session, and the one place where it is committed."""

import fcntl
import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    CheckConstraint,
    CursorResult,
    DateTime,
    Engine,
    Insert,
    MetaData,
    UpdateBase,
    event,
    func,
    insert,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, registry
from sqlalchemy.sql.dml import ReturningInsert
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "busy_timeout=10000",
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
)
ATTEMPTS = 3
BREATH = 0.05  # seconds
T = TypeVar("T")


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database on both engines."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=NAMES), type_annotation_map={datetime: UtcDateTime}
    )


def one_of(states: type[StrEnum], column: str = "state") -> CheckConstraint:
    """A column that holds one of these words and nothing else."""
    return CheckConstraint(f"{column} IN {tuple(str(s) for s in states)}", name=column)


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


def engine_options(url: str, at_once: int) -> dict[str, Any]:
    """Options of the engine for `url`: a connection for each request that may run at once.

    The overflow is for answers that are still being sent piece by piece.
    """
    options: dict[str, Any] = {"pool_size": at_once, "max_overflow": 20, "pool_timeout": 20}
    if not url.startswith("sqlite"):
        options["pool_pre_ping"] = True
    return options


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    if type(connection).__module__.startswith("sqlite3"):
        connection.isolation_level = None  # the driver would begin too late: see _begin
        for pragma in SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Any) -> None:
    """SQLite: take the write lock before the first read of a unit that will write.

    A deferred BEGIN that turns into a write fails at once when another writer came between
    (SQLITE_BUSY_SNAPSHOT); no BEGIN at all loses updates silently.
    """
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@event.listens_for(Session, "before_flush")
def _must_be_writing(session: Session, *_: Any) -> None:
    if not session.info.get("writing"):
        raise RuntimeError("rows are changed inside transaction() only")


def writing() -> bool:
    """Is a write transaction open here? Nothing slow may happen while it is."""
    return bool(db.session.info.get("writing"))


def after_commit(promise: Callable[[], object]) -> None:
    """Keep `promise` once the rows it speaks of are really there."""
    db.session.info.setdefault("promises", []).append(promise)


def in_turn(name: str) -> None:
    """Those who do what is called `name` do it one after another, until the commit.

    SQLite has one writer at a time anyway. For counting: two that count at once both find room.
    """
    _must_be_writing(db.session())
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(name))))


def insert_row(model: type[Base], **values: Any) -> None:
    """Insert a row that nobody needs as an object: a third of the price."""
    written(_insert(model), **values)


def insert_new(model: type[Base], **values: Any) -> bool:
    """Insert a row unless one with the same unique values is there. Was it new?

    Of two transactions that insert the same at the same instant, the second waits for the first.
    """
    statement = _insert_new(model, db.session.connection().dialect.name)
    return written(statement, **values).first() is not None


def insert_new_rows(model: type[Base], rows: Sequence[dict[str, Any]]) -> int:
    """Insert these rows (all with the same columns), leaving out those that are there. How many
    were new?"""
    if not rows:
        return 0
    _must_be_writing(db.session())
    connection = db.session.connection()
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    # Not RETURNING: psycopg takes longer to read 500 rows in one statement than to send 500.
    counting = {"preserve_rowcount": True}
    statement = make(model).on_conflict_do_nothing()
    return connection.execute(statement, rows, execution_options=counting).rowcount


def written_rows(statement: UpdateBase, rows: Sequence[dict[str, Any]]) -> None:
    """Run a statement once for each of these parameters: one for all where nobody counts."""
    if rows:
        _must_be_writing(db.session())
        db.session.connection().execute(statement, rows)


def written(statement: UpdateBase, **values: Any) -> CursorResult[Any]:
    """The result of a statement that changes rows, run past the objects of the session."""
    _must_be_writing(db.session())
    return db.session.connection().execute(statement, values)


@cache
def _insert(model: type[Base]) -> Insert:
    return insert(model).inline()


@cache
def _insert_new(model: type[Base], dialect: str) -> ReturningInsert[Any]:
    make = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return make(model).on_conflict_do_nothing().returning(*model.__table__.primary_key)


@contextmanager
def transaction() -> Iterator[None]:
    """Commit once when the block ends well, then keep the promises made inside it.

    What was read before is forgotten: it may be stale by the time the lock is held.
    """
    session = db.session
    if writing():
        raise RuntimeError("a transaction is already open")
    session.rollback()
    session.expire_all()
    promises: list[Callable[[], object]] = []
    session.info["promises"] = promises
    session.info["writing"] = True
    with _turn(db.engine):
        try:
            session.connection(execution_options={"writes": True})
            yield
            session.commit()
        except BaseException:
            session.rollback()
            promises.clear()
            raise
        finally:
            session.info["writing"] = False
    for promise in promises:
        promise()


@contextmanager
def _turn(engine: Engine) -> Iterator[None]:
    """SQLite: wait in line to write.

    Its own lock has no queue: those who wait sleep up to 100 ms at a time, and whoever asks at the
    right moment goes first. The kernel's file lock wakes the next one at once, and is let go when
    its holder is killed.
    """
    if engine.dialect.name != "sqlite":
        yield
        return
    line = os.open(f"{engine.url.database}.line", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(line, fcntl.LOCK_EX)
        yield
    finally:
        os.close(line)


def committed(deed: Callable[[], T]) -> T:
    """Do `deed` in a transaction and return its answer; the whole of it again if the engine asks.

    Raises what `deed` raises, or the engine's OperationalError after three attempts.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction():
                return deed()
        except DBAPIError as error:
            if attempt == ATTEMPTS or not _worth_another_try(error):
                raise
            time.sleep(random.uniform(0.01, 0.05) * attempt)  # noqa: S311 - jitter, not a secret
    raise AssertionError("unreachable")


def breathe() -> None:
    """Between two batches of background work. SQLite's lock has no queue: a worker that asks again
    at once keeps the people waiting who register meanwhile (3 s measured, 0.1 s with this pause).
    """
    time.sleep(BREATH)


def _worth_another_try(error: DBAPIError) -> bool:
    """Serialisation failures and deadlocks of PostgreSQL, a busy SQLite."""
    state = getattr(error.orig, "sqlstate", None)
    busy = isinstance(error, OperationalError) and "locked" in str(error.orig)
    return state in {"40001", "40P01"} or busy
