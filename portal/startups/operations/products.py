"""The products and services of a page: added, changed, moved, removed."""

from dataclasses import dataclass

from portal.core.errors import Refused
from portal.startups.models import Startup, StartupProduct
from portal.startups.operations.holding import hold
from portal.startups.operations.writing import note
from portal.startups.states import Unit

MOST = 24


@dataclass(frozen=True)
class Said:
    """Prices in centimes of a dirham; without any, people ask."""

    name: dict[str, str]
    price_from: int | None = None
    price_to: int | None = None
    unit: str = Unit.PIECE


def add(startup: Startup, said: Said) -> StartupProduct:
    """One more, the last. Raises Refused("products_many")."""
    held = hold(startup.id)
    if len(held.products) >= MOST:
        raise Refused("products_many", "name")
    made = StartupProduct(**vars(said), place=len(held.products))
    held.products.append(made)
    note(held, "products")
    return made


def change(startup: Startup, token: str, said: Said) -> StartupProduct:
    """Say one anew. Raises Refused("product_gone")."""
    held = hold(startup.id)
    one = _one(held, token)
    new = {name: value for name, value in vars(said).items() if getattr(one, name) != value}
    for name, value in new.items():
        setattr(one, name, value)
    if new:
        note(held, "products")
    return one


def remove(startup: Startup, token: str) -> None:
    """Take one away; one that is gone already is gone."""
    held = hold(startup.id)
    left = [one for one in held.products if one.token != token]
    if len(left) == len(held.products):
        return
    held.products = left
    _number(held)
    note(held, "products")


def move(startup: Startup, token: str, *, up: bool) -> None:
    """One place up or down. Raises Refused("product_gone")."""
    held = hold(startup.id)
    one = _one(held, token)
    order = list(held.products)
    place = order.index(one)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(order):
        return
    order[place], order[other] = order[other], order[place]
    held.products = order
    _number(held)
    note(held, "products")


def _one(held: Startup, token: str) -> StartupProduct:
    found = next((one for one in held.products if one.token == token), None)
    if found is None:
        raise Refused("product_gone")
    return found


def _number(held: Startup) -> None:
    for place, one in enumerate(held.products):
        one.place = place
