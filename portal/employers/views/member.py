"""An employer registers and looks after the organisation."""

from flask import Blueprint, abort, request, url_for

from portal.accounts.guards import my_account
from portal.accounts.models import Account
from portal.core.errors import Refused
from portal.employers import labels, queries, rules
from portal.employers.forms import OrganisationForm, RegistrationForm
from portal.employers.guards import membership, own_organisation
from portal.employers.models import Membership
from portal.employers.operations import registering
from portal.web.forms import Form
from portal.web.once import ask, once
from portal.web.render import render

bp = Blueprint("organisation", __name__, url_prefix="/<lang>/employer/organisation")
bp.before_request(own_organisation)


@bp.context_processor
def words():
    return {"words": labels, "rules": rules}


@bp.get("/")
def show():
    return _page()


@bp.route("/register", methods=["GET", "POST"])
def register():
    form = RegistrationForm()

    def deed() -> str:
        registering.register(form.facts(), _account(), signs=form.charter.data)
        return url_for(".registered")

    if answered := ask(form, deed, labels.REFUSALS):
        return answered
    form.begin(_account())
    return _form_page("employers/register.html", form)


@bp.get("/registered")
def registered():
    return render("employers/registered.html", firm=membership().organisation)


@bp.route("/edit", methods=["GET", "POST"])
def edit():
    form = OrganisationForm()
    form.show(membership().organisation)

    def deed() -> str:
        registering.change(_mine().organisation, form.facts())
        return url_for(".show")

    changed = ask(form, deed, labels.REFUSALS)
    return changed or _form_page("employers/edit.html", form, firm=_mine().organisation)


@bp.get("/charter")
def charter():
    account = my_account()
    mine = queries.membership_of(account.id) if account else None
    return render("employers/charter.html", firm=mine.organisation if mine else None)


@bp.post("/charter/sign")
def sign():
    return _do(lambda mine: registering.sign(mine.organisation, _account()))


@bp.post("/charter/withdraw")
def withdraw():
    return _do(lambda mine: registering.withdraw(mine.organisation))


def _do(act):
    """Do what a button asks and show the organisation; a refusal stands above it."""

    def deed() -> str:
        act(_mine())
        return url_for(".show")

    form = Form()
    try:
        return once(deed)
    except Refused as no:
        form.refuse(labels.REFUSALS[no.code])
        return _page(form, status=422)


def _page(form: Form | None = None, status: int = 200):
    mine = _mine()
    return render(
        "employers/show.html",
        status=status,
        form=form or Form(),
        mine=mine,
        firm=mine.organisation,
        several=len(queries.memberships_of(_account().id)) > 1,
    )


def _form_page(template: str, form: OrganisationForm, **context):
    status = 422 if request.method == "POST" else 200
    return render(template, status=status, form=form, **context)


def _account() -> Account:
    return my_account() or abort(404)


def _mine() -> Membership:
    """The membership as it is now: also inside a transaction, which forgets what was read."""
    return queries.membership_of(_account().id) or abort(404)
