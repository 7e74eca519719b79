"""Members: who is of the start-up, who keeps its page."""

from datetime import date

from babel import dates
from flask import Blueprint, abort, current_app, request, url_for

from portal.accounts.guards import my_account, pin_again
from portal.accounts.models import Account
from portal.startups import guards, labels
from portal.startups.forms.members import LeftForm, MemberForm
from portal.startups.models import StartupMember
from portal.startups.operations import members
from portal.startups.queries import members as queries
from portal.startups.rules import members as rules
from portal.web.forms import Form
from portal.web.locale import language, locale
from portal.web.once import ask
from portal.web.render import render

bp = Blueprint("founder_members", __name__, url_prefix="/<lang>/founder/members")
bp.before_request(guards.founders_only)


@bp.context_processor
def words():
    return {"words": labels, "is_invited": queries.is_invited, "said": said}


def said(day: date) -> str:
    """A day without an hour: `31 janvier 2026`, `1er mars 2024`."""
    first = language() == "fr" and day.day == 1
    return dates.format_date(day, "d'er' MMMM y" if first else "long", locale=locale())


@bp.get("/")
def index():
    mine = guards.member()
    people = queries.people(mine.startup_id)
    return render("startups/founder/members.html", mine=mine, people=people)


@bp.route("/add", methods=["GET", "POST"])
@pin_again
def add():
    form = MemberForm()

    def deed() -> str:
        made = members.add_name(guards.my_startup(), form.facts())
        return url_for(".show", token=made.token)

    added = ask(form, deed, labels.REFUSALS)
    status = 422 if request.method == "POST" else 200
    return added or render("startups/founder/member_add.html", status=status, form=form)


@bp.route("/<token>/", methods=["GET", "POST"])
@pin_again
def show(token):
    form = MemberForm(member=_one(token))

    def deed() -> str:
        members.change(_one(token), form.facts())
        return url_for(".index")

    return ask(form, deed, labels.REFUSALS) or _page(token, form)


@bp.post("/<token>/left")
@pin_again
def left(token):
    leaving = LeftForm()

    def deed() -> str:
        members.end(_other(token), leaving.left_on.data)
        return url_for(".index")

    done = ask(leaving, deed, labels.REFUSALS)
    return done or _page(token, MemberForm(member=_one(token)), leaving)


@bp.post("/<token>/invite")
@pin_again
def invite(token):
    def deed() -> str:
        members.invite_member(_one(token))
        return url_for(".link", token=token)

    return _do(token, deed)


@bp.get("/<token>/link")
@pin_again
def link(token):
    found = _one(token)
    if not queries.is_invited(found):
        abort(404)
    about: dict = {"invited": found, "link": link_of(found)}
    return render("startups/founder/member_link.html", form=Form(), **about)


@bp.post("/<token>/take-back")
@pin_again
def take_back(token):
    def deed() -> str:
        members.take_back(_one(token))
        return url_for(".index")

    return _do(token, deed)


@bp.route("/leave", methods=["GET", "POST"])
@pin_again
def leave():
    form, mine = Form(), guards.member()

    def deed() -> str:
        members.leave(guards.member())
        return url_for("me.home")

    done = ask(form, deed, labels.REFUSALS)
    alone = not queries.has_keeper(mine.startup_id, but=mine.id)
    about: dict = {"mine": mine, "alone": alone, "stays": rules.NEEDS_A_KEEPER}
    status = 422 if form.refusals else 200
    return done or render("startups/founder/member_leave.html", status=status, form=form, **about)


@bp.route("/join/<secret>", methods=["GET", "POST"])
def join(secret):
    """The page behind an invitation. Looking at it changes nothing."""
    form = Form()

    def deed() -> str:
        members.accept(secret, _account())
        return url_for(".index")

    joined = ask(form, deed, labels.REFUSALS)
    if joined:
        return joined
    invited = queries.invitation(secret)
    if invited is None:
        return render("startups/founder/join_over.html", status=404)
    about: dict = {"invited": invited, "secret": secret}
    status = 422 if form.refusals else 200
    return render("startups/founder/join.html", status=status, form=form, **about)


@bp.route("/choose", methods=["GET", "POST"])
def choose():
    form = Form()
    wanted = request.form.get("startup", "")

    def deed() -> str:
        mine = queries.memberships_of(_account().id)
        members.choose(next((m for m in mine if m.startup.token == wanted), None) or abort(404))
        return url_for("founder.home")

    mine = queries.memberships_of(_account().id)
    chosen = ask(form, deed, labels.REFUSALS)
    return chosen or render("startups/founder/choose.html", form=form, mine=mine)


def link_of(invited: StartupMember) -> str:
    """The whole address of an invitation, to be sent by hand."""
    path = url_for("founder_members.join", secret=queries.invitation_secret(invited))
    return current_app.extensions["settings"].base_url + path


def _do(token: str, deed):
    form = Form()
    return ask(form, deed, labels.REFUSALS) or _page(token, form=None, refused=form)


def _page(token: str, form: MemberForm | None, leaving: Form | None = None, refused=None):
    """One member, and all that can be done there; what was refused stands above."""
    mine, one = guards.member(), _one(token)
    about: dict = {"mine": mine, "one": one, "leaving": leaving or LeftForm(), "refused": refused}
    status = 422 if request.method == "POST" else 200
    form = form or MemberForm(member=one)
    return render("startups/founder/member.html", status=status, form=form, **about)


def _account() -> Account:
    return my_account() or abort(404)


def _one(token: str) -> StartupMember:
    """Someone of the start-up that is worked on; for anyone else there is nobody."""
    return queries.member(guards.member().startup_id, token) or abort(404)


def _other(token: str) -> StartupMember:
    """Someone else than who asks: one leaves by a page of its own."""
    found = _one(token)
    return found if found.id != guards.member().id else abort(404)
