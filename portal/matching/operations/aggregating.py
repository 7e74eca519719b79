"""How chances spread over offices, women and men: totals alone, nothing that names a few people.

The only place where matching reads whether someone is a woman or a man, and it does so after the
suggestions are made. What is returned may be kept and shown to everybody: a total under LEAST is
not in it, nor what leads to one by subtraction.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from portal.core.db import db
from portal.matching.rules.weights import EACH_PERSON
from portal.people.models import Person, PersonFile

LEAST = 10  # people behind any figure
STEPS = ("people", "some", "enough")  # everyone; with a suggestion; with EACH_PERSON or more
Row = tuple[int, int, int]  # one total for each of STEPS: each counts some of those before


def aggregate(counts: Mapping[int, int]) -> dict[str, Any]:
    """How many people of each office, and of each sex, have how many suggestions.

    `counts`: person -> suggestions, 0 for those who have none. The answer, ready for JSON:
    {"total": {"people": 300, "some": 280, "enough": 200}, "hub": {"Rabat": {…}, …}, "sex": {…}};
    None stands for a figure that is kept back.
    """
    wanted = select(Person.id, Person.hub, PersonFile.sex).outerjoin(Person.file)
    hubs: dict[str, Row] = {}
    sexes: dict[str, Row] = {}
    everyone: Row = (0, 0, 0)
    for person_id, hub, sex in db.session.execute(wanted):
        if person_id not in counts:
            continue
        mine = _row(counts[person_id])
        hubs[hub] = _plus(hubs.get(hub), mine)
        sexes[sex or ""] = _plus(sexes.get(sex or ""), mine)
        everyone = _plus(everyone, mine)
    return {
        "total": _shown(everyone, _depth(everyone)),
        "hub": suppressed(hubs, everyone),
        "sex": suppressed(sexes, everyone),
    }


def suppressed(groups: Mapping[str, Row], everyone: Row) -> dict[str, dict[str, int | None]]:
    """These rows without any figure that a few people stand behind.

    A row tells its first, its first two or all three totals: as far as everybody between one total
    and the next, and behind the last, is LEAST people or more. Whatever the rows do not tell can be
    worked out for all of them together, from `everyone`: that must be LEAST people or more, too, or
    the smallest row that tells it stops doing so.
    """
    depths = {name: _depth(row) for name, row in groups.items()}
    for step in range(1, _depth(everyone) + 1):
        while silent := [name for name in groups if depths[name] < step]:
            rest: Row = (0, 0, 0)
            for name in silent:
                rest = _plus(rest, groups[name])
            telling = [name for name in groups if depths[name] >= step]
            if _depth(rest) >= step or not telling:
                break
            depths[min(telling, key=lambda name: (groups[name], name))] = step - 1
    return {name: _shown(groups[name], depths[name]) for name in sorted(groups)}


def _row(count: int) -> Row:
    return 1, int(count > 0), int(count >= EACH_PERSON)


def _plus(one: Row | None, other: Row) -> Row:
    mine = one or (0, 0, 0)
    return mine[0] + other[0], mine[1] + other[1], mine[2] + other[2]


def _depth(row: Row) -> int:
    """How many of its totals a row may tell, by itself."""
    people, some, enough = row
    if people < LEAST:
        return 0
    if min(some, people - some) < LEAST:
        return 1
    return 2 if min(enough, some - enough) < LEAST else 3


def _shown(row: Row, depth: int) -> dict[str, int | None]:
    return {name: row[i] if i < depth else None for i, name in enumerate(STEPS)}
