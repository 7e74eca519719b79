"""The sentences and words behind the codes of this domain."""

from flask_babel import lazy_gettext as _

from portal.web import once

REFUSALS: dict[str, object] = {
    **once.REFUSALS,
    "opening_moved_on": _("This opening has changed meanwhile. Read the page again."),
    "opening_not_editable": _("This opening can't be changed any more. Copy it as a new one."),
    "opening_incomplete": _("Some answers are missing. Complete the opening, then send it."),
    "firm_stopped": _("This employer can't publish at the moment."),
    "already_checked": _("A colleague has answered already. Read below what was decided."),
    "changed_meanwhile": _("The employer changed it while you were reading. Read it again."),
    "note_missing": _("Write what must be changed, in a sentence that the employer can follow."),
    "reason_missing": _("Write why, in a sentence that the employer can read."),
    "employer_unknown": _("No employer that may publish has this name. Write it as in the list."),
}

# The history: what was done.
DEEDS: dict[str, object] = {
    "opportunities.opportunity.written": _("Written"),
    "opportunities.opportunity.changed": _("Changed"),
    "opportunities.opportunity.sent": _("Sent to be checked"),
    "opportunities.opportunity.approved": _("Approved: it is online"),
    "opportunities.opportunity.sent_back": _("Sent back for a change"),
    "opportunities.opportunity.withdrawn": _("Taken away for good"),
    "opportunities.opportunity.paused": _("Paused"),
    "opportunities.opportunity.opened": _("Opened again"),
    "opportunities.opportunity.filled": _("Marked as filled"),
    "opportunities.opportunity.confirmed": _("Confirmed: still open"),
    "opportunities.opportunity.asked": _("The employer was asked if it is still open"),
    "opportunities.opportunity.expired": _("Switched off: nobody confirmed it"),
    "opportunities.opportunity.looked_at": _("Read again by the team"),
}

# What a change was about, for the history.
FIELDS = {
    "kind": _("What is offered"),
    "title": _("Title"),
    "trade_words": _("Work"),
    "trade": _("Trade"),
    "about": _("A few words about it"),
    "activities": _("What the person will do"),
    "skills": _("What the person must know"),
    "skills_wished": _("Good to know"),
    "languages": _("Languages"),
    "city": _("City"),
    "address": _("Address"),
    "remote": _("Work from home"),
    "places": _("Number of places"),
    "hours": _("Hours"),
    "hours_per_week": _("Hours a week"),
    "starts_on": _("First day"),
    "weeks": _("How long"),
    "paid": _("Paid or not"),
    "pay_from": _("Pay"),
    "pay_to": _("Pay, up to"),
    "pay_period": _("Pay: an hour, a month …"),
    "benefits": _("What comes besides"),
    "no_cv": _("Without a CV"),
    "grant_share": _("What the employer adds"),
}

DESK_STATES = {
    "draft": _("Draft"),
    "to_check": _("To read"),
    "sent_back": _("Sent back for a change"),
    "open": _("People see it"),
    "paused": _("Paused"),
    "filled": _("Filled"),
    "expired": _("Switched off: not confirmed"),
    "withdrawn": _("Taken away"),
}
FIRMS = {
    "pending": _("not checked yet"),
    "verified": _("checked"),
    "suspended": _("suspended"),
    "banned": _("banned"),
}
# The lists of the desk.
LISTS = {
    "waiting": _("To read"),
    "ending": _("About to end"),
    "open": _("People see it"),
    "closed": _("Paused, filled, ended"),
    "drafts": _("Drafts"),
    "all": _("All"),
}

KINDS = {
    "observation": _("Observation internship"),
    "internship": _("Internship with an agreement"),
    "pfe": _("End-of-studies internship (PFE)"),
    "apprenticeship": _("Apprenticeship"),
    "fixed_term": _("Job for a time (CDD)"),
    "permanent": _("Job without end (CDI)"),
    "daily": _("Work by the day"),
    "training": _("Training"),
    "work_grant": _("Work grant"),
}
# What each kind is, for who posts one.
KIND_LINES = {
    "observation": _("Some days or weeks to watch a trade."),
    "internship": _("The person learns with you; an agreement is signed."),
    "pfe": _("A project that ends studies."),
    "apprenticeship": _("Months of work and lessons, to learn a trade."),
    "fixed_term": _("A work contract with an end."),
    "permanent": _("A work contract without an end."),
    "daily": _("A day, a task, a season."),
    "training": _("Lessons, without work for you."),
    "work_grant": _("The programme pays a part, you pay the rest."),
}

