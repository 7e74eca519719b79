"""The desk: pause the automatic messages to one person, and let them go on."""

from flask import Blueprint, abort, url_for

from portal.accounts.guards import guard
from portal.accounts.permissions import Can
from portal.events import queries
from portal.events.operations import wishes
from portal.web.once import once

HERE = "/<lang>/desk/events/<slug>/registrations/<id:registration_id>/messages"
bp = Blueprint("desk_person_messages", __name__, url_prefix=HERE)
bp.before_request(guard(Can.REGISTER_OTHERS))


@bp.post("/pause")
def pause(slug, registration_id):
    return _do(slug, registration_id, wishes.pause)


@bp.post("/resume")
def resume(slug, registration_id):
    return _do(slug, registration_id, wishes.resume)


def _do(slug: str, registration_id: int, deed):
    def unit() -> str:
        event = queries.event_by_slug(slug) or abort(404)
        deed(queries.registration(event, registration_id) or abort(404))
        here = url_for("desk_people.show", slug=slug, registration_id=registration_id)
        return f"{here}#messages"

    return once(unit)
