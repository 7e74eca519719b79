"""How much a profile holds, and what follows from what it says. Plain values in and out."""

from collections.abc import Iterable, Sequence
from datetime import date

from portal.people.states import Step, Want
from portal.reference import cities

MOST_TRADES = 5
MOST_SKILLS = 40
MOST_OWN_SKILLS = 10
MOST_LANGUAGES = 12
LONGEST_NAME = 60
LONGEST_WORDS = 80
LONGEST_WHERE = 80
LONGEST_SKILL = 60
LONGEST_CITY = 60
LONGEST_WISHES = 500
FURTHEST = 730  # days: nobody plans further ahead

# How long, as people say it, and the months that are kept for it.
BANDS = {"under1": 6, "1to2": 18, "3to5": 48, "more": 72}
_UP_TO = (("under1", 12), ("1to2", 36), ("3to5", 72))

# What people are asked, and the kinds of opportunity that it stands for.
WANTED = {
    "internship": (Want.OBSERVATION, Want.INTERNSHIP, Want.PFE),
    "job": (Want.FIXED_TERM, Want.PERMANENT),
    "daily": (Want.DAILY,),
    "learning": (Want.APPRENTICESHIP, Want.TRAINING),
    "work_grant": (Want.WORK_GRANT,),
}
# The cities from which people go to a hub in the next one.
_NEAR = {
    "sale": "rabat",
    "temara": "rabat",
    "kenitra": "rabat",
    "tetouan": "tanger",
    "nador": "oujda",
}


def band_of(months: int) -> str:
    """The band that so many months are in."""
    return next((band for band, most in _UP_TO if months < most), "more")


def kinds_of(groups: Iterable[str]) -> list[str]:
    """The kinds of opportunity behind these groups, in their order."""
    chosen = set(groups)
    return [str(kind) for group, kinds in WANTED.items() if group in chosen for kind in kinds]


def groups_of(kinds: Iterable[str]) -> list[str]:
    """The groups in which at least one of these kinds is."""
    wanted = set(kinds)
    return [group for group, inside in WANTED.items() if wanted & set(inside)]


def steps_left(steps: Sequence[str]) -> list[Step]:
    """The steps that are not filled in yet, in their order."""
    return [step for step in Step if step not in steps]


def next_step(step: Step) -> Step | None:
    """The step that follows; None after the last."""
    order = list(Step)
    place = order.index(step) + 1
    return order[place] if place < len(order) else None


def hub_of(city_code: str, hubs: Iterable[str]) -> str:
    """The hub of this city or of the next one; "" where there is none."""
    by_code = {cities.code_of(hub): hub for hub in hubs if cities.code_of(hub)}
    return by_code.get(city_code) or by_code.get(_NEAR.get(city_code, ""), "")


def weeks_until(day: date | None, today: date) -> int:
    """Whole weeks, a begun one counts; 0 for today, for the past and for no day."""
    days = (day - today).days if day else 0
    return max(0, -(-days // 7))
