"""The sentences and words behind the codes of this domain."""

from flask_babel import lazy_gettext as _

from portal.web import once

REFUSALS: dict[str, object] = {
    **once.REFUSALS,
    "registration_closed": _("Registration is closed for this event."),
    "session_missing": _("Choose when you are coming."),
    "session_over": _("This session is over. Choose another one."),
    "registration_gone": _("This registration was cancelled. You can register again."),
    "offer_gone": _("This place is not free any more. You are still welcome to register again."),
    "capacity_below_taken": _("There are already more people than that. Write a larger number."),
    "merge_impossible": _("These two can't be merged. Load the page again and look."),
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
    "session_another_day": _("This session is on another day."),
    "sending_begun": _("This message is on its way already. It can't be changed any more."),
    "sending_changed": _("Someone changed this message meanwhile. Read it again, then send it."),
    "list_big": _("This file is too big: 5 MB at most. Cut it into several files."),
    "list_long": _("This list has more than 5,000 rows. Cut it into several files."),
    "list_empty": _("There is nobody in this file. Look whether it is the right one."),
    "list_locked": _("This file has a password. Save it without a password, then send it again."),
    "list_unreadable": _("We can't read this file. Save it as Excel (.xlsx) or CSV, then send it."),
    "list_no_name": _("We find no column with names. Write “Name” above that column."),
    "list_gone": _("We do not keep this list any more. Send the file again."),
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
    "seated": _("Seat confirmed"),
    "waiting": _("Waiting list"),
    "offered": _("Seat offered"),
    "lapsed": _("No answer to three offers"),
    "cancelled": _("Cancelled"),
}
REGISTRATIONS = {"active": _("Registered"), "cancelled": _("Cancelled"), "merged": _("Merged")}
SOURCES = {
    "web": _("On the web"),
    "staff": _("By staff"),
    "import": _("From a list"),
    "door": _("At the door"),
}
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
    "events.registration.made": _("Registration made"),
    "events.registration.changed": _("Registration changed"),
    "events.registration.cancelled": _("Registration cancelled"),
    "events.registration.merged": _("Two registrations merged"),
    "events.registration.released": _("Messages allowed again"),
    "events.registration.paused": _("Automatic messages paused"),
    "events.registration.resumed": _("Automatic messages no longer paused"),
    "events.registration.messages_chosen": _("Messages chosen"),
    "events.registration.messages_stopped": _("Messages stopped"),
    "events.registration.messages_again": _("Messages asked for again"),
    "events.registration.forgotten": _("Name and phone erased"),
    "events.list.brought": _("List brought in and checked"),
    "events.list.confirmed": _("List registered"),
    "events.list.exported": _("List exported"),
    "events.sending.written": _("Message to many written"),
    "events.sending.changed": _("Message to many changed"),
    "events.sending.scheduled": _("Message to many sent off"),
    "events.sending.held": _("Message to many paused"),
    "events.sending.let_go": _("Message to many goes on"),
    "events.sending.cancelled": _("Message to many cancelled"),
    "events.sending.exported": _("Report of a message exported"),
    "events.seat.accepted": _("Offered place taken"),
    "events.seat.offer_expired": _("Offer ended without an answer"),
    "events.seat.arrived": _("Arrival noted"),
    "events.seat.not_arrived": _("Arrival taken back"),
}
# What the team does at the doors of an event: portal/kiosks.
DOOR_DEEDS = {
    "kiosks.scan.by_hand": _("Arrival noted by hand"),
    "kiosks.scan.on_paper": _("Arrival typed in from the list on paper"),
    "kiosks.attendance.exported": _("List of who came exported"),
    "kiosks.visits.exported": _("Figures of visits exported"),
}
ACTORS = {"person": _("The person"), "system": _("The portal"), "kiosk": _("A kiosk")}
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

# Messages to many.
SENDINGS = {
    "draft": _("Draft: not sent"),
    "scheduled": _("Waits for its hour"),
    "paused": _("Paused"),
    "planning": _("Being prepared"),
    "leaving": _("On its way"),
    "done": _("Done"),
    "cancelled": _("Cancelled"),
}
PURPOSES = {
    "words": _("About this event"),
    "news": _("News: only people who asked for news"),
}
SEATS_WANTED = {
    "": _("All who are registered"),
    "seated": _("Who have a seat"),
    "waiting": _("Who are on the waiting list"),
    "offered": _("Who were offered a seat"),
}
ARRIVED = {
    "": _("Who came, and who did not"),
    "came": _("Who came"),
    "absent": _("Who have not come"),
}
# What became of each person's copy, in the order of the bar.
OUTCOMES = {
    "arrived": _("Arrived"),
    "sent": _("Sent"),
    "waiting": _("Still to leave"),
    "unknown": _("Not known if it left"),
    "refused": _("Not arrived"),
    "dropped": _("Not sent"),
}
SILENT = {
    "no_address": _("No phone and no e-mail."),
    "held": _("More than five people share the phone: someone of the team must look first."),
    "paused_by_team": _("The team paused the messages to this person."),
    "stopped": _("The person stopped these messages."),
    "not_asked": _("The person did not ask for news."),
}

# Lists in and out. A header that is written here is understood again: operations/list_columns.py
COLUMNS = {
    "name": _("Name"),
    "phone": _("Phone"),
    "session": _("Sessions"),
    "seat": _("Seat"),
    "interest": _("Looking for"),
    "trade": _("Trade"),
    "city": _("City"),
    "language": _("Language"),
    "code": _("Code"),
    "registered_at": _("Registered on"),
    "source": _("Registered how"),
}
IMPORT_FIELDS = {
    "name": _("name"),
    "phone": _("phone"),
    "session": _("session"),
    "trade": _("trade"),
    "city": _("city"),
}
IMPORT_PROBLEMS = {
    "name_missing": _("The name is missing."),
    "name_long": _("This name is too long: 120 letters at most."),
    "phone_wrong": _("We can't read this number. Write all its digits, like 06 12 34 56 78."),
    "phone_landline": _("This is a landline. Write a mobile number, or leave it empty."),
    "session_missing": _("The session is missing. Write its number, its day or its title."),
    "session_unknown": _("No session is called that. Write its number, its day or its title."),
    "session_unclear": _("Several sessions are called that. Write the number of the session."),
    "session_over": _("This session is over."),
    "trade_long": _("This trade is too long: 200 letters at most."),
    "city_long": _("This city is too long: 80 letters at most."),
    "duplicate_row": _("This person stands higher up in the list already."),
    "already_registered": _("This person is registered already."),
    "row_unreadable": _("Some letters can't be read. Write them again."),
    "registration_closed": _("This event is cancelled."),
}
FILE_AGAIN = _("You have already sent this form. Choose your file once more.")
IMPORTS = {
    "checking": _("Being checked"),
    "ready": _("Checked: you decide"),
    "writing": _("Registering"),
    "done": _("Done"),
}
