"""Every sentence that a kiosk can show, for static/js/kiosk/screens.js.

The shell carries them in all languages: a kiosk speaks each person's own, without a network.
"""

import json
from functools import cache

from flask_babel import force_locale
from flask_babel import lazy_gettext as _

from portal.kiosks.states import Purpose, Reason, Verdict
from portal.web.locale import CLDR

# One big word for each verdict: word_welcome, …
WORDS = {
    Verdict.WELCOME: _("Welcome"),
    Verdict.WELCOME_BACK: _("Welcome back"),
    Verdict.GOODBYE: _("Goodbye"),
    Verdict.ALREADY_IN: _("Already in"),
    Verdict.NOT_IN: _("You can leave"),
    Verdict.OTHER_SESSION: _("Another time"),
    Verdict.TOO_EARLY: _("Not open yet"),
    Verdict.TOO_LATE: _("It is over"),
    Verdict.WAITING: _("Waiting list"),
    Verdict.CANCELLED: _("Cancelled"),
    Verdict.UNKNOWN: _("Come in"),
    Verdict.NOT_FOUND: _("Code not found"),
}
# And what to do next: next_welcome, … `session` is a session's title and place, `when` a day with
# an hour, or an hour alone.
NEXT = {
    Verdict.WELCOME: _("You can go in."),
    Verdict.WELCOME_BACK: _("You can go in."),
    Verdict.GOODBYE: _("Thank you for coming."),
    Verdict.ALREADY_IN: _("This code came in at %(when)s. Is it yours? Please talk to the team."),
    Verdict.NOT_IN: _("This code is not noted as inside. Thank you for coming."),
    Verdict.OTHER_SESSION: _("You are registered for: %(session)s, %(when)s."),
    Verdict.TOO_EARLY: _("%(session)s: the doors open at %(when)s. Come back then."),
    Verdict.TOO_LATE: _("This is over: %(session)s. Please talk to the team."),
    Verdict.WAITING: _(
        "You are on the waiting list: %(session)s. Please talk to the team: places may be left."
    ),
    Verdict.CANCELLED: _("This registration was cancelled. Please talk to the team."),
    Verdict.UNKNOWN: _("You can go in. We check your code later."),
    Verdict.NOT_FOUND: _("We don't know this code. Look at it again, or talk to the team."),
}
PURPOSES = {
    Purpose.INFORMATION: _("Information"),
    Purpose.APPOINTMENT: _("Appointment"),
    Purpose.TRAINING: _("Training"),
    Purpose.INCUBATOR: _("Start-ups"),
    Purpose.OTHER: _("Something else"),
}
REASONS = {
    Reason.CHECKED: _("I checked the registration another way"),
    Reason.NO_CODE: _("I found the person by name"),
    Reason.CHANGED_SESSION: _("The person changes session"),
    Reason.ROOM_LEFT: _("There are places left"),
    Reason.INVITED: _("The person is invited"),
    Reason.BROKEN: _("The kiosk made a mistake"),
}
TEXTS = {
    # What a verdict's sentence becomes where the session is not known, or nothing was kept.
    "there": _("%(session)s, %(when)s"),
    "next_elsewhere": _("This code is not for here. Please talk to the team."),
    "next_later": _("The doors are not open yet. Come back a little later."),
    "next_closed": _("The doors are closed. Please talk to the team."),
    "next_list": _("You are on the waiting list. Please talk to the team: places may be left."),
    "next_inside": _("This code came in already. Is it yours? Please talk to the team."),
    "word_unreadable": _("Not a code"),
    "next_unreadable": _("A code has 8 letters and numbers. Try again, or talk to the team."),
    "word_not_kept": _("Not kept"),
    "next_not_kept": _("This device can't keep it. Write the code on paper and tell the team."),
    "word_forced": _("Let in"),
    "next_forced": _("It is noted, with your reason."),
    "word_thanks": _("Thank you"),
    "next_thanks": _("Your visit is noted. Please take a seat: the team will call you."),
    "word_registered": _("Registered"),
    "next_registered": _("Keep this code: write it down, or take a picture."),
    "light_green": _("Yes"),
    "light_amber": _("Please note"),
    "light_red": _("No"),
    # On every screen.
    "title": _("Check-in"),
    "language": _("Language"),
    "online": _("Connected"),
    "offline": _("No network, works on"),
    "unsent": _("To send"),
    "contact": _("Last contact"),
    "never": _("none yet"),
    "in": _("In"),
    "out": _("Out"),
    "direction": _("Which way do people go?"),
    "team": _("For the team"),
    "back": _("Back"),
    "next": _("Next person"),
    "wait": _("One moment…"),
    # Ready.
    "show": _("Show your code"),
    "show_hint": _("On your phone or on paper, in front of the camera."),
    "scan_hint": _("Hold it under the scanner, or type it."),
    "camera_on": _("Turn the camera on"),
    "camera_off": _("The camera does not start. Allow it in the browser, or type the code."),
    "type": _("Type the code"),
    "no_code": _("Visit without a code"),
    "walk_in": _("Not registered? Register"),
    # The pad.
    "code": _("Code"),
    "type_hint": _("8 letters and numbers. O and 0 are the same key, I, L and 1 too."),
    "erase": _("Erase"),
    # Somebody without a registration.
    "walk_in_title": _("Register now"),
    "name": _("First name, or the name you want"),
    "name_missing": _("Write a name."),
    "phone": _("Telephone, if you like"),
    "your_language": _("Your language"),
    "consent": _(
        "We keep your name, your number and your visit to welcome you at this event. We give them"
        " to nobody else and erase them three months after it."
    ),
    "agree": _("I agree: register"),
    "print": _("Print my label"),
    # The welcome desk.
    "purpose": _("Why do you come today?"),
    # Let in all the same.
    "force": _("Let in anyway"),
    "why": _("Why do you let this person in?"),
    # Not yet a kiosk.
    "blank": _("This device is not a kiosk yet"),
    "blank_hint": _("Type the code that the desk shows. It works once, for 15 minutes."),
    "enrolling": _("Preparing the kiosk…"),
    "wrong_code": _("This code is wrong or too old. Ask the desk for a new one."),
    "wrong_wait": _("Too many tries. Wait some minutes, then try again."),
    "wrong_unsent": _(
        "Scans of another event wait on this device. Save them to a file first; then type the code"
        " again."
    ),
    "wrong_network": _("No answer. Look whether this device has a network, then try again."),
    # Stopped.
    "stopped": _("This kiosk is stopped"),
    "stopped_hint": _("The team stopped it, or its event is over. The list of codes is erased."),
    "stopped_unsent": _(
        "Scans not sent yet: %(count)s. They are safe here. Make this device a kiosk of the same"
        " event again and they leave by themselves; or save them and give the file to the desk."
    ),
    "stopped_none": _("Everything was sent. Nothing is left here."),
    "save": _("Save to a file"),
    "saved": _("Saved. Give the file to the desk."),
    "enrol": _("Make it a kiosk again"),
    "busy": _("The kiosk is open in another window"),
    "busy_hint": _("Go there, or close it: then the kiosk goes on here."),
    "again": _("Try again"),
    "insecure": _("This address is not secure"),
    "insecure_hint": _("A kiosk needs an address that begins with https. Ask the coordinator."),
    "broken": _("This browser can't be a kiosk"),
    "broken_hint": _("It keeps nothing. Leave private browsing, or take a newer browser."),
    # The team's menu.
    "volume": _("Sound"),
    "loud": _("On"),
    "mute": _("Off"),
    "camera": _("Camera"),
    "camera_back": _("Rear camera"),
    "camera_front": _("Front camera"),
    "own_language": _("Choose below the language that this kiosk speaks first."),
    "leave": _("Stop this kiosk"),
    "leave_unsent": _("Not yet: scans wait to be sent. Wait for the network, or save them first."),
    "leave_sure": _("Stop it? To start again, a new code from the desk is needed."),
    "leave_yes": _("Yes, stop it"),
}
EVERY = {
    **{f"word_{verdict}": text for verdict, text in WORDS.items()},
    **{f"next_{verdict}": text for verdict, text in NEXT.items()},
    **{f"purpose_{purpose}": text for purpose, text in PURPOSES.items()},
    **{f"reason_{reason}": text for reason, text in REASONS.items()},
    **TEXTS,
}


@cache
def words() -> str:
    """{"fr": {key: sentence}, "ar": …} as JSON, for the shell's data-words."""
    said = {}
    for code, locale in CLDR.items():
        with force_locale(locale):
            said[code] = {key: str(text) for key, text in EVERY.items()}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))
