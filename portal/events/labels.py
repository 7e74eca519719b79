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
    "last_session": _("The public sees this event: it needs one session at least."),
    "too_many_sessions": _("An event has 50 sessions at most."),
    "place_in_use": _("A session is held here. Move the session first."),
    "title_missing": _("Write the title, in one language at least."),
    "closes_too_early": _("Registration must close after it opens."),
    "ends_too_early": _("The end must be after the beginning."),
    "event_without_session": _("Add a session first: a day, an hour, a number of people."),
    "event_has_people": _("People are registered. You can only cancel the event now."),
    "event_is_cancelled": _("This event is cancelled."),
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

# The history: what was done, by whom, to which answers.
DEEDS = {
    "events.event.created": _("Event created"),
    "events.event.changed": _("Event changed"),
    "events.event.published": _("Event published"),
    "events.event.withdrawn": _("Event taken back to draft"),
    "events.event.cancelled": _("Event cancelled"),
    "events.place.added": _("Place added"),
    "events.place.changed": _("Place changed"),
    "events.place.removed": _("Place removed"),
    "events.session.added": _("Session added"),
    "events.session.changed": _("Session changed"),
    "events.session.removed": _("Session removed"),
    "events.registration.made": _("Registered"),
    "events.registration.changed": _("Registration changed"),
    "events.registration.cancelled": _("Registration cancelled"),
    "events.registration.merged": _("Two registrations merged"),
    "events.registration.released": _("Messages allowed again"),
    "events.registration.forgotten": _("Name and phone erased"),
    "events.seat.accepted": _("Offered place taken"),
    "events.seat.offer_expired": _("Offer ended without an answer"),
}
ACTORS = {"person": _("The person"), "system": _("The portal")}
FIELDS = {
    "slug": _("address"),
    "kind": _("kind"),
    "mode": _("on site or online"),
    "title": _("title"),
    "about": _("text"),
    "opens_at": _("opening"),
    "closes_at": _("closing"),
    "starts_at": _("beginning"),
    "ends_at": _("end"),
    "place_id": _("place"),
    "online_url": _("online link"),
    "capacity": _("number of people"),
    "address": _("street"),
    "map_point": _("map point"),
    "name": _("name"),
    "phone": _("phone"),
    "sessions": _("sessions"),
    "interests": _("what is looked for"),
    "trade": _("trade"),
    "city": _("city"),
    "language": _("language"),
}
