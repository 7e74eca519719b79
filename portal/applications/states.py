"""The states of an application, and why one ends."""

from enum import StrEnum


class ApplicationState(StrEnum):
    NEW = "new"
    READING = "reading"  # the employer looks at it
    ON_HOLD = "on_hold"
    INTERVIEW = "interview"
    TO_DO = "to_do"  # something must be done before
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CANCELLED = "cancelled"  # by the programme, or with the opportunity
    HIRED_ELSEWHERE = "hired_elsewhere"
    POOL = "pool"  # kept for a later opening
    WITHDRAWN = "withdrawn"  # by the person
    UNANSWERED = "unanswered"  # closed: nobody answered


OPEN = ("new", "reading", "on_hold", "interview", "to_do")
# What its employer still sees. What a person took back, or nobody answered, is gone from there.
SEEN_BY_EMPLOYER = (*OPEN, "accepted", "declined", "pool")


class Reason(StrEnum):
    """Why an application ended."""

    NOT_REACHED = "not_reached"
    ABSENT = "absent"  # from the interview
    EMPLOYED = "employed"
    IN_TRAINING = "in_training"
    NOT_ELIGIBLE = "not_eligible"
    NOT_MOBILE = "not_mobile"
    NOT_INTERESTED = "not_interested"
    SKILLS = "skills"  # missing, and which
    LANGUAGE = "language"
    OBSTACLE = "obstacle"
    NO_PLACE = "no_place"
    DUPLICATE = "duplicate"
    SILENCE = "silence"  # automatic
    OFFER_WITHDRAWN = "offer_withdrawn"
    OTHER = "other"


class By(StrEnum):
    PERSON = "person"
    EMPLOYER = "employer"
    STAFF = "staff"
    PORTAL = "portal"


class Answer(StrEnum):
    """What an employer says with one tap; the words are in labels.py."""

    INTERVIEW = "interview"  # with day, hour, place
    NEXT_WEEK = "next_week"  # we will look at it by then
    CALL = "call"
    COME = "come"
    ACCEPTED = "accepted"
    LATER = "later"
    NO_PLACE = "no_place"
    SKILLS = "skills"  # others are needed, and which
