"""The desk: who may post, and why."""

from flask import Blueprint, abort, request, url_for

from portal.accounts import queries as staff
from portal.accounts.guards import guard, requires, signed_in
from portal.accounts.permissions import Can
from portal.core import audit
from portal.core.audit import Deed
from portal.core.db import transaction
from portal.employers import exports, labels, queries, rules
from portal.employers.forms import DecisionForm, InvitationForm, OrganisationForm
from portal.employers.models import Membership, Organisation
from portal.employers.operations import checking, members, registering
from portal.employers.states import MemberState
from portal.employers.views.colleagues import link_of
from portal.web import downloads
from portal.web.forms import Form, whole_number
from portal.web.locale import language
from portal.web.once import ask
from portal.web.render import render

bp = Blueprint("desk_employers", __name__, url_prefix="/<lang>/desk/employers")
bp.before_request(guard(Can.CHECK_EMPLOYERS))

LAST_PAGE = 10_000


@bp.context_processor
def words():
    return {"words": labels, "rules": rules}


@bp.get("/")
def index():
    wanted = _filter()
    page = min(max(whole_number(request.args.get("page", "")), 1), LAST_PAGE)
    found, total = queries.organisations(wanted, page)
    return render(
        "employers/desk/index.html",
        partial="employers/desk/_list.html",
        wanted=wanted,
        firms=found,
        twins=queries.with_twins([one.id for one in found]),
        total=total,
        waiting=queries.waiting_count(),
        page=page,
        pages=-(-total // queries.PAGE),
    )


@bp.route("/new", methods=["GET", "POST"])
def new():
    form = OrganisationForm()

    def deed() -> str:
        made = registering.register_for(form.facts(), staff_id=_staff_id())
        return url_for(".show", token=made.token)

    return ask(form, deed, labels.REFUSALS) or _form_page("employers/desk/new.html", form)


@bp.get("/<token>/")
def show(token):
    return _page(token)


@bp.route("/<token>/edit", methods=["GET", "POST"])
def edit(token):
    form = OrganisationForm()
    form.show(_firm(token))

    def deed() -> str:
        registering.change(_firm(token), form.facts(), by_staff=True)
        return url_for(".show", token=token)

    answered = ask(form, deed, labels.REFUSALS)
    return answered or _form_page("employers/desk/edit.html", form, firm=_firm(token))


@bp.post("/<token>/decide")
def decide(token):
    _firm(token)
    form = DecisionForm()

    def deed() -> str:
        checking.decide(_firm(token), form.ruling(_staff_id()))
        return url_for(".show", token=token)

    return ask(form, deed, labels.REFUSALS) or _page(token, form, status=422)


@bp.route("/<token>/invite", methods=["GET", "POST"])
def invite(token):
    _firm(token)
    form = InvitationForm()

    def deed() -> str:
        made = members.invite(_firm(token), form.name.data)
        return url_for(".invitation", token=token, invited=made.token)

    answered = ask(form, deed, labels.REFUSALS)
    return answered or _form_page("employers/desk/invite.html", form, firm=_firm(token))


@bp.get("/<token>/invitations/<invited>")
def invitation(token, invited):
    firm = _firm(token)
    found = _invited(firm, invited)
    link = link_of(found)
    return render("employers/desk/invitation.html", firm=firm, invited=found, link=link)


@bp.post("/<token>/invitations/<invited>/take-back")
def take_back(token, invited):
    def deed() -> str:
        members.take_back(_invited(_firm(token), invited))
        return url_for(".show", token=token)

    return ask(Form(), deed, labels.REFUSALS) or abort(404)


@bp.post("/export")
@requires(Can.EXPORT_EMPLOYERS)
def export():
    """Not once(): whoever presses twice takes the list away twice, and both are noted."""
    kind = downloads.kind_asked_for()
    with transaction():
        audit.record("employers.list.exported", "organisations")
    found = exports.rows(queries.every_organisation(_filter()), language())
    return downloads.table(kind, downloads.dated("employers"), exports.header(), found)


def _filter() -> queries.Filter:
    text = request.args.get("q", "")[: queries.LONGEST_QUERY].replace("\x00", "")
    return queries.Filter(text, request.args.get("state", "")[:20])


def _page(token: str, form: DecisionForm | None = None, status: int = 200):
    firm = _firm(token)
    form = form or DecisionForm()
    form.offer(firm)
    decided = queries.decisions_on(firm)
    deeds, _more = audit.page(Deed.subject == registering.subject(firm), 1)
    emails = staff.emails({_id_of(deed.actor) for deed in deeds} | {row.by for row in decided})
    return render(
        "employers/desk/show.html",
        status=status,
        firm=firm,
        form=form,
        alike=queries.alike(firm),
        people=queries.members(firm.id),
        decided=decided,
        lines=[_line(deed, emails) for deed in deeds],
        emails=emails,
    )


def _line(deed: Deed, emails: dict[int, str]) -> dict:
    """A deed in plain words. Which facts changed, never what they are."""
    kind = deed.actor.partition(":")[0]
    return {
        "at": deed.at,
        "who": labels.ACTORS.get(kind) or emails.get(_id_of(deed.actor), deed.actor),
        "what": labels.DEEDS.get(deed.what, deed.what),
        "changed": [labels.FIELDS[f] for f in deed.fields.split(",") if f in labels.FIELDS],
    }


def _id_of(actor: str) -> int:
    return whole_number(actor.removeprefix("staff:"))


def _form_page(template: str, form: Form, **context):
    status = 422 if request.method == "POST" else 200
    return render(template, status=status, form=form, **context)


def _firm(token: str) -> Organisation:
    return queries.organisation(token) or abort(404)


def _invited(firm: Organisation, token: str) -> Membership:
    found = queries.member(firm.id, token)
    return found if found and found.state == MemberState.INVITED else abort(404)


def _staff_id() -> int:
    return (signed_in() or abort(403)).id
