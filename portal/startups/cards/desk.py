"""A start-up as the team looks at it: what it lacks, what waits, what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.core.audit import Deed
from portal.core.clock import now
from portal.startups import labels
from portal.startups.models import Startup
from portal.startups.queries import desk as queries
from portal.startups.rules import gaps as rules
from portal.startups.rules import links
from portal.startups.rules.gaps import Gap, Waits
from portal.startups.texts import desk as texts


@dataclass(frozen=True)
class Row:
    """One line of the desk's list."""

    startup: Startup
    waits: tuple[Waits, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class Link:
    """`address` is "" for what no link may lead to."""

    label: str
    address: str
    shown: str


@dataclass(frozen=True)
class Change:
    """What waits for the team, beside what holds now."""

    name: str
    new_name: str  # "": the same
    links: list[Link]
    new_links: list[Link] | None  # None: the same


def rows(startups: Sequence[Startup]) -> list[Row]:
    """These start-ups, each with what it lacks."""
    lacking = gaps(startups)
    return [Row(one, rules.waits(one), lacking[one.id]) for one in startups]


def gaps(startups: Sequence[Startup]) -> dict[int, tuple[Gap, ...]]:
    """What each of these start-ups lacks, by its id."""
    around, at = queries.around(startups), now()
    return {
        one.id: rules.gaps(
            one,
            keepers=around.keepers.get(one.id, 0),
            reports=around.reports.get(one.id, 0),
            at=at,
        )
        for one in startups
    }


def bar(figures: Mapping[str, int]) -> dict[str, int]:
    """The whole directory cut in four, for a drawing: how many of each colour."""
    away = figures["hidden"] + figures["stopped"]
    shown = figures["shown"] - figures["complete"]
    begun = figures["all"] - figures["shown"] - away
    return {"taken": figures["complete"], "offered": shown, "waiting": begun, "free": away}


def change(startup: Startup) -> Change | None:
    """The new name or links that wait; None where nothing of them does."""
    wanted = startup.wanted
    if not wanted:
        return None
    new = wanted.get("links")
    return Change(
        startup.name,
        str(wanted.get("name", "")),
        _links(startup.links),
        None if new is None else _links(new),
    )


def line(deed: Deed, who: Mapping[int, str]) -> dict[str, object]:
    """A deed in plain words: what was done, when, by whom; never what it says."""
    kind, _, number = deed.actor.partition(":")
    staff = who.get(int(number)) if kind == "staff" and number.isdigit() else None
    return {
        "at": deed.at,
        "who": staff or texts.ACTORS.get(kind, deed.actor),
        "what": labels.DEEDS.get(deed.what, deed.what),
    }


def _links(said: Sequence[Mapping[str, str]]) -> list[Link]:
    found = []
    for one in said:
        kind, kept = one.get("kind", ""), one.get("address", "")
        whole = kind in labels.LINKS and kept.startswith(("https://", "http://"))
        address = links.read(kind, kept) if whole else None
        shown = links.shown(address) if address else kept
        found.append(Link(str(labels.LINKS.get(kind, kind)), address or "", shown))
    return found
