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

# How chances are spread, in points of score (see rules/rewards.py).
PLACE = 100.0  # filling a place that must be filled: more than any exchange of people can lose
FURTHER = (1.05, 0.1)  # what a suggestion beyond EACH_PERSON costs, and each one after it more
CROWDING = 0.08  # what a place costs each time the people before an opening have doubled
BEST = 0.7  # what it is worth more that one of the n best of an opening is among its people
KEPT = 0.05  # what a suggestion is worth more because she has been shown it

# TRADE. How near two trades are by the digits that their groups of ISCO-08 share: one unit group
# (tailor, dressmaker), minor group (waiter, bartender), sub-major group (cook, hairdresser: little
# but “services”). One sector of ours. Shared skills lead from there up to BY_SKILLS.
IN_ONE_GROUP = {4: 0.80, 3: 0.45, 2: 0.12}
IN_ONE_SECTOR = 0.10
BY_SKILLS = 0.90
# Professions and technicians, by the first digit of their group: what all trades of later digits
# count for them. A legal assistant is no lawyer; a kitchen helper may well become a cook.
NEEDS_STUDIES = {2: 0.5, 3: 0.8}
ESSENTIAL = 2  # what a skill that the trade can't do without counts more than a useful one
BEGINNER, EXPERIENCED = 0.7, 24  # a trade without a month of experience; months that count in full
# A trade that she wishes to do and has not done: where one learns, and where one is hired.
WISHED_TO_LEARN, WISHED = 0.75, 0.4
KNOWS, ALMOST = 0.8, 0.3  # as near as this she “knows the trade”; “knows one that is close”
SOME_MONTHS = 12  # of experience that who hires hopes for

# SKILLS. Required and desired ones; one that her trade can't do without, though she didn't name it.
REQUIRED, DESIRED = 1.0, 0.5
IMPLIED = 0.8
OWN_WORDS = 1.0  # weight of a skill in own words; one of the catalogue weighs more the rarer it is
OF_THE_TRADE = 0.5  # where none is asked for: share of the skills of the trade; the rest is TRADE

# LANGUAGES. The level asked for; one more, or the highest; written as well as can be; below.
MET, ABOVE, WRITTEN = 0.8, 0.1, 0.1
BELOW = 0.4

# DISTANCE, in km as the crow flies between the centres of towns (see rules/reach.py).
ONE_AREA, AROUND = 20.0, 60.0
HERE = 1.0
IN_THE_AREA, FURTHEST_AROUND = 0.9, 0.6  # “around” falls from the one to the other
ON_FOOT = 0.8  # her town; whether her quarter, nobody knows
NAMED = 0.7  # a city that she said she would go to
MOVING = 0.3
ANYWHERE = 1.0  # work from home

# AVAILABILITY: the first day, and the hours.
DATES, HOURS = 0.5, 0.5  # shares
GRACE = 14  # days after its first day that an opening still waits for someone
SOON = 30  # days: “as soon as possible”
LAST_DAY = 0.6  # ready on the last of these days
COUNSELLOR = 0.6  # her counsellor says when
# Hours a week that fit in each part of the day, Monday to Friday; and at the weekend.
PARTS_OF_DAY = {"mornings": 20, "afternoons": 20, "evenings": 15, "weekends": 16}
FULL_TIME = 40  # “40 hours or more” sets no limit
TENTHS = 11  # an opening may ask a tenth more than she says: 44 hours of mornings and afternoons
HOURS_UNKNOWN = 0.8  # the opening does not say
FEWER_HOURS = 0.5  # it offers hardly any of the hours that she wants

# PREFERENCES: a trade that she wishes, the kind, whether a CV is asked for that she has not.
WISH, KIND, CV = 0.5, 0.3, 0.2  # shares
NO_WISH = 0.5
ANY_KIND = 0.7

DIGITS = 4  # of parts and scores: what is stored is what was computed
