"""The words that suggestions and runs are kept in."""

from enum import StrEnum


class SuggestionState(StrEnum):
    PROPOSED = "proposed"  # in the person's list
    LATER = "later"  # she wants to be asked again
    YES = "yes"  # she has applied
    NO = "no"
    WITHDRAWN = "withdrawn"  # by the portal or the team, before she answered


OPEN = (SuggestionState.PROPOSED, SuggestionState.LATER)


class Origin(StrEnum):
    PORTAL = "portal"
    COUNSELLOR = "counsellor"


class NoReason(StrEnum):
    """Why a person says no."""

    TRADE = "trade"  # not the work I look for
    FAR = "far"
    HOURS = "hours"
    PAY = "pay"
    DATES = "dates"
    EMPLOYER = "employer"  # not this employer
    FOUND = "found"  # I have found something
    OTHER = "other"


class Withdrawn(StrEnum):
    """Why a suggestion went away before it was answered."""

    FILLED = "filled"
    CLOSED = "closed"  # paused, expired or taken back by its employer
    ENOUGH = "enough"  # the employer has as many candidates as it asked for
    NO_LONGER_FITS = "no_longer_fits"
    OTHERS_FIRST = "others_first"  # the nightly run gave its place to someone else
    TEAM = "team"
    PERSON = "person"  # paused, or wants no suggestions


class Change(StrEnum):
    """What a member of the team does to a suggestion."""

    ADD = "add"
    REMOVE = "remove"
    UP = "up"
    DOWN = "down"


class ChangeReason(StrEnum):
    """Why the team knows better."""

    KNOWS_PERSON = "knows_person"  # her skills are better, or other, than written
    KNOWS_EMPLOYER = "knows_employer"  # what the employer really needs
    MOTIVATION = "motivation"
    OBSTACLE = "obstacle"  # transport, children, hours
    ASKED = "asked"  # she or the employer asked for it
    WRONG = "wrong"  # the portal is mistaken
    OTHER = "other"


class RunKind(StrEnum):
    WHOLE = "whole"  # every person and every opening, solved together
    CHANGES = "changes"  # those that changed


class RunState(StrEnum):
    WAITING = "waiting"
    READING = "reading"
    SCORING = "scoring"
    SOLVING = "solving"
    WRITING = "writing"
    DONE = "done"
    FAILED = "failed"


ENDED = (RunState.DONE, RunState.FAILED)
