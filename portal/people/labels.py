"""The sentences and words behind the codes of this domain."""

from flask_babel import lazy_gettext as _

from portal.web import once

REFUSALS: dict[str, object] = {
    **once.REFUSALS,
    "too_many_trades": _("Five trades are enough. Take one away to write another."),
    "trade_gone": _("This trade is not in your profile any more."),
}

# The history: what was done.
DEEDS: dict[str, object] = {
    "people.profile.begun": _("Profile begun"),
    "people.profile.changed": _("Profile changed"),
    "people.profile.paused": _("Profile paused"),
    "people.profile.resumed": _("Profile started again"),
    "people.cv.changed": _("Lines of the CV chosen"),
    "people.cv.shown": _("CV shown by a link"),
    "people.cv.withdrawn": _("Link to the CV withdrawn"),
}

# The profile: the words of its five screens, of the card and of the CV.
STEPS = {
    "trades": _("My trade"),
    "skills": _("What I can do"),
    "languages": _("My languages"),
    "place": _("Where I live"),
    "wishes": _("What I look for"),
}
LEARNED = {
    "formal_job": _("In a job with a contract"),
    "informal_job": _("In a job without a contract"),
    "unpaid": _("Without pay: at home, helping others"),
    "training": _("In a training or at school"),
    "self_taught": _("By myself"),
}
# What others read of it. Whether a job had a contract is nobody's business.
LEARNED_SHOWN = {
    "formal_job": _("learned at work"),
    "informal_job": _("learned at work"),
    "unpaid": _("learned at home or as a volunteer"),
    "training": _("learned in a training"),
    "self_taught": _("self-taught"),
}
BANDS = {
    "under1": _("Less than a year"),
    "1to2": _("1 to 2 years"),
    "3to5": _("3 to 5 years"),
    "more": _("More than 5 years"),
}
LEVELS = {
    "none": _("Not at all"),
    "little": _("A little"),
    "good": _("Well"),
    "fluent": _("Very well"),
}
TRAVELS = {
    "near": _("Near my home, on foot"),
    "city": _("In my city"),
    "around": _("In the towns near by too"),
    "move": _("I can move to another city"),
}
# The same, as others read it.
TRAVELS_SHOWN = {
    "near": _("near home"),
    "city": _("in the city"),
    "around": _("in the towns near by too"),
    "move": _("can move to another city"),
}
HOURS = {
    "mornings": _("In the morning"),
    "afternoons": _("In the afternoon"),
    "evenings": _("In the evening"),
    "weekends": _("At the weekend"),
}
WANTS = {
    "internship": _("An internship"),
    "job": _("A job"),
    "daily": _("Work by the day"),
    "learning": _("An apprenticeship or a training"),
    "work_grant": _("A work grant"),
}
PER_WEEK = {
    "": _("It does not matter"),
    "10": _("About 10 hours"),
    "20": _("About 20 hours"),
    "30": _("About 30 hours"),
    "40": _("40 hours or more"),
}
CV_LINES = {
    "family_name": _("My family name"),
    "phone": _("My phone number"),
    "email": _("My e-mail address"),
    "city": _("My city"),
    "travel": _("How far I can go"),
    "when": _("When I am free"),
    "wants": _("What I look for"),
    "where": _("Where I worked or learned"),
    "how": _("How I learned my trades"),
}

# The desk: the counsellor's list, acting for a person, merging.
REFUSALS |= {
    "file_changed": _(
        "Someone changed this file while you were writing. What it says now stands beside your"
        " answers. Look at both, then keep yours or take theirs."
    ),
    "people_merge_impossible": _("These two can't be merged any more. Load the page and look."),
    "people_merge_undone": _("This was undone already."),
    "people_merge_old": _("This was more than 30 days ago. It can't be undone any more."),
    "people_merge_followed": _(
        "One of the two was merged again or erased since. This can't be undone now."
    ),
    "account_not_contested": _("This account is open already."),
    "person_without_account": _("This person has no account yet."),
    "number_ask_gone": _("This change of number was answered already, or is too old."),
}
DEEDS |= {
    "people.person.opened": _("Account opened for a person"),
    "people.person.merged": _("Two records merged"),
    "people.person.apart": _("Two people told apart"),
    "people.merge.undone": _("Merging undone"),
    "people.file.read": _("File read"),
    "people.file.changed": _("File changed"),
    "people.phone.seen": _("Phone number looked at"),
    "people.profile.filled_for": _("Filled in with the team"),
    "people.number.asked": _("Change of number asked for"),
    "people.number.refused": _("Change of number refused"),
    "people.list.exported": _("List of people exported"),
}
WORK_ROUTES = {
    "now": _("Can begin now"),
    "weeks": _("In some weeks, with our help"),
    "counsellor": _("The counsellor decides"),
}
SEXES = {"": _("Not said"), "f": _("Woman"), "m": _("Man")}
MADE_HOW = {
    "self": _("Alone, on a phone"),
    "counsellor": _("By the team"),
    "import": _("From a list"),
}
ACCOUNT_STATES = {
    "active": _("In use"),
    "contested": _("Closed: the person did not ask for it"),
    "erased": _("Erased"),
    "merged": _("Closed: the person has another account"),
}
# What is read aloud to someone whose account a counsellor opens (operations/acting.py names its
# version).
CONSENT = _(
    "We write down your name, your phone and what you tell us of your work, to look for a job or a"
    " training with you. Only the team of this office reads it. An employer sees something only"
    " when you say yes. You can look at it, correct it and erase it at any time. If you say no, we"
    " help you all the same. Do you agree?"
)
OTHER_LANGUAGE = _("Another language, with someone who translates")
READS = {"people.file.read": _("Read the file"), "people.phone.seen": _("Looked at the number")}
# The steps of a profile as the team reads them, and what else is done in a person's place.
STEPS_SHOWN = {
    "trades": _("Trades"),
    "skills": _("Skills"),
    "languages": _("Languages"),
    "place": _("Place"),
    "wishes": _("Looking for"),
}
DONE_FOR = {
    "account": _("Account opened"),
    "name": _("Name"),
    "application": _("Application"),
    "suggestions": _("Suggestions"),
}
