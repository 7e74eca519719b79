"""A person applies."""

from flask import Blueprint, abort, current_app, g, request, url_for

from portal.accounts.guards import COME_BACK, with_account
from portal.applications.forms import ApplyForm
from portal.applications.labels import REFUSALS
from portal.applications.operations import applying
from portal.applications.queries import mine
from portal.applications.rules import AGAIN, MOST_SENTENCE
from portal.core.clock import now
from portal.core.errors import Refused
from portal.opportunities.models import Opportunity
from portal.people import cards
from portal.people import queries as people
from portal.people.labels import STEPS
from portal.people.models import Person
from portal.people.rules import steps_left
from portal.people.states import PersonState
from portal.web.locale import language
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("applying", __name__, url_prefix="/<lang>/opportunities/<slug>/apply")
bp.before_request(with_account)

STANDING = {PersonState.ACTIVE, PersonState.PAUSED}


@bp.route("", methods=["GET", "POST"])
def apply(slug):
    form = ApplyForm()
    if form.was_sent() and not _must_be_asked(form):
        try:
            answer = once(lambda: _apply(slug, form))
            answer.delete_cookie(COME_BACK)
            return answer
        except Refused as no:
            form.refuse(REFUSALS[no.code])
    person = _person()
    status = 422 if request.method == "POST" else 200
    there = mine.of_opening(person, slug) if person else None
    if there is not None and (there.state not in AGAIN or mine.opening(slug) is None):
        return render("applications/applied.html", application=there)
    opening = mine.opening(slug) or abort(404)
    if not mine.is_open(opening, now()):
        others = mine.similar(opening, person)
        return render("applications/closed.html", status=status, opening=opening, others=others)
    return _page(status, opening, person, form, again=there is not None)


def _apply(slug: str, form: ApplyForm) -> str:
    opening = mine.opening(slug) or abort(404)
    person = _person()
    if person is None:
        raise Refused("profile_missing_steps")
    applying.apply(person, opening, sentence=form.sentence.data or "")
    return url_for(".apply", slug=slug)


def _must_be_asked(form: ApplyForm) -> bool:
    """Words with a number in them are sent once the person has said so."""
    form.asks = form.holds_contact() and not form.as_it_is.data
    return form.asks


def _page(status: int, opening: Opportunity, person: Person | None, form: ApplyForm, *, again):
    left = steps_left(person.steps) if person and person.complete_at is None else []
    ready = person is not None and person.complete_at and person.state == PersonState.ACTIVE
    page = render(
        "applications/apply.html",
        status=status,
        opening=opening,
        form=form,
        person=person,
        left=[STEPS[step] for step in left],
        again=again,
        card=cards.card(person, language()) if person and ready else None,
        most=MOST_SENTENCE,
    )
    if not ready:
        secure = current_app.extensions["settings"].secure
        page.set_cookie(
            COME_BACK, opening.slug, max_age=3600, secure=secure, httponly=True, samesite="Lax"
        )
    return page


def _person() -> Person | None:
    found = people.person_of(g.account.id)
    return found if found is not None and found.state in STANDING else None
