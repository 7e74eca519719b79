"""A person's badge: the page behind the link that only she has."""

from flask import Blueprint, abort, redirect, request, url_for

from portal.accounts.guards import open_to_all
from portal.core.errors import Refused
from portal.events import badges, queries
from portal.events.forms import PersonForm
from portal.events.labels import REFUSALS
from portal.events.models import Registration, Seat
from portal.events.operations import registration as registrations
from portal.events.operations import seats
from portal.events.states import RegistrationState
from portal.reference import cities
from portal.web.forms import Form
from portal.web.locale import language
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("badges", __name__, url_prefix="/<lang>/badges/<token>")
bp.before_request(open_to_all)


@bp.get("/")
def show(token):
    found = _badge(token)
    if found.token != token:  # merged: the kept one is theirs
        return redirect(url_for(".show", token=found.token), code=303)
    return render("events/badge.html", **badges.context(found))


@bp.route("/change", methods=["GET", "POST"])
def change(token):
    found = _active(token)
    form = PersonForm()
    form.offer(badges.sessions_to_choose(found))
    form.show(found)

    def deed() -> str:
        registrations.change(queries.badge(token) or abort(404), form.answers(), prompt=True)
        return url_for(".show", token=found.token)

    if form.was_sent():
        try:
            return once(deed)
        except Refused as no:
            form.refuse(REFUSALS[no.code], no.field)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "token_of_badge": token, "cities": cities.names(language())}
    return render("events/change.html", status=status, **context)


@bp.route("/cancel", methods=["GET", "POST"])
def cancel(token):
    if request.method == "POST":
        return _do(token, lambda found: registrations.cancel(found))
    return render("events/cancel.html", registration=_active(token), token_of_badge=token)


@bp.post("/seats/<id:seat_id>/take")
def take(token, seat_id):
    return _do(token, lambda found: seats.accept_offer(_seat(found, seat_id)))


@bp.post("/seats/<id:seat_id>/decline")
def decline(token, seat_id):
    return _do(token, lambda found: seats.give_back([_seat(found, seat_id)]))


@bp.get("/agenda.ics")
def agenda(token):
    found = _active(token)
    answer = badges.calendar(found, language(), url_for(".show", token=token, _external=True))
    headers = {"Content-Disposition": "attachment; filename=agenda.ics"}
    return answer, 200, {"Content-Type": "text/calendar; charset=utf-8", **headers}


def _do(token: str, deed):
    def unit() -> str:
        deed(queries.badge(token) or abort(404))
        return url_for(".show", token=token)

    try:
        return once(unit)
    except Refused as no:
        form = Form()
        form.refuse(REFUSALS[no.code])
        context = badges.context(_badge(token))
        return render("events/badge.html", status=422, **{**context, "form": form})


def _badge(token: str) -> Registration:
    return queries.badge(token) or abort(404)


def _active(token: str) -> Registration:
    found = _badge(token)
    return found if found.state == RegistrationState.ACTIVE else abort(404)


def _seat(found: Registration, seat_id: int) -> Seat:
    return next((seat for seat in found.seats if seat.id == seat_id), None) or abort(404)
