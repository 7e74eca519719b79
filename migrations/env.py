"""How Alembic reaches the database and the models."""

from alembic import context
from sqlalchemy import create_engine

import portal.app  # noqa: F401 - declares every table
from portal.core.db import Base, UtcDateTime
from portal.core.sealed import Sealed

URL = context.config.get_main_option("sqlalchemy.url")


def render_item(kind, thing, _context):
    """A migration names plain column types: it must not change when the portal's own types do."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, Sealed):
        return "sa.LargeBinary()"
    return False


engine = create_engine(URL)
with engine.connect() as connection:
    # SQLite changes a table by copying it and dropping the old one, which trips over what points at
    # it. The switch is deaf inside a transaction: the driver is told before one begins.
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
    context.configure(
        connection=connection.execution_options(writes=True),
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=render_item,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
        if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise RuntimeError("this migration would leave rows that point at nothing")
engine.dispose()
