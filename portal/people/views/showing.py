"""What the screens of a profile have in common."""

from collections.abc import Callable
from typing import Any

from flask import url_for
from werkzeug.wrappers import Response

from portal.core.errors import Refused
from portal.people import rules
from portal.people.labels import REFUSALS, STEPS
from portal.people.models import Person
from portal.people.states import Step
from portal.web.forms import Form
from portal.web.once import once

ENDPOINTS = {
    Step.TRADES: "my_trades.index",
    Step.SKILLS: "profile.skills",
    Step.LANGUAGES: "profile.languages",
    Step.PLACE: "profile.place",
    Step.WISHES: "profile.wishes",
}


def kept(form: Form, deed: Callable[[], str]) -> Response | None:
    """Do the deed once and lead on; None, and the reason on the form, where a rule says no."""
    try:
        return once(deed)
    except Refused as no:
        form.refuse(REFUSALS[no.code], no.field)
        return None


def after(step: Step, person: Person) -> str:
    """Where to go from this screen: to the next one, or back to a profile that is complete."""
    following = None if person.complete_at else rules.next_step(step)
    return url_for(ENDPOINTS[following] if following else "profile.show")


def progress(person: Person) -> dict[str, Any]:
    """How far the profile is, step by step."""
    steps = [(step, STEPS[step], url_for(ENDPOINTS[step]), step in person.steps) for step in Step]
    left = rules.steps_left(person.steps)
    return {"all_steps": steps, "filled": len(Step) - len(left), "coming": left[:1]}
