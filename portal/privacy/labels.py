"""The sentences and words behind the codes of this domain."""

from flask_babel import lazy_gettext as _

from portal.web import once

REFUSALS: dict[str, object] = {
    **once.REFUSALS,
    "erase_unsure": _("Tick the box first: what is deleted does not come back."),
}

# The history: what was done.
DEEDS = {
    "privacy.account.erased": _("Account deleted"),
    "privacy.person.erased": _("Profile deleted"),
    "privacy.export.made": _("A copy of everything was downloaded"),
}

# What each table holds, in words that its people understand.
TABLES = {
    "staff": _("Team accounts"),
    "staff_session": _("Sign-ins of the team"),
    "account": _("Account: name, number, languages"),
    "account_session": _("Sign-ins"),
    "account_device": _("Phones that you called yours"),
    "door_visit": _("Sign-ins that were begun"),
    "first_code": _("Codes printed by the team"),
    "key_change": _("Changes of number or PIN"),
    "tally": _("Counts of wrong codes"),
    "person": _("Profile"),
    "person_trade": _("Trades"),
    "person_skill": _("Skills"),
    "person_language": _("Languages"),
    "person_file": _("Your counsellor's file"),
    "person_merge": _("Two profiles made one"),
    "person_apart": _("Two profiles that are not the same person"),
    "acted_for": _("What the team typed for someone"),
    "number_ask": _("Changes of number asked by the team"),
    "organisation_decision": _("What the team decided about an organisation"),
    "agreement_year": _("Numbers of agreements"),
    "organisation": _("Organisation and its contact"),
    "membership": _("Who speaks for an organisation"),
    "opportunity": _("Openings"),
    "opportunity_report": _("Reports about openings"),
    "application": _("Applications"),
    "application_turn": _("What happened to an application"),
    "disclosure": _("Numbers shown to employers"),
    "matching_consent": _("Whether the portal may look for openings"),
    "person_match": _("When the portal looked for openings"),
    "opening_match": _("How many candidates an opening asks for"),
    "suggestion": _("Openings that were suggested"),
    "suggestion_change": _("What the team changed in suggestions"),
    "match_run": _("Runs of the matching"),
    "agreement": _("Internship agreements"),
    "signature": _("Signatures"),
    "evaluation": _("How internships went"),
    "startup": _("Start-ups"),
    "startup_product": _("Products of start-ups"),
    "startup_photo": _("Photos of start-ups"),
    "startup_member": _("Members of start-ups"),
    "startup_decision": _("What was decided on start-ups"),
    "startup_report": _("What readers reported on start-ups"),
    "call_request": _("Readers who want to be called back"),
    "startup_week": _("How often pages were looked at, by the week"),
    "home_turn": _("Who stood on the home page"),
    "ramadan": _("Days of Ramadan"),
    "startup_paper": _("Kits and catalogues"),
    "startup_list": _("Lists of companies brought by the team"),
    "event": _("Events"),
    "place": _("Places of events"),
    "event_session": _("Sessions of events"),
    "registration": _("Registrations for events"),
    "seat": _("Seats"),
    "door": _("Doors of events"),
    "check_point": _("Check points"),
    "kiosk": _("Kiosks"),
    "door_entry": _("Lists that kiosks hold"),
    "scan": _("Scans at the door"),
    "scan_decision": _("Decisions on scans"),
    "presence": _("Who came"),
    "import_list": _("Lists of people brought by the team"),
    "sending": _("Messages to many"),
    "message": _("Messages (their words: a week)"),
    "receipt": _("Receipts of messages"),
    "wire": _("Health of the providers"),
    "consent": _("What was said about messages"),
    "short_link": _("Short links in messages"),
    "held_sending": _("Messages held back"),
    "spending": _("Cost of messages"),
    "deed": _("Who did what (no names, no numbers)"),
    "form_answer": _("Forms that were sent (no content)"),
    "task_run": _("When the portal last tidied"),
    "tombstone": _("That an account was deleted"),
}

ACTIONS = {
    "delete": _("deleted"),
    "clear": _("emptied"),
    "erase": _("made nameless, after asking"),
    "with": _("goes with:"),
    "job": _("deleted"),
    "stays": _("stays"),
}
CLASSES = {
    "S0": _("harmless"),
    "S1": _("personal"),
    "S2": _("protected"),
    "S3": _("most protected"),
}
