"""The desk: the start-ups, what their pages lack, what waits for a look."""

from flask import Blueprint, abort, current_app, request, url_for

from portal.accounts import queries as staff
from portal.accounts.guards import guard, signed_in
from portal.accounts.permissions import Can
from portal.core import audit
from portal.core.audit import Deed
from portal.core.db import transaction
from portal.reference import sectors, trades
from portal.startups import exports, labels, sentences
from portal.startups.cards import desk as cards
from portal.startups.cards import page as pages_of
from portal.startups.forms.desk import DecisionForm, FilingForm, FounderForm
from portal.startups.models import Startup, StartupMember
from portal.startups.operations import checking, filing, holding, members
from portal.startups.queries import desk as queries
from portal.startups.queries import members as people
from portal.startups.queries import pages, photos
from portal.startups.rules import checking as rules
from portal.startups.states import MemberState
from portal.startups.texts import desk as texts
from portal.startups.views.photos import sent
from portal.web import downloads
from portal.web.forms import Form, whole_number
from portal.web.locale import language
from portal.web.once import ask
from portal.web.render import render

bp = Blueprint("desk_startups", __name__, url_prefix="/<lang>/desk/startups")
bp.before_request(guard(Can.CHECK_STARTUPS))

LAST_PAGE = 10_000
LONGEST = 60  # of what a filter asks for


@bp.context_processor
def words():
    return {"words": labels, "texts": texts, "rules": rules, "is_invited": people.is_invited}


@bp.get("/")
def index():
    wanted = _filter()
    page = min(max(whole_number(request.args.get("page", "")), 1), LAST_PAGE)
    found, total = queries.startups(wanted, page)
    figures = queries.figures()
    return render(
        "startups/desk/index.html",
        partial="startups/desk/_list.html",
        wanted=wanted,
        rows=cards.rows(found),
        total=total,
        page=page,
        pages=-(-total // queries.PAGE),
        figures=figures,
        bar=cards.bar(figures),
        filed=queries.filed(),
        sectors=sectors.choices(language()),
    )


@bp.get("/<token>/")
def show(token):
    return _page(token)


@bp.get("/<token>/preview")
def preview(token):
    startup = _startup(token)
    return render(
        "startups/desk/preview.html",
        startup=startup,
        page=pages_of.page(startup),
        seen=False,
        sentences=sentences,
    )


@bp.post("/<token>/decide")
def decide(token):
    _startup(token)
    form = DecisionForm()
    trades.known()  # slow the first time: before the transaction

    def deed() -> str:
        checking.decide(_startup(token), form.ruling(_staff_id()))
        return url_for(".show", token=token)

    return ask(form, deed, labels.REFUSALS) or _page(token, form, status=422)


@bp.get("/<token>/photos/<photo>/<name>")
def photo(token, photo, name):
    """A file of a photo in any state, for who decides of it."""
    return sent(photos.mine(_startup(token), photo) or abort(404), name)


@bp.route("/<token>/file", methods=["GET", "POST"])
def file(token):
    form = FilingForm()
    form.offer(_startup(token), current_app.extensions["settings"].programme.hubs)

    def deed() -> str:
        filing.file(_startup(token), form.facts())
        return url_for(".show", token=token)

    return ask(form, deed, labels.REFUSALS) or _form_page("startups/desk/file.html", form, token)


@bp.route("/<token>/invite", methods=["GET", "POST"])
def invite(token):
    form = FounderForm()

    def deed() -> str:
        made = members.invite(_startup(token), form.name.data, by_staff=_staff_id())
        return url_for(".invitation", token=token, invited=made.token)

    answered = ask(form, deed, labels.REFUSALS)
    return answered or _form_page("startups/desk/invite.html", form, token)


@bp.post("/<token>/invitations/<invited>/open")
def open_door(token, invited):
    """A link for someone who is written down already."""

    def deed() -> str:
        members.invite_member(_member(token, invited))
        return url_for(".invitation", token=token, invited=invited)

    return _do(token, deed)


@bp.get("/<token>/invitations/<invited>")
def invitation(token, invited):
    found = _member(token, invited)
    link = _link_of(found) if people.is_invited(found) else abort(404)
    return render(
        "startups/desk/invitation.html", startup=_startup(token), invited=found, link=link
    )


@bp.post("/<token>/invitations/<invited>/take-back")
def take_back(token, invited):
    def deed() -> str:
        members.take_back(_member(token, invited))
        return url_for(".show", token=token)

    return _do(token, deed)


@bp.post("/export")
def export():
    """Not once(): whoever presses twice takes the list away twice, and both are noted."""
    kind, wanted = downloads.kind_asked_for(), _filter()
    with transaction():
        audit.record("startups.list.exported", "startups")
    trades.known()
    found = queries.every_startup(wanted)
    rows = exports.rows(found, cards.gaps(found))
    return downloads.table(kind, downloads.dated("startups"), exports.header(), rows)


def _filter() -> queries.Filter:
    said = {name: request.args.get(name, "") for name in ("programme", "hub", "form", "sector")}
    asked = {name: value[:LONGEST].replace("\x00", "") for name, value in said.items()}
    show = request.args.get("show", "")
    text = request.args.get("q", "")[: queries.LONGEST_QUERY].replace("\x00", "")
    return queries.Filter(text, show if show in queries.SHOWS else "", **asked)


def _page(token: str, form: DecisionForm | None = None, status: int = 200):
    startup = _startup(token)
    reports = queries.reports_on(startup)
    form = form or DecisionForm()
    form.offer(startup, reported=any(one.seen_by is None for one in reports))
    decided = queries.decisions_on(startup)
    deeds, _more = audit.page(Deed.subject == holding.subject(startup), 1)
    emails = staff.emails({whole_number(deed.actor.removeprefix("staff:")) for deed in deeds})
    return render(
        "startups/desk/show.html",
        status=status,
        startup=startup,
        page=pages_of.page(startup),
        row=cards.rows([startup])[0],
        change=cards.change(startup),
        form=form,
        reports=reports,
        people=people.people(startup.id),
        decided=decided,
        lines=[cards.line(deed, emails) for deed in deeds],
        sentences=sentences,
    )


def _form_page(template: str, form: Form, token: str):
    status = 422 if request.method == "POST" else 200
    return render(template, status=status, form=form, startup=_startup(token))


def _do(token: str, deed):
    """Press a button that stands on the page of a start-up; what is refused is said there."""
    form = Form()
    answered = ask(form, deed, labels.REFUSALS)
    if answered:
        return answered
    page = DecisionForm()
    page.refusals = form.refusals
    return _page(token, page, status=422)


def _link_of(invited: StartupMember) -> str:
    path = url_for("founder_members.join", secret=people.invitation_secret(invited))
    return current_app.extensions["settings"].base_url + path


def _startup(token: str) -> Startup:
    return pages.by_token(token) or abort(404)


def _member(token: str, invited: str) -> StartupMember:
    """Someone of this start-up who does not keep the page."""
    found = people.member(_startup(token).id, invited) or abort(404)
    out = found.account_id is not None or found.state == MemberState.LEFT
    return abort(404) if out else found


def _staff_id() -> int:
    return (signed_in() or abort(403)).id
