"""The desk: what a counsellor writes down of a person: next step, work route, who follows her."""

from flask import Blueprint, abort, current_app, request, url_for

from portal.accounts import queries as staff_queries
from portal.accounts.guards import guard
from portal.accounts.permissions import Can
from portal.core.errors import Refused
from portal.people import labels
from portal.people.forms.desk import FileForm
from portal.people.models import Person
from portal.people.operations import files
from portal.people.queries import desk
from portal.people.views.desk import about, known, me, person
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("desk_files", __name__, url_prefix="/<lang>/desk/people/<token>/file")
bp.before_request(guard(Can.ACT_FOR_PEOPLE))


@bp.route("/", methods=["GET", "POST"])
def edit(token):
    form = _form(person(token))

    def deed() -> str:
        files.change(person(token), form.answers(), seen=form.stamp.data or "", staff_id=me().id)
        # Someone who was given to another office is not in this one's list any more.
        still_here = desk.person_for(me(), token) is not None
        address = "desk_persons.show" if still_here else "desk_persons.index"
        return url_for(address, **({"token": token} if still_here else {}))

    theirs: list[str] = []
    if form.was_sent():
        try:
            return once(deed)
        except Refused as no:
            form.refuse(labels.REFUSALS[no.code], no.field)
            theirs = _changed_meanwhile(form, person(token)) if no.code == "file_changed" else []
    status = 422 if request.method == "POST" else 200
    found = person(token)
    emails = staff_queries.emails(known([found.file.counsellor_id] if found.file else []))
    return render(
        "people/desk/file.html",
        status=status,
        form=form,
        person=found,
        theirs=theirs,
        emails=emails,
        words=labels,
    )


@bp.post("/done")
def done(token):
    """The next step was taken."""

    def deed() -> str:
        files.step_done(person(token), seen=request.form.get("stamp", ""))
        return url_for("desk_persons.show", token=token)

    try:
        return once(deed)
    except Refused as no:
        context = about(person(token))
        context["form"].refuse(labels.REFUSALS[no.code])
        return render("people/desk/person.html", status=422, **context)


def _form(found: Person) -> FileForm:
    form = FileForm()
    hubs = current_app.extensions["settings"].programme.hubs
    form.offer(found, desk.counsellors(found.hub), hubs)
    form.show(found)
    return form


def _changed_meanwhile(form: FileForm, found: Person) -> list[str]:
    """The fields that say something else now; the form is brought up to date, to be sent again."""
    file = found.file or abort(404)
    said = form.answers()
    form.stamp.data, form.stamp.raw_data = files.stamp(found), None
    same = {name for name, value in vars(said).items() if value == getattr(file, name, value)}
    return [name for name in vars(said) if name not in same]
