"""The one table of weights, and the names of rules and parts. A change here is a new VERSION."""

from enum import StrEnum

VERSION = "2026-11-22"


class Rule(StrEnum):
    """A hard rule: a pair that breaks one is never suggested. In the order they are looked at."""

    CONSENT = "consent"  # she agreed to be matched, and her profile is complete and not paused
    CAPACITY = "capacity"  # the opening has room for one more candidate
    TAKEN = "taken"  # she has not applied yet, nor said no
    KIND = "kind"
    REACH = "reach"  # its city is one she can go to
    LANGUAGE = "language"
    DATES = "dates"
    HOURS = "hours"
    ROUTE = "route"  # work route as her counsellor recorded it
    NEAR = "near"  # near enough: a score of LEAST or more


class Part(StrEnum):
    """A part of the score, each between 0 and 1."""

    TRADE = "trade"
    SKILLS = "skills"
    LANGUAGES = "languages"
    DISTANCE = "distance"
    AVAILABILITY = "availability"
    PREFERENCES = "preferences"


WEIGHTS: dict[Part, float] = {
    Part.TRADE: 0.40,
    Part.SKILLS: 0.25,
    Part.LANGUAGES: 0.08,
    Part.DISTANCE: 0.10,
    Part.AVAILABILITY: 0.10,
    Part.PREFERENCES: 0.07,
}
LEAST = 0.45  # a suggestion below this is none

EACH_PERSON = 3  # suggestions that everyone gets, where so many real ones exist
MOST_PER_PERSON = 6
