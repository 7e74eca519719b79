"""Who speaks for the organisation: invite, join, choose, hand over, leave."""

from flask import Blueprint, abort, current_app, render_template, request, url_for

from portal.accounts.guards import my_account, pin_again
from portal.accounts.models import Account
from portal.employers import labels, queries, rules
from portal.employers.forms import InvitationForm
from portal.employers.guards import own_organisation
from portal.employers.models import Membership
from portal.employers.operations import members
from portal.employers.states import MemberRole, MemberState
from portal.web.forms import Form
from portal.web.once import ask
from portal.web.render import render

bp = Blueprint("colleagues", __name__, url_prefix="/<lang>/employer/organisation")
bp.before_request(own_organisation)


@bp.context_processor
def words():
    return {"words": labels, "rules": rules}


@bp.get("/members/")
def index():
    return _list(Form())


@bp.route("/members/invite", methods=["GET", "POST"])
@pin_again
def invite():
    form = InvitationForm()

    def deed() -> str:
        made = members.invite(_owner().organisation, form.name.data)
        return url_for(".invitation", token=made.token)

    invited = ask(form, deed, labels.REFUSALS)
    status = 422 if request.method == "POST" else 200
    return invited or render("employers/invite.html", status=status, form=form, mine=_owner())


@bp.get("/members/<token>/link")
@pin_again
def invitation(token):
    found = _colleague(token)
    if found.state != MemberState.INVITED:
        abort(404)
    return render("employers/invitation.html", invited=found, link=link_of(found))


@bp.get("/members/<token>/")
@pin_again
def show(token):
    return render("employers/member.html", other=_colleague(token), form=Form())


@bp.post("/members/<token>/remove")
@pin_again
def remove(token):
    return _do(token, lambda other: members.take_back(other))


@bp.post("/members/<token>/hand-over")
@pin_again
def hand_over(token):
    return _do(token, lambda other: members.hand_over(_owner(), other))


@bp.route("/leave", methods=["GET", "POST"])
@pin_again
def leave():
    form = Form()

    def deed() -> str:
        members.leave(_mine())
        return url_for("me.home")

    leaving = ask(form, deed, labels.REFUSALS)
    status = 422 if form.refusals else 200
    return leaving or render("employers/leave.html", status=status, form=form, mine=_mine())


@bp.route("/join/<secret>", methods=["GET", "POST"])
def join(secret):
    """The page behind an invitation. Looking at it changes nothing."""
    form = Form()

    def deed() -> str:
        members.accept(secret, _account())
        return url_for("organisation.show")

    joined = ask(form, deed, labels.REFUSALS)
    if joined:
        return joined
    invited = queries.invitation(secret)
    if invited is None:
        return render_template("employers/join_over.html"), 404
    status = 422 if form.refusals else 200
    return render("employers/join.html", status=status, form=form, invited=invited, secret=secret)


@bp.route("/choose", methods=["GET", "POST"])
def choose():
    form = Form()
    wanted = request.form.get("organisation", "")

    def deed() -> str:
        mine = queries.memberships_of(_account().id)
        members.choose(next((m for m in mine if m.token == wanted), None) or abort(404))
        return url_for("organisation.show")

    mine = queries.memberships_of(_account().id)
    return ask(form, deed, labels.REFUSALS) or render("employers/choose.html", form=form, mine=mine)


def link_of(invited: Membership) -> str:
    """The whole address of an invitation, to be sent by hand."""
    path = url_for("colleagues.join", secret=queries.invitation_secret(invited))
    return current_app.extensions["settings"].base_url + path


def _do(token: str, act):
    """Do something to a colleague and show them all; a refusal stands above."""

    def deed() -> str:
        act(_colleague(token))
        return url_for(".index")

    form = Form()
    return ask(form, deed, labels.REFUSALS) or _list(form, 422)


def _list(form: Form, status: int = 200):
    mine = _mine()
    return render(
        "employers/members.html",
        status=status,
        form=form,
        mine=mine,
        people=queries.members(mine.organisation_id),
    )


def _account() -> Account:
    return my_account() or abort(404)


def _mine() -> Membership:
    """The membership as it is now: also inside a transaction, which forgets what was read."""
    return queries.membership_of(_account().id) or abort(404)


def _owner() -> Membership:
    mine = _mine()
    return mine if mine.role == MemberRole.OWNER else abort(404)


def _colleague(token: str) -> Membership:
    """One of the owner's colleagues; for anyone else there is nobody."""
    owner = _owner()
    found = queries.member(owner.organisation_id, token)
    return found if found is not None and found.id != owner.id else abort(404)
