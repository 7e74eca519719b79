"""The profile, in five short screens. The first, her trades, is in trades.py."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.guards import my_account, with_account
from portal.people import rules
from portal.people.forms.profile import (
    LanguagesForm,
    LearnedForm,
    NameForm,
    PlaceForm,
    SkillsForm,
    WishesForm,
)
from portal.people.guards import my_person, my_profile
from portal.people.labels import LEARNED, LEVELS, STEPS, WANTS
from portal.people.models import Person
from portal.people.operations import profile
from portal.people.operations.profile import skill_key
from portal.people.queries import desk
from portal.people.states import Step
from portal.people.views import showing
from portal.reference import cities
from portal.web.forms import Form
from portal.web.locale import language
from portal.web.render import render

bp = Blueprint("profile", __name__, url_prefix="/<lang>/me/profile")
bp.before_request(with_account)


@bp.get("/")
def show():
    person = my_profile()
    if person is None:
        return _beginning(NameForm(), 200)
    groups = [WANTS[group] for group in rules.groups_of(person.wants)]
    context = showing.progress(person) | {"groups": groups, "acted": desk.acted_for(person)}
    return render("people/profile/show.html", person=person, **context)


@bp.post("/begin")
def begin():
    form = NameForm()

    def deed() -> str:
        account = my_account() or abort(404)
        profile.begin(account, form.name.data)
        return url_for("my_trades.index")

    answer = showing.kept(form, deed) if form.was_sent() else None
    return answer or _beginning(form, 422)


@bp.route("/name", methods=["GET", "POST"])
def name():
    person, form = my_person(), NameForm()

    def deed() -> str:
        said = {"name": form.name.data, "family_name": form.family_name.data or ""}
        profile.call(my_person(), **said)
        return url_for(".show")

    answer = showing.kept(form, deed) if form.was_sent() else None
    if request.method == "GET":
        form.show(person)
    return answer or render("people/profile/name.html", form=form, status=_status(form))


@bp.route("/skills", methods=["GET", "POST"])
def skills():
    person, form = my_person(), SkillsForm()
    form.offer(person)
    return _screen(Step.SKILLS, person, form, lambda: form.answers(person), profile.say_skills)


@bp.route("/skills/learned", methods=["GET", "POST"])
def learned():
    person, form = my_person(), LearnedForm()
    rows = [(skill_key(one.skill, one.words), one) for one in person.skills]
    return _screen(
        Step.SKILLS,
        person,
        form,
        lambda: form.answers(person),
        profile.say_skills,
        page="people/profile/learned.html",
        ways=LEARNED,
        rows=rows,
    )


@bp.route("/languages", methods=["GET", "POST"], endpoint="languages")
def spoken():
    person = my_person()
    form = LanguagesForm(person)
    deed = profile.say_languages
    return _screen(Step.LANGUAGES, person, form, form.answers, deed, levels=LEVELS)


@bp.route("/place", methods=["GET", "POST"])
def place():
    person, form = my_person(), PlaceForm()
    hubs = current_app.extensions["settings"].programme.hubs

    def deed(mine: Person, said: profile.Place) -> None:
        profile.say_place(mine, said, hubs=hubs)

    names = cities.names(language())
    return _screen(Step.PLACE, person, form, form.answers, deed, cities=names)


@bp.route("/wishes", methods=["GET", "POST"])
def wishes():
    person, form = my_person(), WishesForm()
    return _screen(Step.WISHES, person, form, form.answers, profile.say_wishes)


@bp.post("/pause")
def pause():
    return _turn(profile.pause)


@bp.post("/resume")
def resume():
    return _turn(profile.resume)


PAGES = {
    Step.SKILLS: "people/profile/skills.html",
    Step.LANGUAGES: "people/profile/languages.html",
    Step.PLACE: "people/profile/place.html",
    Step.WISHES: "people/profile/wishes.html",
}


def _screen(
    step: Step,
    person: Person,
    form: Any,
    answers: Callable[[], Any],
    deed: Callable[[Person, Any], None],
    *,
    page: str = "",
    **context: Any,
) -> Response:
    """One screen: asked, shown with what is known, or kept; then the next one."""
    answer = None
    if form.was_sent():
        said = answers()  # before the transaction: the trades' index may be slow
        after = url_for(f".{step}") if "more" in request.form else showing.after(step, person)

        def unit() -> str:
            deed(my_person(), said)
            return after

        answer = showing.kept(form, unit)
    elif request.method == "GET" and hasattr(form, "show"):
        form.show(person)
    context |= showing.progress(person) | {"step": step, "name": STEPS[step], "form": form}
    return answer or render(page or PAGES[step], person=person, status=_status(form), **context)


def _turn(deed: Callable[[Person], None]) -> Response:
    def unit() -> str:
        deed(my_person())
        return url_for(".show")

    return showing.kept(Form(), unit) or redirect(url_for(".show"), code=303)


def _beginning(form: NameForm, status: int) -> Response:
    if request.method == "GET":
        account = my_account() or abort(404)
        form.name.data = account.name
    return render("people/profile/begin.html", form=form, status=status)


def _status(form: Form) -> int:
    return 422 if request.method == "POST" else 200
