"""Bring a list of companies in: look at every row first, then, if the team says so, take them.

Nobody keeps the pages that a list makes: they are drafts, and founders are invited to them. A batch
and what it says in the list are one transaction: who is cut off presses again, and goes on.
"""

from collections import Counter
from typing import Any

from sqlalchemy import select

from portal.core import audit, slugs
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused
from portal.startups.models import Startup, StartupList, StartupMember
from portal.startups.operations import holding
from portal.startups.operations.indexing import index
from portal.startups.queries import lists
from portal.startups.rules.lists import ADDED, FILLED, LEFT, MOST_ROWS, WRONG, Alike
from portal.startups.states import MemberRole, StartupState

BATCH = 10  # some 30 ms: people who register wait no longer
# What a list may say of a page that everyone has seen: only what is the team's own to say.
OF_THE_TEAM = ("programme", "supported_by", "hub")
MAY_FILL = (*OF_THE_TEAM, "phone", "whatsapp", "city", "address", "trade_words", "sector")


def begin(rows: list[dict[str, Any]], ignored: list[str], staff_id: int) -> StartupList:
    """Keep the rows as list_rows.read() gives them. Raises Refused("companies_many")."""
    if len(rows) > MOST_ROWS:
        raise Refused("companies_many", "file")
    brought = StartupList(staff_id=staff_id, rows=[{"ignored": ignored}, *rows])
    db.session.add(brought)
    db.session.flush()
    audit.record("startups.list.brought", f"startup_list:{brought.id}")
    return brought


def step(token: str, alike: Alike, staff_id: int) -> int:
    """Take the next rows; how many these were. 0: the list is done. Asked twice, done once.

    `alike`: what becomes of rows that look like a start-up we have. Ask trades.known() before.
    Raises Refused("list_gone") when the rows are not kept any more.
    """
    held = _held(token)
    if held.taken_at is not None:
        return 0
    head, *rows = (dict(row) for row in held.rows)
    batch = [row for row in rows if "done" not in row and not row["problems"]][:BATCH]
    known = lists.looks_like(batch, but={row["made"] for row in rows if "made" in row})
    for row in batch:
        _take(row, known.get(row["row"], []), alike, staff_id)
    held.rows = [head, *rows]
    if not batch:
        became = Counter(row.get("done", WRONG) for row in rows)
        held.rows = [head | {"became": became}]
        held.taken_at = now()
        audit.record("startups.list.taken", f"startup_list:{held.id}")
    db.session.flush()
    return len(batch)


def throw_away(token: str) -> None:
    """Forget a list that was only tried."""
    found = db.session.scalar(select(StartupList).where(StartupList.token == token))
    if found is not None:
        db.session.delete(found)


def _held(token: str) -> StartupList:
    wanted = select(StartupList).where(StartupList.token == token).with_for_update()
    found = db.session.scalar(wanted.execution_options(populate_existing=True))
    if found is None:
        raise Refused("list_gone")
    return found


def _take(row: dict[str, Any], known: list[Startup], alike: Alike, staff_id: int) -> None:
    """Note in the row what became of it."""
    if not known or alike == Alike.ADD:
        row["made"] = _add(row, staff_id)
        row["done"] = ADDED
    elif alike == Alike.FILL and len(known) == 1 and _fill(known[0], row["facts"]):
        row["done"] = FILLED
    else:
        row["done"] = LEFT


def _add(row: dict[str, Any], staff_id: int) -> int:
    facts = row["facts"]
    made = Startup(
        **facts,
        slug=slugs.slug(facts["name"]),
        state=StartupState.DRAFT,
        line={},
        about={},
        area={},
        steps=[],
        made_by_staff=staff_id or None,
    )
    index(made)
    db.session.add(made)
    db.session.flush()
    if row["founder"]:
        founder = {"name": row["founder"], "role": MemberRole.MANAGER}
        db.session.add(StartupMember(startup_id=made.id, **founder))
    audit.record("startups.page.brought", holding.subject(made))
    return made.id


def _fill(startup: Startup, facts: dict[str, Any]) -> bool:
    """Say what is empty so far. Did that change anything?"""
    held = holding.hold(startup.id)
    fields = OF_THE_TEAM if held.published_at else MAY_FILL
    new = [name for name in fields if facts[name] and not getattr(held, name)]
    if "trade_words" in new:
        held.trade = facts["trade"]
    for name in new:
        setattr(held, name, facts[name])
    if new:
        index(held)
        holding.changed(held)
        audit.record("startups.page.filled", holding.subject(held), ",".join(sorted(new)))
    return bool(new)
