"""The words that things at a door can have."""

from enum import StrEnum


class Station(StrEnum):
    """Where a kiosk stands, and who uses it."""

    DOOR = "door"  # a member of the team stands beside it
    SELF_SERVICE = "self_service"  # people scan or type alone
    ROOM = "room"  # before the room of a session
    RECEPTION = "reception"  # the welcome desk of a hub, every day of the year


class Again(StrEnum):
    """What a second entry of the same person is."""

    ONCE = "once"  # once for the whole check point
    DAILY = "daily"  # once a day
    FREE = "free"  # people come and go


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class Mode(StrEnum):
    """How the code came."""

    CAMERA = "camera"
    SCANNER = "scanner"  # a USB or Bluetooth scanner that types
    TYPED = "typed"  # on the large pad
    WALK_IN = "walk_in"  # somebody without a registration
    VISIT = "visit"  # reception: somebody without a code
    HAND = "hand"  # the team, on the live page
    PAPER = "paper"  # the printed list, typed in afterwards


class Verdict(StrEnum):
    """What the rules say of one scan."""

    WELCOME = "welcome"
    WELCOME_BACK = "welcome_back"
    GOODBYE = "goodbye"
    ALREADY_IN = "already_in"
    NOT_IN = "not_in"  # leaves without having come in
    OTHER_SESSION = "other_session"  # registered, but for another day or session
    TOO_EARLY = "too_early"  # the right session, not yet open
    TOO_LATE = "too_late"  # the right session, over
    WAITING = "waiting"  # on the waiting list
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"  # not on a list that may be old: let in, and looked at afterwards
    NOT_FOUND = "not_found"  # not on a list that is up to date


class Review(StrEnum):
    """Why a person of the team should look at a scan."""

    CANCELLED = "cancelled"  # let in with a registration that was cancelled
    UNKNOWN = "unknown"  # let in with a code that nobody knows
    AGAINST_RULE = "against_rule"  # let in by a kiosk whose list or rules were old
    TURNED_AWAY = "turned_away"  # sent away although the rules would have let in
    CLOCK = "clock"  # the kiosk's clock was more than a day wrong
    WALK_IN = "walk_in"  # a walk-in whose record can't be opened or registered


class Decision(StrEnum):
    COUNT = "count"  # the person was there
    LEAVE_OUT = "leave_out"  # this scan counts for nobody


class Purpose(StrEnum):
    """Why somebody comes to the welcome desk."""

    INFORMATION = "information"
    APPOINTMENT = "appointment"
    TRAINING = "training"
    INCUBATOR = "incubator"
    OTHER = "other"


class Reason(StrEnum):
    """Why the team lets somebody in whom the rules would not, or notes her by hand."""

    CHECKED = "checked"  # the registration was checked another way
    NO_CODE = "no_code"  # no phone, no paper: found by name
    CHANGED_SESSION = "changed_session"
    ROOM_LEFT = "room_left"
    INVITED = "invited"
    BROKEN = "broken"  # the kiosk did not work
