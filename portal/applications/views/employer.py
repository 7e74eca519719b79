"""An employer: whom to answer, and what is known of them."""

from itertools import groupby

from flask import Blueprint, abort, request, url_for

from portal.accounts.guards import pin_again
from portal.applications import cards, labels, queries, rules
from portal.applications.forms import LineForm, MeetingForm, SkillsForm
from portal.applications.models import Application
from portal.applications.operations import answering, sharing
from portal.applications.queries import firm
from portal.applications.states import Answer, ApplicationState
from portal.core import audit
from portal.core.clock import now
from portal.core.db import transaction
from portal.core.errors import Refused
from portal.employers.guards import members_only, membership
from portal.web.forms import Form, whole_number
from portal.web.locale import language
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("employer", __name__, url_prefix="/<lang>/employer")
bp.before_request(members_only)

LAST_PAGE = 1000
# One tap each; the two others are first asked for a day and a place, or for which skills.
ONE_TAP = {Answer(one) for one in Answer} - {Answer.INTERVIEW, Answer.SKILLS}
PAGES = {
    Answer.INTERVIEW: "applications/meeting.html",
    Answer.SKILLS: "applications/skills.html",
}


@bp.get("/")
def home():
    organisation = membership().organisation
    page = _page()
    rows, more = firm.to_answer(organisation.id, page)
    return render(
        "applications/employer_home.html",
        organisation=organisation,
        groups=_by_opening(rows),
        page=page,
        more=more,
        met=queries.met_this_month(organisation.id, now()),
        next_month=rules.next_month(now()),
        days_of=_days,
        words=labels,
    )


@bp.get("/opportunities/<token>/applicants")
def applicants(token):
    opening = firm.opening(_firm_id(), token) or abort(404)
    page = _page()
    rows, more = firm.of_opening(_firm_id(), opening.id, page)
    return render(
        "applications/applicants.html",
        opening=opening,
        rows=rows,
        page=page,
        more=more,
        days_of=_days,
        words=labels,
    )


@bp.get("/applicants/<token>/")
def applicant(token):
    return _shown(token, LineForm())


@bp.post("/applicants/<token>/answer")
def answer(token):
    form = LineForm()
    wanted = request.form.get("answer", "")
    said = Answer(wanted) if wanted in ONE_TAP else abort(400)
    return _answered(token, said, form) or _shown(token, form, status=422)


@bp.route("/applicants/<token>/meeting", methods=["GET", "POST"])
def meeting(token):
    form = MeetingForm()
    answered = _answered(token, Answer.INTERVIEW, form)
    return answered or _asked(token, Answer.INTERVIEW, form)


@bp.route("/applicants/<token>/skills", methods=["GET", "POST"])
def skills(token):
    form = SkillsForm()
    answered = _answered(token, Answer.SKILLS, form)
    return answered or _asked(token, Answer.SKILLS, form)


@bp.post("/applicants/<token>/number")
def see_number(token):
    """Ask to see the number: the person will read that the employer did."""

    def deed() -> str:
        firm.contact(_firm_id(), token) or abort(404)
        sharing.note_look(_to_be_answered(token))
        return url_for(".number", token=token)

    return once(deed)


@bp.get("/applicants/<token>/number")
@pin_again
def number(token):
    found = _applicant(token)
    contact = firm.contact(_firm_id(), token)
    if contact is None or contact.seen_at is None:
        abort(404)
    about = f"person:{found.person_id}"
    seen = cards.applicant(found, language())
    with transaction():
        audit.record("applications.contact.seen", about)
    return render("applications/number_seen.html", applicant=seen, contact=contact)


def _answered(token: str, said: Answer, form: LineForm):
    """Keep the answer that was sent; None where there is none, or it is not well formed."""
    if not form.was_sent():
        return None

    def deed() -> str:
        answering.answer(_to_be_answered(token), form.said(said))
        return url_for(".applicant", token=token)

    try:
        return once(deed)
    except Refused as no:
        form.refuse(labels.REFUSALS[no.code], no.field)
        return None


def _asked(token: str, said: Answer, form: LineForm):
    found = _applicant(token)
    seen = cards.applicant(found, language())
    if said not in seen.answers:
        abort(404)
    if request.method == "GET" and said == Answer.INTERVIEW:
        form.where.data = found.meeting_where or membership().organisation.address
        form.meeting_at.data = found.meeting_at
    status = 422 if request.method == "POST" else 200
    return render(PAGES[said], status=status, applicant=seen, form=form, words=labels)


def _shown(token: str, form: Form, status: int = 200):
    found = _applicant(token)
    return render(
        "applications/applicant.html",
        status=status,
        applicant=cards.applicant(found, language()),
        contact=firm.contact(_firm_id(), token),
        form=form,
        one_tap=ONE_TAP,
        words=labels,
    )


def _by_opening(rows: list[firm.Row]) -> list[list[firm.Row]]:
    """New applicants, then those under way, each by opening; in the order they have already."""
    groups = groupby(rows, key=lambda row: (row.state == ApplicationState.NEW, row.opening))
    return [list(mine) for _, mine in groups]


def _firm_id() -> int:
    return membership().organisation_id


def _applicant(token: str) -> Application:
    return firm.applicant(_firm_id(), token) or abort(404)


def _to_be_answered(token: str) -> Application:
    return firm.to_be_answered(_firm_id(), token) or abort(404)


def _days(row: firm.Row) -> int:
    return rules.waiting_days(row.waits_since, now())


def _page() -> int:
    return min(max(whole_number(request.args.get("page", "1")), 1), LAST_PAGE)
