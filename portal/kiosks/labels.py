"""The words for what happens at a door: for kiosks, for the team, for what is refused."""

from flask_babel import lazy_gettext as _

from portal.events.labels import DOOR_DEEDS
from portal.web.once import REFUSALS as ANY_FORM

REFUSALS: dict[str, object] = {**ANY_FORM}
DEEDS: dict[str, object] = {}

# The words that a kiosk, a scan and a check point can have.
STATIONS = {
    "door": _("Door"),
    "self_service": _("Self-service"),
    "room": _("Session room"),
    "reception": _("Welcome desk of a hub"),
}
AGAIN = {
    "once": _("Once"),
    "daily": _("Once a day"),
    "free": _("People come and go"),
}
MODES = {
    "camera": _("Camera"),
    "scanner": _("Scanner"),
    "typed": _("Code typed"),
    "walk_in": _("Without a registration"),
    "visit": _("Visit without a code"),
    "hand": _("By hand"),
    "paper": _("From the list on paper"),
}
DIRECTIONS = {"in": _("Entry"), "out": _("Exit")}
# What the kiosk said, as the team reads it.
VERDICTS = {
    "welcome": _("Welcome"),
    "welcome_back": _("Welcome back"),
    "goodbye": _("Goodbye"),
    "already_in": _("Already in"),
    "not_in": _("Leaves without having come in"),
    "other_session": _("Other day or other session"),
    "too_early": _("Not open yet"),
    "too_late": _("Over"),
    "waiting": _("Waiting list"),
    "cancelled": _("Cancelled"),
    "unknown": _("Code unknown, let in"),
    "not_found": _("Code unknown"),
}
PURPOSES = {
    "information": _("Information"),
    "appointment": _("Appointment"),
    "training": _("Training"),
    "incubator": _("Incubator"),
    "other": _("Something else"),
}
REASONS = {
    "checked": _("Registration checked another way"),
    "no_code": _("No code: found by name"),
    "changed_session": _("Comes to another session"),
    "room_left": _("There is room left"),
    "invited": _("Invited"),
    "broken": _("The kiosk did not work"),
}

# Check points, and the kiosks that stand there.
AGAIN_MEANS = {
    "once": _("Each person counts once, however many days it lasts."),
    "daily": _(
        "Each person counts once each day. Who comes a second time the same day is told so."
    ),
    "free": _("People go out and come back as they like: each return is welcome."),
}
STATIONS_MEAN = {
    "door": _("A member of the team stands there and can let in whom the kiosk refuses."),
    "self_service": _("People scan alone. Nobody can let in whom the kiosk refuses."),
    "room": _("Before the room of a session, with a member of the team."),
    "reception": _("Every day of the year, for people with a code and for visitors without one."),
}
KIOSK_STATES = {
    "waiting": _("Waits for its code"),
    "lapsed": _("Its code has ended: make a new one"),
    "working": _("At work"),
    "silent": _("Silent"),
    "stopped": _("Stopped"),
    "over": _("The event is over"),
}
REFUSALS |= {
    "point_gone": _("This check point was put away. Take it back into use first."),
    "point_sessions": _("One of these sessions is not of this event any more. Choose again."),
    "point_name_taken": _("Another check point has this name. Choose a different one."),
    "points_many": _("An event has 50 check points at most."),
    "point_has_people": _(
        "People have come through here already, counted another way. Make a new check point."
    ),
    "doors_over": _("This event is over: no kiosk can be added any more."),
    "kiosks_full": _("An event has 1024 kiosks at most."),
    "code_wrong": _("This code is wrong, or it has been used, or its 15 minutes are over."),
    "code_wait": _("Too many wrong codes. Wait a few minutes, then try again."),
    "file_empty": _("There is no scan in this file."),
    "file_big": _("This file is too big: 5 MB at most."),
    "file_unreadable": _("This is not a file that a kiosk has saved."),
    "file_other_event": _("This file is of another event. Open that event and bring it there."),
}
FILE_AGAIN = _("You have already sent this form. Choose the file once more.")
DEEDS |= {
    "kiosks.point.made": _("Check point made"),
    "kiosks.point.changed": _("Check point changed"),
    "kiosks.point.put_away": _("Check point put away"),
    "kiosks.point.taken_back": _("Check point taken back into use"),
    "kiosks.kiosk.made": _("Kiosk added"),
    "kiosks.kiosk.code_made": _("New code made"),
    "kiosks.kiosk.enrolled": _("A device became this kiosk"),
    "kiosks.kiosk.revoked": _("Kiosk stopped"),
    "kiosks.scans.brought": _("Saved scans brought in"),
}

# Scans to decide on.
REVIEWS = {
    "cancelled": _("Let in, although the registration was cancelled"),
    "unknown": _("Let in with a code that nobody knows"),
    "against_rule": _("Let in by a kiosk whose list was old"),
    "turned_away": _("Sent away, although the person could have come in"),
    "clock": _("The clock of the kiosk was more than a day wrong"),
    "walk_in": _("Came without a registration, and could not be registered"),
}
REVIEWS_MEAN = {
    "cancelled": _("The kiosk had no network and did not know it yet. Was the person there?"),
    "unknown": _("The kiosk could not check the code. Whose code was it?"),
    "against_rule": _(
        "With the list of today the answer would have been no. Was the person there?"
    ),
    "turned_away": _("The list of the kiosk was old. Did the person come in after all?"),
    "clock": _("We can't tell when it was. Was the person there?"),
    "walk_in": _("We can't open or keep what was written. Is the person registered now?"),
}
DECISIONS = {
    "count": _("Was there: count"),
    "leave_out": _("Do not count"),
}
DECIDED = {
    "count": _("Counted"),
    "leave_out": _("Not counted"),
}
REFUSALS |= {
    "whose_code": _("First say whose code it was."),
    "code_known": _("This code is somebody else's."),
    "reason_missing": _("Choose a reason."),
    "time_to_come": _("This time is still to come. Check the day and the hour."),
}

# The live page, noting by hand, paper.
ANSWERS = {
    "welcome": _("Registered: may come in"),
    "welcome_back": _("Was here already, may come in again"),
    "already_in": _("Came here already"),
    "other_session": _("Registered for another day or session"),
    "too_early": _("Registered, but it is not open yet"),
    "too_late": _("Registered, but it is over"),
    "waiting": _("On the waiting list"),
    "cancelled": _("The registration was cancelled"),
}
PURPOSE_UNSAID = _("Purpose not said")
DEEDS |= {
    **DOOR_DEEDS,
    "kiosks.scan.counted": _("Scan looked at: the person was there"),
    "kiosks.scan.left_out": _("Scan looked at: not counted"),
}
