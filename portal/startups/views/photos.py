"""The files of photos, as everyone may see them, and how each is sent."""

import re
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, request

from portal.accounts.guards import open_to_all
from portal.core import photo_files
from portal.startups.models import StartupPhoto
from portal.startups.queries import photos

bp = Blueprint("startup_photos", __name__, url_prefix="/photos")
bp.before_request(open_to_all)

PUBLIC, PRIVATE = "public, max-age=30", "private, max-age=30"
# A photo is a photo: even one that a browser took for a page could do nothing.
FENCE = "sandbox; default-src 'none'"


@bp.get("/<string(length=22):token>-<name>")
def file(token, name):
    """Hidden, stopped, not taken, removed: from the next request on there is nothing here."""
    if not photo_files.SERVED.fullmatch(name):
        abort(404)
    return sent(photos.public(token) or abort(404), name, PUBLIC)


def sent(photo: StartupPhoto, name: str, caching: str = PRIVATE) -> Response:
    """One file of a photo that its reader may see: also for the views of members and the desk."""
    content = photo_files.read(folder(), photo.token, name) or abort(404)
    answer = Response(content, mimetype=photo_files.TYPES[name.rpartition(".")[2]])
    answer.headers["Cache-Control"] = caching
    answer.headers["Content-Security-Policy"] = FENCE
    answer.headers["Content-Disposition"] = f'inline; filename="photo-{name}"'
    answer.set_etag(f"{photo.digest[:16]}-{re.sub('[^a-z0-9]', '-', name)}")
    return answer.make_conditional(request)  # type: ignore[return-value]


def folder() -> Path:
    """Where the files lie."""
    return current_app.extensions["settings"].data_dir / photo_files.FOLDER
