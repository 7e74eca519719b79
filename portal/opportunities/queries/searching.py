"""The index of the open openings: built again when one was added, changed or closed."""

from portal.opportunities.queries import wording
from portal.reference.searching import Entry, Keeper

_keeper = Keeper()
index, forget = _keeper.index, _keeper.forget


def entry(row) -> Entry:
    """An opening, as it is found."""
    return Entry(row.id, wording.of_opening(row), wording.all_of_opening(row), row.trade)
