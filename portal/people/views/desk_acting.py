"""The desk: fill in a profile together with the person, or for her. It says so beside it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, current_app, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.guards import guard
from portal.accounts.permissions import Can
from portal.core.errors import Refused
from portal.people import labels, rules
from portal.people.forms.profile import (
    NONE_OF_THESE,
    LanguagesForm,
    NameForm,
    PlaceForm,
    SkillsForm,
    TradeForm,
    WhichForm,
    WishesForm,
)
from portal.people.models import Person
from portal.people.operations import acting, profile
from portal.people.states import Step
from portal.people.views.desk import me, person
from portal.people.views.trades import look_up
from portal.reference import cities
from portal.web.forms import Form
from portal.web.locale import language
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("desk_acting", __name__, url_prefix="/<lang>/desk/people/<token>/profile")
bp.before_request(guard(Can.ACT_FOR_PEOPLE))

FIELDS = {
    "name": "people/desk/_step_name.html",
    "trades": "people/desk/_step_trades.html",
    "skills": "people/desk/_step_skills.html",
    "languages": "people/desk/_step_languages.html",
    "place": "people/desk/_step_place.html",
    "wishes": "people/desk/_step_wishes.html",
}
Asked = tuple[Any, Callable[[], Any], Callable[[Person, Any], Any]]


@bp.route("/name", methods=["GET", "POST"])
def name(token):
    form = NameForm()

    def say(mine: Person, said: dict[str, str]) -> None:
        profile.call(mine, **said)

    def said() -> dict[str, str]:
        return {"name": form.name.data, "family_name": form.family_name.data or ""}

    return _screen(person(token), "name", (form, said, say))


@bp.route("/<any(trades,skills,languages,place,wishes):step>", methods=["GET", "POST"])
def step(token, step):
    mine = person(token)
    return _screen(mine, step, _asked(step, mine))


@bp.route("/trades/<trade>/which", methods=["GET", "POST"])
def which(token, trade):
    """Which trade of the catalogue her words mean."""
    mine = person(token)
    found = next((one for one in mine.trades if one.token == trade), None) or abort(404)
    form = WhichForm()

    def deed() -> str:
        code = "" if form.trade.data == NONE_OF_THESE else form.trade.data
        profile.choose_trade(person(token), trade, code)
        return url_for(".step", token=token, step=Step.TRADES)

    answer = _kept(form, deed) if form.was_sent() else None
    suggested = look_up(found.words)
    status = 422 if request.method == "POST" else 200
    context: dict[str, Any] = {
        "trade": found,
        "found": suggested,
        "picked": form.trade.data or found.trade,
    }
    page = "people/desk/which.html"
    return answer or render(page, status=status, person=mine, form=form, **context)


@bp.post("/trades/<trade>/remove")
def remove(token, trade):
    def deed() -> str:
        profile.drop_trade(person(token), trade)
        acting.note(person(token), Step.TRADES, me(), present=_present())
        return url_for(".step", token=token, step=Step.TRADES)

    return once(deed)


def _asked(step: str, mine: Person) -> Asked:
    """The form of a step, what it says, and the deed that keeps it."""
    form: Any
    if step == Step.TRADES:
        form = TradeForm()
        return form, form.answers, profile.add_trade
    if step == Step.SKILLS:
        form = SkillsForm()
        form.offer(mine)
        return form, lambda: form.answers(mine), profile.say_skills
    if step == Step.LANGUAGES:
        form = LanguagesForm(mine)
        return form, form.answers, profile.say_languages
    if step == Step.PLACE:
        form = PlaceForm()
        return form, form.answers, _say_place
    form = WishesForm()
    return form, form.answers, profile.say_wishes


def _say_place(mine: Person, said: profile.Place) -> None:
    profile.say_place(mine, said, hubs=current_app.extensions["settings"].programme.hubs)


def _screen(mine: Person, step: str, asked: Asked) -> Response:
    form, answers, say = asked
    token, answer = mine.token, None
    if form.was_sent():
        said = answers()  # before the transaction: the trades' index may be slow

        def deed() -> str:
            made = say(person(token), said)
            acting.note(person(token), step, me(), present=_present())
            return _after(token, step, made)

        answer = _kept(form, deed)
    elif request.method == "GET" and hasattr(form, "show") and step != Step.TRADES:
        form.show(mine)
    return answer or render(
        "people/desk/step.html",
        status=422 if request.method == "POST" else 200,
        person=person(token) if request.method == "POST" else mine,
        form=form,
        step=step,
        fields=FIELDS[step],
        words=labels,
        cities=cities.names(language()),
        present=_present() or request.method == "GET",
        band_of=rules.band_of,
        full=step == Step.TRADES and len(mine.trades) >= rules.MOST_TRADES,
        going_on=_after(token, step, None),
    )


def _after(token: str, step: str, made: Any) -> str:
    """To the next step; from a trade to what we understood of it; at the end to her page."""
    if step == Step.TRADES and made is not None:
        if not made.trade:
            return url_for(".which", token=token, trade=made.token)
        return url_for(".step", token=token, step=step)
    following = rules.next_step(Step(step)) if step in list(Step) else None
    if "more" in request.form:
        return url_for(".step", token=token, step=step)
    if following:
        return url_for(".step", token=token, step=following)
    return url_for("desk_persons.show", token=token)


def _kept(form: Form, deed: Callable[[], str]) -> Response | None:
    try:
        return once(deed)
    except Refused as no:
        form.refuse(labels.REFUSALS[no.code], no.field)
        return None


def _present() -> bool:
    """Was the tick "the person is here with me" set?"""
    return request.form.get("present", "") == "y"
