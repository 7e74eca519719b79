"""What the arithmetic found, said to the person and to the team. For sentences.py to fill."""

from flask_babel import lazy_gettext as _

# A rule that is broken.
RULES_FOR_PERSON = {
    "consent": _("The portal looks for you once you agree and your profile is finished."),
    "capacity": _("This opening has enough candidates."),
    "taken": _("You have answered this one before."),
    "kind": _("You did not choose this kind of work in your profile."),
    "reach": _("It is too far from where you live."),
    "language": _("It asks for a language that you don't speak well enough yet."),
    "dates": _("It begins before you are free."),
    "hours": _("It asks for more hours than you have."),
    "route": _("Talk to your counsellor first: together you decide when you can begin to work."),
    "near": _("It asks for another trade, or other skills."),
}
RULES_FOR_TEAM = {
    "consent": _("Has not agreed to suggestions, or the profile is not finished or paused."),
    "capacity": _("The opening is closed, or has as many candidates as its employer asked for."),
    "taken": _("Has applied here already, or said no, or the team took it away."),
    "kind": _("Looks for another kind of work."),
    "reach": _("The work is out of reach from where this person lives."),
    "language": _("Does not speak a language as well as the opening asks."),
    "dates": _("Can begin only when it is too late for the opening."),
    "hours": _("The opening asks for more hours a week than this person has."),
    "route": _("No counsellor has recorded yet when this person can begin to work."),
    "near": _("Trade and skills are too far from what is asked for."),
}
# What is there.
HAS_FOR_PERSON = {
    "trade": _("You know this trade: %(what)s, %(time)s."),
    "trade:stored": _("It is your trade, or almost the same: %(what)s."),
    "skills": _("You can do this: %(what)s."),
    "language": _("You speak it well enough: %(what)s."),
    "home": _("You can do it from home."),
    "near": _("It is near you: %(what)s."),
    "reach": _("You can go there: %(what)s."),
    "move": _("You wrote that you could move. It is in this city: %(what)s."),
    "begin": _("You can begin in time."),
    "times": _("You can begin in time, and you have the hours."),
}
HAS_FOR_TEAM = {
    "trade": _("Knows this trade: %(what)s, %(time)s."),
    "trade:stored": _("Has this trade, or almost the same: %(what)s."),
    "skills": _("Can do this: %(what)s."),
    "language": _("Speaks it well enough: %(what)s."),
    "home": _("Can do it from home."),
    "near": _("It is near: %(what)s."),
    "reach": _("Can go there: %(what)s."),
    "move": _("Would move. It is in this city: %(what)s."),
    "begin": _("Can begin in time."),
    "times": _("Can begin in time, and has the hours."),
}
# What is missing: a code, or a code and more of it.
MISSING_FOR_PERSON = {
    "trade:near": _("You know a trade that is close to it. This one is new for you: %(what)s."),
    "trade:wish": _("You want to do this trade, and have not done it yet: %(what)s."),
    "trade:none": _("This trade is not in your profile: %(what)s."),
    "experience": _("You have less than a year in this trade: %(what)s."),
    "language": _("To learn: %(what)s. It must be spoken %(level)s."),
    "skill": _("Missing: %(what)s."),
    "skill_wished": _("Good to know, and missing: %(what)s."),
    "skill_unsaid": _("Do you know this? Then write it in your profile: %(what)s."),
    "cv": _("The employer asks for a CV."),
    "place": _("We don't know where you live. Choose your city in your profile."),
}
MISSING_FOR_TEAM = {
    "trade:near": _("Knows a trade that is close to it, not this one: %(what)s."),
    "trade:wish": _("Wants to do this trade, and has not done it yet: %(what)s."),
    "trade:none": _("Has not named this trade: %(what)s."),
    "experience": _("Less than a year in this trade: %(what)s."),
    "language": _("Missing: %(what)s. It must be spoken %(level)s."),
    "skill": _("Missing: %(what)s."),
    "skill_wished": _("Good to have, and missing: %(what)s."),
    "skill_unsaid": _("Goes with the trade, and is not in the profile: %(what)s."),
    "cv": _("A CV is asked for, and there is none."),
    "place": _("Nobody has written where this person lives."),
}
