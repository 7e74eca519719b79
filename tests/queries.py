"""Count what a page asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from portal.core.db import db

FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "SAVEPOINT")


@contextmanager
def counted() -> Iterator[list[str]]:
    """The SQL statements sent inside the block; those that open or close a transaction not."""
    statements: list[str] = []

    def note(connection, cursor, statement, parameters, context, executemany):
        if not statement.startswith(FRAME):
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
