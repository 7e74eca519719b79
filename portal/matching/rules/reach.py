"""How far away work is for a person: 1 next to her, 0 out of her reach.

As the crow flies between the centres of towns. Rabat, Salé and Témara are 6 to 17 km apart: one
urban area, whoever goes to work “in her city” goes there. Kénitra (31 km from Salé), Tétouan
(44 km from Tangier) and Meknès (53 km from Fès) are “towns near by”. Who goes on foot stays in
her own town.
"""

from functools import cache

import numpy as np

from portal.matching.rules.facts import Vacancy
from portal.matching.rules.pool import CITIES, TRAVELS, Pool
from portal.matching.rules.weights import (
    ANYWHERE,
    AROUND,
    FURTHEST_AROUND,
    HERE,
    IN_THE_AREA,
    MOVING,
    NAMED,
    ON_FOOT,
    ONE_AREA,
)
from portal.people.states import Travel
from portal.reference import cities


def distance(pool: Pool, vacancy: Vacancy) -> np.ndarray:
    """For each person; 0 for who can't go there."""
    if vacancy.remote:
        return np.full(len(pool), ANYWHERE)
    if vacancy.city not in cities.CITIES:
        return _in_own_words(pool, vacancy.place)
    there = CITIES.index(vacancy.city)
    found = _from_everywhere(vacancy.city).take(pool.spot)
    named = (pool.others >> there) & 1 > 0
    return np.where(named, np.maximum(found, NAMED), found)


def _in_own_words(pool: Pool, place: str) -> np.ndarray:
    """A place that is not on our list: who lives there, and who would move."""
    found = np.where(pool.travel == TRAVELS.index(Travel.MOVE), MOVING if place else 0.0, 0.0)
    found[pool.places.of(place)] = HERE
    return found


@cache
def _from_everywhere(there: str) -> np.ndarray:
    """For each way to travel and each city: how far `there` is, in one row (see Pool.spot)."""
    return np.array([_from(travel, city, there) for travel in TRAVELS for city in CITIES])


def _from(travel: str, city: str, there: str) -> float:
    km = cities.km(city, there)
    if city == there:
        return ON_FOOT if travel == Travel.NEAR else HERE
    if km is not None and km <= ONE_AREA and travel != Travel.NEAR:
        return IN_THE_AREA
    if km is not None and km <= AROUND and travel in (Travel.AROUND, Travel.MOVE):
        far = (km - ONE_AREA) / (AROUND - ONE_AREA)
        return IN_THE_AREA - far * (IN_THE_AREA - FURTHEST_AROUND)
    return MOVING if travel == Travel.MOVE else 0.0
