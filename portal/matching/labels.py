"""The sentences behind the codes of matching."""

from flask_babel import lazy_gettext as _

from portal.web import once

REFUSALS: dict[str, object] = {**once.REFUSALS}
DEEDS: dict[str, object] = {}

# The desk: what the team changes, and the runs.
REFUSALS |= {
    "matching_not_agreed": _(
        "This person has not agreed that the portal looks for openings, or the profile is not"
        " finished or paused. Talk about it first."
    ),
    "matching_closed": _("This opening takes no answers any more."),
    "matching_taken": _("This person has applied here already, or said no to it."),
    "matching_full": _("This opening has as many candidates as its employer asked for."),
    "suggestion_answered": _("The person has answered meanwhile, or it was taken away."),
    "suggestion_at_end": _("It can't be moved any further."),
}
DEEDS |= {
    "matching.suggestion.added": _("suggested an opening to a person"),
    "matching.suggestion.removed": _("took a suggestion away"),
    "matching.suggestion.moved": _("moved a suggestion up or down"),
    "matching.opening.wanted": _("said how many candidates are wanted"),
    "matching.run.asked": _("asked for a run of the matching"),
    "matching.run.done": _("a run of the matching was done"),
    "matching.suggestion.asked_again": _("a suggestion was offered again, as asked"),
    "matching.list.exported": _("List of people without a suggestion exported"),
    "matching.figures.exported": _("Figures of the matching exported"),
}
CHANGES = {
    "add": _("added"),
    "remove": _("taken away"),
    "up": _("moved up"),
    "down": _("moved down"),
}
CHANGE = {
    "up": _("Move it up"),
    "down": _("Move it down"),
    "remove": _("Take it away"),
}
CHANGE_REASONS = {
    "knows_person": _("I know the person: there are skills that are not written, or other ones"),
    "knows_employer": _("I know what the employer really needs"),
    "motivation": _("The person really wants it"),
    "obstacle": _("Something is in the way: transport, children, hours"),
    "asked": _("The person or the employer asked for it"),
    "wrong": _("The portal is mistaken"),
    "other": _("Another reason"),
}
STATES = {
    "proposed": _("No answer yet"),
    "later": _("Wants to think about it"),
    "yes": _("Said yes"),
    "no": _("Said no"),
    "withdrawn": _("Taken away"),
}
WITHDRAWN = {
    "filled": _("the places are taken"),
    "closed": _("the opening is closed"),
    "enough": _("the employer has as many candidates as it asked for"),
    "no_longer_fits": _("it does not fit any more"),
    "others_first": _("others came first"),
    "team": _("by the team"),
    "person": _("the person wants no suggestions now"),
}
RUN_KINDS = {"whole": _("Everyone"), "changes": _("What had changed")}
RUN_STATES = {
    "waiting": _("Waits for its turn"),
    "reading": _("Reads people and openings"),
    "scoring": _("Compares them"),
    "solving": _("Spreads the chances"),
    "writing": _("Writes the lists"),
    "done": _("Done"),
    "failed": _("Stopped by a mistake"),
}
# Why someone has no suggestion, as the team reads it: a rule that left none, or one of two others.
WHY_NONE = {
    "ask": _("Nobody has asked yet whether the person wants suggestions"),
    "consent": _("Does not want any, or the profile is not finished or paused"),
    "capacity": _("The openings have enough candidates"),
    "taken": _("Has answered all that fit"),
    "kind": _("Looks for another kind of work than what is open"),
    "reach": _("The openings are too far away"),
    "language": _("The openings ask for a language"),
    "dates": _("Can't begin when the openings do"),
    "hours": _("Other hours than the openings"),
    "route": _("You decide first when the person can begin to work"),
    "near": _("The openings are for other trades"),
    "others": _("Openings fit, but others came first"),
    "new": _("Not looked at yet"),
}
# The same for an opening without candidates.
WHY_NOBODY = {
    "consent": _("Nobody has agreed to get suggestions"),
    "capacity": _("Has as many candidates as its employer asked for"),
    "taken": _("All who fit have answered"),
    "kind": _("Nobody looks for this kind of work"),
    "reach": _("Nobody can go there"),
    "language": _("Nobody speaks the language well enough"),
    "dates": _("Nobody can begin on its day"),
    "hours": _("Nobody is free at its hours"),
    "route": _("Counsellors decide first when people can begin to work"),
    "near": _("Nobody knows the trade"),
    "others": _("People fit, but had enough other openings"),
    "new": _("Not looked at yet"),
}

