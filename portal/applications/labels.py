"""The sentences and words behind the codes of this domain."""

from flask_babel import lazy_gettext as _

from portal.applications.states import OPEN
from portal.web import once

__all__ = ["OPEN"]  # the pages ask for it beside the words

REFUSALS: dict[str, object] = {
    **once.REFUSALS,
    "profile_missing_steps": _("Your profile is not finished. Finish it, then apply."),
    "profile_paused": _("Your profile is paused. Open it again, then apply."),
    "opening_closed": _("This opening takes no answers any more."),
    "application_gone": _("This person has taken back the application."),
    "answer_impossible": _("This can't be said any more. Load the page again and look."),
    "meeting_past": _("This day is over. Choose a day that comes."),
    "meeting_far": _("This day is too far away. Choose one within six months."),
    "sharing_impossible": _("Your number can't be given for this application any more."),
}

# The history: what was done.
DEEDS = {
    "applications.application.made": _("applied"),
    "applications.application.reopened": _("applied again"),
    "applications.application.withdrawn": _("took the application back"),
    "applications.application.answered": _("answered an application"),
    "applications.application.moved": _("moved an application"),
    "applications.application.closed": _("closed an application"),
    "applications.application.alerted": _("put an application on the team's list"),
    "applications.application.introduced": _("introduced an applicant"),
    "applications.contact.given": _("allowed an employer to call"),
    "applications.contact.taken_back": _("took back that an employer may call"),
    "applications.contact.seen": _("looked at a phone number"),
    "applications.line.let_through": _("let an employer's words through"),
    "applications.line.dropped": _("kept an employer's words back"),
    "applications.step.noted": _("noted a next step"),
}

# For staff and employers, short.
STATES = {
    "new": _("New"),
    "reading": _("Being looked at"),
    "on_hold": _("On hold"),
    "interview": _("Meeting"),
    "to_do": _("Asked to call or come"),
    "accepted": _("Accepted"),
    "declined": _("Declined"),
    "cancelled": _("Cancelled"),
    "hired_elsewhere": _("Works elsewhere"),
    "pool": _("Kept for later"),
    "withdrawn": _("Taken back"),
    "unanswered": _("Closed without an answer"),
}

# What the person reads first about an application.
FOR_PERSON = {
    "new": _("The employer has your answer."),
    "reading": _("The employer is looking at your answer."),
    "on_hold": _("Your answer waits for a moment. You are not forgotten."),
    "interview": _("The employer wants to meet you."),
    "to_do": _("The employer asks something of you."),
    "accepted": _("The employer says yes!"),
    "declined": _("This time it is no."),
    "cancelled": _("This opening has ended. It is not because of you."),
    "hired_elsewhere": _("You found work elsewhere. Well done!"),
    "pool": _("The employer keeps your answer for a next opening."),
    "withdrawn": _("You took back this application."),
    "unanswered": _("The employer did not answer. It is not because of you."),
}
# The story, line by line: (state, by whom) or the state alone.
STORY = {
    "new": _("You applied."),
    "new:staff": _("The team applied for you."),
    "reading": _("The employer is looking at it."),
    "on_hold": _("It was put on hold."),
    "interview": _("The employer proposed a meeting."),
    "to_do": _("The employer asked something of you."),
    "accepted": _("The employer said yes."),
    "declined": _("The employer said no."),
    "cancelled": _("The opening ended."),
    "hired_elsewhere": _("You found work elsewhere."),
    "pool": _("The employer keeps it for later."),
    "withdrawn": _("You took it back."),
    "withdrawn:staff": _("The team took it back for you."),
    "unanswered": _("It was closed: nobody answered."),
}

# What an employer taps, and what the person then reads, each in her own language.
ANSWERS = {
    "interview": _("Propose a meeting"),
    "next_week": _("We will look at it by next week"),
    "call": _("Please call us"),
    "come": _("Please come by"),
    "accepted": _("Yes, we take this person"),
    "later": _("Keep for a next opening"),
    "no_place": _("Sorry, the place is taken"),
    "skills": _("Sorry, we need other skills"),
}
SAID = {
    "interview": _("We would like to meet you."),
    "next_week": _("Thank you. We will look at your answer by next week."),
    "call": _("Please call us."),
    "come": _("Please come by."),
    "accepted": _("Yes, we would like to work with you."),
    "later": _("Thank you. We have no place now, but we keep your answer for a next opening."),
    "no_place": _("Thank you for your answer. Sorry, the place is taken."),
    "skills": _("Thank you for your answer. Sorry, we need other skills for this work."),
}

REASONS = {
    "not_reached": _("The employer could not reach you."),
    "absent": _("You were not at the meeting."),
    "employed": _("You have work already."),
    "in_training": _("You are in a training."),
    "not_eligible": _("This measure is for other people."),
    "not_mobile": _("The place is too far."),
    "not_interested": _("You did not want this work."),
    "skills": _("Other skills were needed."),
    "language": _("Another language was needed."),
    "obstacle": _("Something stood in the way."),
    "no_place": _("The place is taken."),
    "duplicate": _("It was there twice."),
    "silence": _("The employer did not answer in time."),
    "offer_withdrawn": _("The employer took the opening back."),
    "other": _("Another reason."),
}

# The words that a person says yes to, by their version. They say what follows, and how it ends.
SHARING = {
    "2026-11": _(
        "This employer may have my phone number and my family name, for this application, "
        "for 30 days. I can take it back at any moment."
    ),
}

FILTERS = {
    "open": _("Under way"),
    "alerted": _("Three weeks without an answer"),
    "held": _("Words to look at"),
}
