"""A person follows her applications."""

from datetime import date, datetime, time

from flask import Blueprint, abort, current_app, g, redirect, url_for

from portal.accounts import rules as account_rules
from portal.accounts.guards import pin_again, with_account
from portal.applications import labels, rules
from portal.applications.models import Application, Disclosure
from portal.applications.operations import applying, sharing
from portal.applications.queries import mine
from portal.applications.states import OPEN, ApplicationState
from portal.core.clock import from_wall_clock, now
from portal.core.errors import Refused
from portal.people import queries as people
from portal.people.models import Person
from portal.web.forms import Form
from portal.web.locale import language
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("applications", __name__, url_prefix="/<lang>/me/applications")
bp.before_request(with_account)


@bp.get("/")
@pin_again
def index():
    person = people.person_of(g.account.id)
    found = mine.all_of(person) if person else []
    return render(
        "applications/index.html",
        going_on=[one for one in found if one.state in _GOES_ON],
        ended=[one for one in found if one.state not in _GOES_ON],
        until=_until,
        words=labels,
    )


@bp.get("/<token>/")
@pin_again
def show(token):
    return _shown(token, Form())


@bp.post("/<token>/withdraw")
def withdraw(token):
    return _do(token, applying.withdraw)


@bp.get("/<token>/number")
@pin_again
def number(token):
    """The words that a person says yes to, whole, before she does."""
    found = _mine(token)
    if found.state not in rules.SHAREABLE or found.opportunity.organisation is None:
        abort(404)
    sentence = labels.SHARING[rules.SHARE_VERSION]
    return render("applications/number.html", application=found, sentence=sentence)


@bp.post("/<token>/number")
def give_number(token):
    if now() - g.account_session.pin_at > account_rules.PIN_HOLDS:
        return redirect(url_for(".number", token=token), code=303)  # where the PIN is asked
    return _do(token, lambda found: sharing.give(found, language=language()))


@bp.post("/<token>/number/take-back")
def take_number_back(token):
    return _do(token, lambda found: sharing.end(found))


_GOES_ON = (*OPEN, ApplicationState.ACCEPTED, ApplicationState.POOL)


def _do(token: str, deed):
    def unit() -> str:
        deed(_mine(token))
        return url_for(".show", token=token)

    try:
        return once(unit)
    except Refused as no:
        form = Form()
        form.refuse(labels.REFUSALS[no.code])
        return _shown(token, form, status=422)


def _shown(token: str, form: Form, status: int = 200):
    found = _mine(token)
    at = now()
    ended = found.state not in _GOES_ON
    return render(
        "applications/show.html",
        status=status,
        application=found,
        opening=found.opportunity,
        firm=found.opportunity.organisation,
        form=form,
        until=_until(found),
        shared=found.disclosure if _holds(found, at) else None,
        asked_for_number=found.state in rules.ASKED_FOR_A_NUMBER,
        shareable=found.state in rules.SHAREABLE and found.opportunity.organisation is not None,
        withdrawable=found.state in rules.WITHDRAWABLE,
        again=found.state in rules.AGAIN and mine.is_open(found.opportunity, at),
        others=mine.similar(found.opportunity, found.person) if ended else [],
        ended=ended,
        next_month=rules.next_month(at),
        step_on=_noon(found.next_step_on),
        words=labels,
    )


def _mine(token: str) -> Application:
    person: Person | None = people.person_of(g.account.id)
    return (mine.one(person, token) if person else None) or abort(404)


def _holds(application: Application, at) -> Disclosure | None:
    """Does what the person said of her number still hold?"""
    said = application.disclosure
    if said is None or said.withdrawn_at is not None or said.ends_at <= at:
        return None
    return said if application.state in rules.SHAREABLE else None


def _noon(day: date | None) -> datetime | None:
    return from_wall_clock(datetime.combine(day, time(12))) if day else None


def _until(application: Application):
    """The last day on which the employer may answer."""
    days = current_app.extensions["settings"].answer_days
    return rules.answer_until(application.heard_at, days)
