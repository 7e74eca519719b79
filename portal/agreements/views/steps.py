"""What every party does with an agreement, each at its own address: read, sign, say no, keep."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, request, url_for

from portal.agreements import cards, papers
from portal.agreements.forms import CodeForm, NameForm, StaffSignForm, WhyForm
from portal.agreements.labels import REFUSALS
from portal.agreements.models import Agreement, Signature
from portal.agreements.operations import signing
from portal.agreements.operations.signing import Signer
from portal.agreements.states import Party
from portal.core.errors import Refused
from portal.web.forms import Form
from portal.web.locale import language
from portal.web.once import ask, once
from portal.web.render import render

WITH_ROLE = (Party.EMPLOYER, Party.PROGRAMME)
View = Callable[..., Any]


def _as_it_is(view: View) -> View:
    return view


@dataclass(frozen=True)
class Table:
    """How one party comes to the table.

    `find` answers with the seat and with who sits in it, or with a 404; with `lock=True` inside a
    transaction. `asks` and `asks_again` guard reading and signing. `read` is told of each reading.
    """

    party: str
    layout: str
    find: Callable[..., tuple[Signature, Signer]]
    base: str = "/<token>"
    asks: Callable[[View], View] = _as_it_is
    asks_again: Callable[[View], View] = _as_it_is
    read: Callable[[Agreement], None] | None = None


def add(bp: Blueprint, table: Table) -> None:
    """Give the blueprint the addresses of reading, signing, refusing and keeping."""
    both = ["GET", "POST"]

    def rule(address: str, name: str, view: View, guard: Callable[[View], View], methods: Any):
        def shown(token):
            return view(table, token)

        shown.__name__ = name
        bp.add_url_rule(table.base + address, name, guard(shown), methods=methods)

    rule("/", "show", _show, table.asks, ["GET"])
    rule("/agreement.pdf", "paper", _paper, table.asks, ["GET"])
    rule("/sign", "sign", _sign, table.asks_again, both)
    rule("/refuse", "refuse", _refuse, table.asks_again, both)


def page(template: str, table: Table, agreement: Agreement, status: int = 200, **more: Any):
    """A page of this agreement, in the layout of the party that reads it."""
    about = cards.about(agreement, table.party, language())
    about |= {"layout": table.layout, "here": request.blueprint, "form": Form()}
    # The address names the agreement; a school's names its seat.
    about["token_here"] = (request.view_args or {}).get("token", agreement.token)
    return render(template, status=status, **about | more)


def do(table: Table, token: str, act: Callable[[Signature, Signer], object], after: str = ".show"):
    """Run a deed on the locked agreement, once; what it refuses is said on the page."""

    def deed() -> str:
        act(*table.find(token, lock=True))
        return url_for(after, token=token)

    try:
        return once(deed)
    except Refused as no:
        form = Form()
        form.refuse(REFUSALS[no.code])
        signature, _ = table.find(token)
        return page("agreements/read.html", table, signature.agreement, 422, form=form)


def _seen(table: Table, token: str) -> Agreement:
    """The agreement, for someone who is going to read it."""
    signature, _ = table.find(token)
    if table.read is not None:
        table.read(signature.agreement)
        signature, _ = table.find(token)
    return signature.agreement


def _show(table: Table, token: str):
    return page("agreements/read.html", table, _seen(table, token))


def _paper(table: Table, token: str):
    agreement = _seen(table, token)
    if "paper" not in cards.may(agreement, table.party):
        abort(404)
    made = papers.pdf(agreement, table.party)
    name = f"convention-{agreement.number}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(made, mimetype="application/pdf", headers=headers)


def _sign(table: Table, token: str):
    if request.method == "GET":
        return _sign_page(table, token)
    if table.party == Party.PROGRAMME:
        return _with_code(table, token, StaffSignForm())
    if "send" in request.form:
        return _send_code(table, token)
    return _with_code(table, token, CodeForm())


def _send_code(table: Table, token: str):
    form = NameForm()

    def deed() -> str:
        signature, signer = table.find(token, lock=True)
        signing.send_code(signature, signer, form.read())
        return url_for(".sign", token=token)

    if form.validate():
        try:
            return once(deed)
        except Refused as no:
            form.refuse(REFUSALS[no.code], no.field)
    return _sign_page(table, token, names=form)


def _with_code(table: Table, token: str, form: Any):
    wrong: list[Refused] = []

    def deed() -> str:
        wrong.clear()
        signature, signer = table.find(token, lock=True)
        refusal = signing.sign(signature, signer, form.read(), form.typed)
        wrong.extend([refusal] if refusal else [])
        return url_for(".show", token=token)

    if form.validate():
        try:
            answer = once(deed)
        except Refused as no:
            wrong.append(no)
        if not wrong:
            return answer
        form.refuse(REFUSALS[wrong[0].code], wrong[0].field)
    return _sign_page(table, token, form=form)


def _sign_page(table: Table, token: str, form: Any = None, names: NameForm | None = None):
    signature, signer = table.find(token)
    agreement, staff = signature.agreement, table.party == Party.PROGRAMME
    empty = StaffSignForm if staff else CodeForm
    form = form or empty(data={})
    names = names or NameForm(data={})
    for one in (form, names):
        _fill_in(one, signature, signer)
    status = 422 if request.method == "POST" else 200
    template = "agreements/sign.html"
    return page(template, table, agreement, status, form=form, names=names, account=signer.account)


def _fill_in(form: Any, signature: Signature, signer: Signer) -> None:
    """The name that was written before; the post only of those who sign for a house."""
    if "name" not in form:
        return
    if signature.party not in WITH_ROLE:
        del form.role
    elif form.role.data is None:
        form.role.data = signature.role
    if form.name.data:
        return
    mine = signature.party == Party.PERSON
    known = signature.agreement.person_name if mine else signature.name
    form.name.data = known or (signer.account.name if signer.account and not mine else "")


def _refuse(table: Table, token: str):
    form = WhyForm()

    def deed() -> str:
        signature, signer = table.find(token, lock=True)
        signing.refuse(signature, signer, form.why.data)
        return url_for(".show", token=token)

    if answered := ask(form, deed, REFUSALS):
        return answered
    signature, _ = table.find(token)
    status = 422 if request.method == "POST" else 200
    return page("agreements/refuse.html", table, signature.agreement, status, form=form)
