"""Lists of companies that the team brought: what is in them, what we have already."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import or_, select

from portal.core.db import db
from portal.core.folding import fold
from portal.core.sealed import phone_index
from portal.employers.rules import bare_name
from portal.startups.models import Startup, StartupList
from portal.startups.rules.lists import ADDED, FILLED, LEFT, WRONG, same_place


def brought(token: str) -> StartupList | None:
    """A list, by the token in its address."""
    return db.session.scalar(select(StartupList).where(StartupList.token == token))


def looks_like(
    rows: Iterable[dict[str, Any]], *, but: Collection[int] = ()
) -> dict[int, list[Startup]]:
    """Row number -> the start-ups we have with the same name in the same city, or the same phone.

    Only rows that look like one. Two of the same name in two cities are two. `but`: not these ids.
    """
    said = {row["row"]: row["facts"] for row in rows if row["facts"]["name"]}
    numbers = {n: phone_index(f["phone"]) for n, f in said.items() if f["phone"]}
    names = {n: bare_name(f["name"]) for n, f in said.items()}
    same = or_(
        Startup.name_folded.in_(set(names.values())),
        Startup.phone_index.in_(set(numbers.values())),
    )
    known = list(db.session.scalars(select(Startup).where(same).order_by(Startup.id)))
    found = {}
    for number, facts in said.items():
        mine = [
            one
            for one in known
            if one.id not in but and _alike(one, facts, names[number], numbers.get(number))
        ]
        if mine:
            found[number] = mine
    return found


def rows(brought: StartupList) -> list[dict[str, Any]]:
    """Its rows; [] once it was taken: they have served."""
    return brought.rows[1:]


def ignored(brought: StartupList) -> list[str]:
    """The columns of the file that were not understood."""
    return list(brought.rows[0]["ignored"])


def became(brought: StartupList) -> dict[str, int]:
    """What became of the rows of a list that was taken: how many were added, filled in, left."""
    said = brought.rows[0].get("became", {})
    return {name: said.get(name, 0) for name in (ADDED, FILLED, LEFT, WRONG)}


def _alike(one: Startup, facts: dict[str, Any], name: str, number: bytes | None) -> bool:
    if number and one.phone_index == number:
        return True
    return one.name_folded == name and same_place(_place(one), _said_place(facts))


def _place(startup: Startup) -> str:
    return startup.city_code or fold(startup.city)


def _said_place(facts: dict[str, Any]) -> str:
    return facts["city_code"] or fold(facts["city"])
