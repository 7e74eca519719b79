"""What the team reads: what pages lack, what may be decided, what a list holds."""

from flask_babel import lazy_gettext as _

REFUSALS: dict[str, object] = {
    "startup_changed": _(
        "Someone changed or decided something meanwhile. Read the page again, then decide."
    ),
    "decision_impossible": _("This can't be decided now. Choose one of the answers shown here."),
    "note_missing": _("Write a few words: the business reads them."),
    "startup_not_shown": _("Only a page that everyone can see takes turns on the home page."),
    "ramadan_length": _("Ramadan has 29 or 30 days. Look at both days again."),
    "ramadan_far": _("This is more than three days away from what is expected. Look again."),
    "companies_many": _("This list has more than 500 rows. Cut it into several files."),
    "list_no_company": _("We find no column with names. Write “Name” above that column."),
    "list_gone": _("We do not keep this list any more. Send the file again."),
    "list_big": _("This file is too big: 5 MB at most. Cut it into several files."),
    "list_long": _("This list has more than 500 rows. Cut it into several files."),
    "list_empty": _("There is nothing in this list."),
    "list_locked": _("This file has a password. Save it without a password, then send it again."),
    "list_unreadable": _("We can't read this file. Save it as Excel (.xlsx) or CSV, then send it."),
}
FILE_AGAIN = _("You have already sent this form. Choose your file once more.")
SHOWS = {
    "waiting": _("Waits for us"),
    "reported": _("Reported by readers"),
    "changed": _("Changed since we looked"),
    "no_page": _("No page yet"),
    "no_keeper": _("Nobody keeps it"),
    "no_photo": _("No photo"),
    "no_price": _("No price"),
    "stale_hours": _("Old hours or none"),
    "hidden": _("Hidden by its members"),
    "stopped": _("Stopped by the team"),
    "complete": _("Complete"),
}
WAITS = {
    "page": _("first look"),
    "name": _("new name"),
    "links": _("new links"),
    "photos": _("new photos"),
}
GAPS = {
    "waiting": _("waits for us"),
    "reported": _("reported"),
    "no_page": _("no page yet"),
    "no_keeper": _("nobody keeps it"),
    "no_photo": _("no photo"),
    "no_price": _("no price"),
    "stale_hours": _("old hours or none"),
    "one_language": _("one language"),
}
DECISIONS = {
    "show": _("Show it to everyone"),
    "send_back": _("Ask for a change first"),
    "take_change": _("Agree to the new name or links"),
    "leave_change": _("Keep the name and the links as they were"),
    "seen": _("I have looked: it stays"),
    "stop": _("Stop it: nobody sees it any more"),
    "lift": _("Give it back: its members can show it again"),
}
DECIDED = {
    "show": _("Shown to everyone"),
    "send_back": _("Sent back for a change"),
    "take_change": _("New name or links agreed"),
    "leave_change": _("New name or links not agreed"),
    "take_photo": _("Photo taken"),
    "leave_photo": _("Photo left out"),
    "seen": _("Looked at again"),
    "stop": _("Stopped"),
    "lift": _("Given back"),
}
PHOTO_STATES = {
    "to_check": _("New: nobody sees it yet"),
    "taken": _("Everyone sees it where the page is shown"),
    "left": _("Left out"),
}
FACES = {
    "nobody": _("Nobody can be recognised"),
    "agreed": _("Those who can be recognised have agreed"),
}
DEEDS: dict[str, object] = {
    **{f"startups.decision.{code}": words for code, words in DECIDED.items()},
    "startups.page.brought": _("Brought in with a list"),
    "startups.page.filled": _("Completed from a list"),
    "startups.page.filed": _("Changed by the team"),
    "startups.home.joined": _("Takes its turn on the home page"),
    "startups.home.left": _("Taken off the home page"),
    "startups.list.brought": _("List of businesses brought in"),
    "startups.list.taken": _("List of businesses taken"),
    "startups.list.exported": _("List of businesses exported"),
    "startups.ramadan.announced": _("Days of Ramadan written down"),
}
ACTORS = {"account": _("A member"), "person": _("A reader"), "system": _("The portal")}
# Columns of a list: the words before a problem, and the header of the file to fill in.
LIST_FIELDS = {
    "name": _("Name"),
    "form": _("Legal form"),
    "trade": _("Sector or trade"),
    "city": _("City"),
    "phone": _("Phone"),
    "whatsapp": _("WhatsApp"),
    "programme": _("Programme"),
    "supported_by": _("Supported by"),
    "hub": _("Hub"),
    "address": _("Address"),
    "founder": _("Name of the founder"),
}
LIST_PROBLEMS = {
    "company_unnamed": _("The name is missing."),
    "form_unknown": _("We do not know this legal form."),
    "form_missing": _("The legal form is missing."),
    "phone_unread": _("We can't read this number. Write all its digits, like 06 12 34 56 78."),
    "text_long": _("This is too long."),
    "row_twice": _("This name stands twice in the list, in the same city."),
}
ALIKE = {
    "leave": _("Leave them out"),
    "fill": _("Fill in what is empty there"),
    "add": _("They are others: add them too"),
}
COLUMNS = {
    "name": _("Name"),
    "form": _("Legal form"),
    "sector": _("Sector"),
    "trade": _("Trade"),
    "city": _("City"),
    "phone": _("Phone"),
    "whatsapp": _("WhatsApp"),
    "programme": _("Programme"),
    "supported_by": _("Supported by"),
    "hub": _("Hub"),
    "address": _("Address"),
    "state": _("State"),
    "gaps": _("What it lacks"),
    "published_on": _("Shown since"),
    "hours_on": _("Hours confirmed on"),
    "page": _("Address of the page"),
}
