"""Those who write agreements, at the desk and at the employer's: new, changed, sent, continued."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, current_app, request, url_for
from sqlalchemy import ColumnElement

from portal.agreements import cards, queries
from portal.agreements.forms import AgreementForm, show_agreement
from portal.agreements.labels import REFUSALS
from portal.agreements.models import Agreement
from portal.agreements.operations import drafting
from portal.agreements.operations.drafting import Writer
from portal.agreements.rules import turns
from portal.agreements.views import steps
from portal.agreements.views.steps import Table
from portal.applications.models import Application
from portal.core.clock import now
from portal.core.errors import Refused
from portal.web.once import once
from portal.web.render import render


@dataclass(frozen=True)
class Desk:
    """Who writes here: `mine` says whose agreements and applications, `who` who it is."""

    table: Table
    mine: Callable[[], ColumnElement[bool]]
    ready: Callable[[], ColumnElement[bool]]  # the same, for applications
    who: Callable[[], Writer]


def add(bp: Blueprint, desk: Desk) -> None:
    """Give the blueprint the addresses of writing."""
    both = ["GET", "POST"]

    def rule(address: str, name: str, view: Any, methods: list[str]):
        def shown(token):
            return view(desk, token)

        shown.__name__ = name
        bp.add_url_rule(address, name, shown, methods=methods)

    rule("/new/<token>", "new", _new, both)
    rule("/<token>/edit", "edit", _edit, both)
    rule("/<token>/renew", "renew", _renew, both)
    rule("/<token>/send", "send", _send, ["POST"])
    rule("/<token>/cancel", "cancel", _cancel, ["POST"])


def _new(desk: Desk, token: str):
    application = queries.application(token, desk.ready()) or abort(404)
    live = queries.live_of(application.id)
    form = AgreementForm()
    if request.method == "GET":
        form.show(cards.first_words(application, now()), None)

    def deed() -> str:
        locked = queries.application(token, desk.ready(), lock=True) or abort(404)
        return _drafted(desk, form, locked, None)

    answer = _sent(form, deed)
    return answer or _page(desk, form, application, live=live, action=url_for(".new", token=token))


def _renew(desk: Desk, token: str):
    earlier = _agreement(desk, token)
    if earlier.state not in turns.RENEWABLE:
        abort(404)
    form = AgreementForm()
    if request.method == "GET":
        form.show(cards.next_words(earlier), cards.school_of(earlier))

    def deed() -> str:
        locked = _agreement(desk, token, lock=True)
        return _drafted(desk, form, locked.application, locked)

    answer = _sent(form, deed)
    earlier = _agreement(desk, token)
    action = url_for(".renew", token=token)
    return answer or _page(desk, form, earlier.application, renews=earlier, action=action)


def _edit(desk: Desk, token: str):
    agreement = _agreement(desk, token)
    if agreement.state not in turns.CHANGEABLE:
        abort(404)
    form = AgreementForm()
    show_agreement(form, agreement, cards.school_of(agreement))

    def deed() -> str:
        drafting.change(_agreement(desk, token, lock=True), form.words(), form.school())
        return url_for(".show", token=token)

    answer = _sent(form, deed)
    agreement = _agreement(desk, token)
    action = url_for(".edit", token=token)
    return answer or _page(desk, form, agreement.application, changes=agreement, action=action)


def _send(desk: Desk, token: str):
    by = desk.who()
    return steps.do(desk.table, token, lambda seat, _: drafting.send(seat.agreement, by=by))


def _cancel(desk: Desk, token: str):
    def act(seat, _):
        if "cancel" not in cards.may(seat.agreement, desk.table.party):
            raise Refused("agreement_moved_on")
        drafting.cancel(seat.agreement)

    return steps.do(desk.table, token, act)


def _drafted(
    desk: Desk, form: AgreementForm, application: Application, renews: Agreement | None
) -> str:
    programme = current_app.extensions["settings"].programme.name["fr"]
    made = drafting.draft(
        application,
        form.words(),
        form.school(),
        programme=programme,
        by=desk.who(),
        renews=renews,
    )
    return url_for(".show", token=made.token)


def _sent(form: AgreementForm, deed: Callable[[], str]):
    """The answer to a form that was sent and taken; None for one to be shown (again)."""
    if not form.was_sent():
        return None
    try:
        return once(deed)
    except Refused as no:
        form.refuse(REFUSALS[no.code], no.field)
        return None


def _agreement(desk: Desk, token: str, *, lock: bool = False) -> Agreement:
    return queries.agreement(token, desk.mine(), lock=lock) or abort(404)


def _page(desk: Desk, form: AgreementForm, application: Application, **more: Any):
    about: dict[str, Any] = {"layout": desk.table.layout, "here": request.blueprint, "live": None}
    about |= {"changes": None, "renews": None, "form": form, "application": application}
    status = 422 if request.method == "POST" else 200
    return render("agreements/form.html", status=status, **about | more)
