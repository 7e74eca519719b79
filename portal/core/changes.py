"""Values of rows that are changed together and can be put back later, each where it was.

A list of changes is written down before it is made. Putting it back leaves alone what someone has
changed since: only a value that is still the one we wrote becomes the one it was.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, and_, insert, select, update

from portal.core.db import Base, db, written

Row = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """A value of one row: how the row is found, what it holds, what it will hold.

    `whole`: all of a row that its owner may throw away meanwhile; it is then written anew.
    """

    table: str
    row: Row  # its primary key, before the change
    column: str
    before: Any
    after: Any
    whole: Row | None = None


def of(row: Any, column: str, after: object) -> Change:
    """This column of a row whose key is `id` becomes `after`."""
    return Change(row.__tablename__, {"id": row.id}, column, getattr(row, column), after)


def apply(changes: Iterable[Change]) -> None:
    """Make them, in their order (a unique value is let go before another row takes it)."""
    for one in changes:
        table = _table(one)
        written(update(table).where(_found(table, one.row)).values({one.column: one.after}))


def put_back(changes: Iterable[Change]) -> None:
    """Undo them, the last one first."""
    for one in reversed(list(changes)):
        table, row = _table(one), one.row
        if one.column in row:  # the key itself was changed
            row = {**row, one.column: one.after}
        found = _found(table, row)
        held = db.session.execute(select(table.c[one.column]).where(found)).first()
        if held is None and one.whole is not None:
            anew = {name: value for name, value in one.whole.items() if name not in row}
            written(insert(table).values(anew))
        elif held is not None and held[0] == one.after:
            written(update(table).where(found).values({one.column: one.before}))


def packed(changes: Iterable[Change]) -> list[list[Any]]:
    """As JSON keeps them."""
    return [
        [c.table, c.row, c.column, _plain(c.before), _plain(c.after), _plain(c.whole)]
        for c in changes
    ]


def unpacked(lines: Iterable[list[Any]]) -> list[Change]:
    """What packed() kept."""
    return [
        Change(table, row, column, _rich(before), _rich(after), _rich(whole))
        for table, row, column, before, after, whole in lines
    ]


def _table(change: Change) -> Table:
    return Base.metadata.tables[change.table]


def _found(table: Table, row: Row) -> Any:
    return and_(*(table.c[name] == value for name, value in row.items()))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, date):
        return {"on": value.isoformat()}
    if isinstance(value, dict):
        return {"row": {name: _plain(one) for name, one in value.items()}}
    return value


def _rich(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if "at" in value:
        return datetime.fromisoformat(value["at"])
    if "on" in value:
        return date.fromisoformat(value["on"])
    return {name: _rich(one) for name, one in value["row"].items()}
