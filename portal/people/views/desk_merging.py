"""The desk: people who may be one and the same: look, merge, tell apart, undo."""

from collections.abc import Iterable
from types import SimpleNamespace

from flask import Blueprint, abort, request, url_for

from portal.accounts.guards import guard
from portal.accounts.permissions import Can
from portal.core.changes import Change
from portal.core.errors import Refused
from portal.people import labels
from portal.people.models import Person
from portal.people.operations import merging
from portal.people.queries import desk, doubles
from portal.people.views.desk import about, me, person
from portal.web.forms import Form
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("desk_merging", __name__, url_prefix="/<lang>/desk/people")
bp.before_request(guard(Can.MERGE_PEOPLE))


@bp.get("/duplicates/")
def duplicates():
    return render("people/desk/duplicates.html", pairs=doubles.pairs(me()))


@bp.route("/duplicates/<keep>/<drop>/", methods=["GET", "POST"])
def preview(keep, drop):
    form = Form()

    def deed() -> str:
        merging.merge(person(keep), person(drop), staff_id=me().id)
        return url_for("desk_persons.show", token=keep)

    if form.was_sent():
        try:
            return once(deed)
        except Refused as no:
            form.refuse(labels.REFUSALS[no.code])
    kept, dropped = person(keep), _other(keep, drop)
    status = 422 if request.method == "POST" else 200
    return render(
        "people/desk/merge.html",
        status=status,
        form=form,
        kept=kept,
        dropped=dropped,
        words=labels,
        **_afterwards(kept, merging.planned(kept, dropped)),
    )


@bp.post("/duplicates/<keep>/<drop>/apart")
def apart(keep, drop):
    """They are two."""

    def deed() -> str:
        merging.keep_apart(person(keep), _other(keep, drop), staff_id=me().id)
        return url_for(".duplicates")

    return once(deed)


@bp.post("/merges/<id:merge_id>/undo")
def undo(merge_id):
    kept = desk.kept_by(me(), merge_id) or abort(404)

    def deed() -> str:
        merging.undo(desk.merge_for(me(), merge_id) or abort(404))
        return url_for("desk_persons.show", token=kept.token)

    try:
        return once(deed)
    except Refused as no:
        context = about(person(kept.token))
        context["form"].refuse(labels.REFUSALS[no.code])
        return render("people/desk/person.html", status=422, **context)


def _other(keep: str, drop: str) -> Person:
    """The one of the two that goes: never the same as the one that stays."""
    return person(drop) if keep != drop else abort(404)


def _afterwards(kept: Person, changes: Iterable[Change]) -> dict:
    """What the kept record will hold, and what moves to it, for the preview."""
    columns = (*SHOWN, "wants", "steps", "complete_at")
    after = {name: getattr(kept, name) for name in columns}
    step = {name: getattr(kept.file, name, None) for name in IN_FILE}
    moved: dict[str, list[int]] = {}
    ended = 0
    for one in changes:
        if one.table == "person" and one.row == {"id": kept.id} and one.column in after:
            after[one.column] = one.after
        elif one.table == "person_file" and one.column in step:
            step[one.column] = one.after
        elif one.column == "person_id":
            moved.setdefault(one.table, []).append(one.row.get("id", 0))
        elif one.table == "application" and one.column == "state":
            ended += 1
    return {"after": SimpleNamespace(**after), "step": step, "moved": moved, "ended": ended}


SHOWN = ("city", "hub", "travel", "wishes", "free_from", "account_id")
IN_FILE = ("next_step_on", "counsellor_id", "work_route")