# For who posts. The employer of a pending organisation reads one more sentence.
STATES = {
    "draft": _("Draft: not sent yet"),
    "to_check": _("The team is reading it"),
    "sent_back": _("Something must be changed"),
    "open": _("People see it"),
    "paused": _("Paused"),
    "filled": _("Filled"),
    "expired": _("Switched off: not confirmed"),
    "withdrawn": _("Taken away"),
}

LEVELS = {"little": _("a little"), "good": _("well"), "fluent": _("very well")}

PERIODS = {
    "hour": _("an hour"),
    "day": _("a day"),
    "week": _("a week"),
    "month": _("a month"),
    "total": _("for the whole time"),
}
PAY = {
    "hour": _("%(amount)s dirhams an hour"),
    "day": _("%(amount)s dirhams a day"),
    "week": _("%(amount)s dirhams a week"),
    "month": _("%(amount)s dirhams a month"),
    "total": _("%(amount)s dirhams for the whole time"),
}

BENEFITS = {
    "meals": _("Meals"),
    "transport": _("Transport"),
    "lodging": _("Lodging"),
    "clothes": _("Work clothes"),
    "insurance": _("Insurance"),
    "certificate": _("A certificate at the end"),
}

# What the detector found, for the moderator.
FLAGS = {
    "phone": _("A phone number: people should apply here."),
    "whatsapp": _("Contact by WhatsApp, past the portal."),
    "link": _("A link to another site."),
    "email": _("An e-mail address."),
    "handle": _("A name on a social network."),
    "money": _("Money that the person would pay."),
    "papers": _("Identity or other papers are asked for."),
    "sex": _("Only women, or only men, are wanted."),
    "age": _("An age is wanted."),
    "origin": _("An origin or a religion is wanted."),
    "looks": _("A look or a photo is wanted."),
    "pay": _("The pay is too good to be true."),
}
# The same, for the employer, before sending.
WARNINGS = {
    "phone": _("Take the phone number out: people apply here, and you see their answers here."),
    "whatsapp": _("Take WhatsApp out: people apply here, and you see their answers here."),
    "link": _("Take the link out: people read and apply on this page."),
    "email": _("Take the e-mail address out: people apply here."),
    "handle": _("Take the name on a social network out: people apply here."),
    "money": _("People never pay to work or to learn here. Take out what they would pay."),
    "papers": _("Do not ask for papers in an opening. The contract comes later."),
    "sex": _("Openings are for women and men. Write what the work is."),
    "age": _("Do not ask for an age. Write what the person must know."),
    "origin": _("Do not ask for an origin or a religion. Write what the person must know."),
    "looks": _("Do not ask for a look or a photo. Write what the person must know."),
    "pay": _("The pay is very high. Look at the number again."),
}

# Browsing: the groups of kinds, the shortest words for them, and what a reader reports.
GROUPS = {
    "internship": _("Internship"),
    "job": _("Job"),
    "day": _("Work by the day"),
    "training": _("Training or apprenticeship"),
    "grant": _("Work grant"),
}
NOT_OPEN = {
    "paused": _("This opening is paused: one can't apply now."),
    "filled": _("The places are taken: one can't apply any more."),
    "expired": _("This opening is over: one can't apply any more."),
}
# On paper, in French and in Arabic.
ON_PAPER = {
    "one": _("To apply, ask at the desk or read this code with a phone"),
    "many": _("Ask at the desk, or read a code with a phone"),
}
PROBLEMS = {
    "money": _("They ask for money"),
    "papers": _("They ask for my passport or papers"),
    "false": _("It is not true, or not serious"),
    "harm": _("I was treated badly, or I feel in danger"),
    "closed": _("It is over, but still shown here"),
    "other": _("Something else"),
}
REPORTED = "opportunities.opportunity.reported"
DEEDS |= {REPORTED: _("A reader reported a problem")}
