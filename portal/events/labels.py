"""The sentences and words behind the codes of this domain."""

from flask_babel import lazy_gettext as _

REFUSALS = {
    "registration_closed": _("Registration is closed for this event."),
    "session_missing": _("Choose when you are coming."),
    "session_over": _("This time is over. Choose another one."),
    "registration_gone": _("This registration was cancelled. You can register again."),
    "offer_gone": _("This place is not free any more. You are still welcome to register again."),
    "capacity_below_taken": _("There are already more people than that. Write a larger number."),
    "merge_impossible": _("These two can't be merged. Load the page again and look."),
    "form_changed": _("You have already sent this form. To register another person, press again."),
    "slug_taken": _("Another event has this address. Choose a different one."),
    "session_has_people": _("People are registered for this session. It can't be removed."),
}

KINDS = {
    "job_fair": _("Job fair"),
    "information_session": _("Information session"),
    "training": _("Training"),
    "workshop": _("Workshop"),
}
MODES = {"on_site": _("On site"), "online": _("Online"), "hybrid": _("On site and online")}
INTERESTS = {
    "internship": _("An internship"),
    "job": _("A job"),
    "training": _("A training"),
    "startup": _("Help to start a business"),
    "information": _("Information"),
}
SEATS = {
    "seated": _("Place confirmed"),
    "waiting": _("Waiting list"),
    "offered": _("Place offered"),
    "lapsed": _("Offer ended"),
    "cancelled": _("Cancelled"),
}
REGISTRATIONS = {"active": _("Registered"), "cancelled": _("Cancelled"), "merged": _("Merged")}
SOURCES = {"web": _("On the web"), "staff": _("By staff"), "import": _("From a list")}
EVENT_STATES = {"draft": _("Draft"), "published": _("Published"), "cancelled": _("Cancelled")}