# The person's pages: what she reads before she agrees, what she answers, what she is told.
REFUSALS |= {
    "suggestion_said": _("You have answered this already. What you said stands here."),
}
DEEDS |= {
    "matching.consent.given": _("agreed that the portal looks for openings"),
    "matching.consent.refused": _("wants no suggestions"),
    "matching.suggestion.answered": _("answered a suggestion"),
    "matching.suggestion.put_back": _("put a suggestion back in the list"),
    "matching.suggestion.withdrawn": _("a suggestion was taken out of a list"),
}
# What she says yes or no to, sentence by sentence; read aloud to her where the team writes it down.
# operations/answering.py names its version.
CONSENT = {
    "what": _(
        "The portal compares your profile with the openings, and shows you those that fit best."
        " It says why."
    ),
    "looks": _(
        "It looks at your trades, your skills, your languages, where you live, when you are free"
        " and what you look for."
    ),
    "never": _(
        "It never looks at your name, whether you are a woman or a man, your age, or where you"
        " come from."
    ),
    "employer": _(
        "An employer learns nothing of you before you say yes to its opening. You can stop at any"
        " time."
    ),
    "anyway": _("If you say no, we help you all the same."),
}
NO_REASONS = {
    "trade": _("It is not the work that I look for"),
    "far": _("It is too far away"),
    "hours": _("The hours do not suit me"),
    "pay": _("The pay is too low"),
    "dates": _("I can't begin then"),
    "employer": _("I do not want to work for this employer"),
    "found": _("I have found something else"),
    "other": _("Another reason"),
}
# Why she has none: the rule that left nothing, said of all the openings.
NONE_FOR_PERSON = {
    "capacity": _("The openings that fit you have enough candidates."),
    "taken": _("You have answered all the openings that fit you."),
    "kind": _("Nothing is open of the kind of work that you look for."),
    "reach": _("The openings are too far from where you live."),
    "language": _("The openings ask for a language that you do not speak well enough yet."),
    "dates": _("The openings begin before you are free."),
    "hours": _("The openings ask for more hours than you have."),
    "route": _("Talk to your counsellor first: together you decide when you can begin to work."),
    "near": _("The openings ask for other trades, or other skills."),
}
# Why a suggestion went away, as the person reads it.
GONE = {
    "filled": _("This place is taken. It is not because of you."),
    "closed": _("The employer has closed this opening. It is not because of you."),
    "enough": _("Enough people have answered this opening already. We look for others for you."),
    "no_longer_fits": _("The opening or your profile has changed: they do not fit any more."),
    "others_first": _("This opening is offered to other people now. We look for others for you."),
    "team": _("The team has taken this one away. Ask us why, if you like."),
    "person": _("You did not want suggestions any more."),
}
PEOPLE_COVERED = {
    "full": _("People with three suggestions or more"),
    "some": _("People with one or two"),
    "none": _("People without a suggestion"),
}
OPENINGS_COVERED = {
    "full": _("Openings with as many candidates as they asked for"),
    "some": _("Openings with fewer"),
    "none": _("Openings without candidates"),
}
ANSWERS_COUNTED = {
    "yes": _("Yes"),
    "no": _("No"),
    "later": _("Later"),
    "silent": _("No answer for a week"),
    "fresh": _("No answer yet"),
}
SPREAD_OVER = {"exposure": _("Over people"), "exposure_openings": _("Over openings")}
# As the plain ranking gives them, and as they are given.
EXPOSURE = {"before": _("The best first"), "after": _("Spread, as people get them")}
GROUPS = {"hub": _("Office"), "sex": _("Women and men")}
GROUP_STEPS = {
    "people": _("People"),
    "some": _("With a suggestion"),
    "enough": _("With three or more"),
}
SEXES = {"": _("Not said"), "f": _("Women"), "m": _("Men")}

# The arithmetic: its rules and parts, and what may be missing, by name.
RULES = {
    "consent": _("Agreement and profile"),
    "capacity": _("Room left"),
    "taken": _("Answered before"),
    "kind": _("Kind of work"),
    "reach": _("Way to work"),
    "language": _("Language"),
    "dates": _("First day"),
    "hours": _("Hours"),
    "route": _("What the counsellor decided"),
    "near": _("Trade and skills"),
}
PARTS = {
    "trade": _("Trade"),
    "skills": _("Skills"),
    "languages": _("Languages"),
    "distance": _("Way to work"),
    "availability": _("First day and hours"),
    "preferences": _("Wishes"),
}
MISSING = {
    "trade": _("The trade"),
    "experience": _("A year in the trade"),
    "language": _("A language"),
    "skill": _("A skill"),
    "skill_wished": _("A skill that is good to have"),
    "skill_unsaid": _("A skill of the trade, not written in the profile"),
    "cv": _("A CV"),
    "place": _("Where the person lives"),
}
