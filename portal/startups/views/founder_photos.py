"""Members: the photos of the page."""

import hashlib
from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.guards import my_account
from portal.core import once as answers
from portal.core import photo_files
from portal.core import photos as building
from portal.core.db import db
from portal.core.errors import Refused
from portal.startups import labels
from portal.startups.forms.photos import PhotoForm
from portal.startups.guards import founders_only, my_startup
from portal.startups.models import StartupPhoto
from portal.startups.operations import photos as operations
from portal.startups.operations import writing
from portal.startups.queries import photos
from portal.startups.states import Step
from portal.startups.views import founder_frame
from portal.startups.views.photos import folder, sent
from portal.web import form_token, turnstile
from portal.web.locale import language
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("founder_photos", __name__, url_prefix="/<lang>/founder/photos")
bp.before_request(founders_only)


@bp.url_value_preprocessor
def _take_more(endpoint, values):
    """Before anything of the request is read: a photo may be heavier than any other form.

    What is above building.MOST_BYTES gets a sentence beside the field; what is far above, a page.
    """
    request.max_content_length = turnstile.LONGEST


@bp.route("/", methods=["GET", "POST"])
def index():
    form = PhotoForm()
    if form.was_sent():
        try:
            return _add(form)
        except Refused as no:
            form.refuse(labels.REFUSALS[no.code], no.field)
    status = 422 if request.method == "POST" else 200
    return render("startups/photos/index.html", status=status, form=form, **_shown())


def _shown() -> dict[str, Any]:
    """What the page of photos shows beside its form."""
    startup = my_startup()
    return {
        "startup": startup,
        "photos": photos.all_of(startup),
        "most": operations.MOST,
        "words": labels,
        "step": Step.PHOTOS,
        "name": labels.STEPS[Step.PHOTOS],
        "onward": founder_frame.after(startup, Step.PHOTOS),
        **founder_frame.progress(startup),
    }


@bp.post("/enough")
def enough():
    """A page without a photo is fine, too: the screen counts as done."""

    def deed() -> str:
        startup = my_startup()
        writing.passed(startup, Step.PHOTOS)
        return founder_frame.after(startup, Step.PHOTOS)

    return once(deed)


def _add(form: PhotoForm) -> Response:
    """Build it anew, keep its files, then note it. A photo that was noted already is let be."""
    content = form.photo.data.read(building.MOST_BYTES + 1)
    mark = hashlib.sha256(content).hexdigest()
    again = answers.used(form_token.session_id(), request.form[form_token.FIELD])
    kept = None if again else _kept(content)
    noted: list[str] = []

    def deed() -> str:
        account, startup = my_account() or abort(404), my_startup()
        alt = {language(): form.alt.data or ""}
        made = kept or abort(409)
        photo = operations.add(startup, made, alt=alt, faces=form.faces.data, account_id=account.id)
        noted[:] = [photo.token]
        return url_for(".index", _anchor="photos")

    try:
        return once(deed, also=mark)
    finally:
        if kept and not noted:
            photo_files.drop(folder(), kept.token)


def _kept(content: bytes) -> photo_files.Kept:
    """Its files, written. Takes a second or so: nobody waits for it, and no connection is held."""
    if photos.how_many(my_startup()) >= operations.MOST:
        raise Refused("photos_full")
    db.session.rollback()
    with turnstile.aside():
        return photo_files.keep(folder(), building.reduced(content))


@bp.post("/<token>/move")
def move(token):
    up = "up" in request.form
    return _once(lambda: operations.move(my_startup(), token, up=up))


@bp.route("/<token>/remove", methods=["GET", "POST"])
def remove(token):
    """Asked twice: a photo that is gone has to be taken again."""
    if request.method == "GET":
        return render("startups/photos/remove.html", photo=_mine(token))
    answer = _once(lambda: operations.remove(my_startup(), token))
    photo_files.drop(folder(), token)
    return answer


def _once(change: Callable[[], None]) -> Response:
    """Change a photo of theirs; what is not there, or not theirs, is not found."""

    def deed() -> str:
        try:
            change()
        except Refused:
            abort(404)
        return url_for(".index", _anchor="photos")

    return once(deed)


@bp.get("/<token>/<name>")
def file(token, name):
    """Members see their photos before the team has."""
    if not photo_files.SERVED.fullmatch(name):
        abort(404)
    return sent(_mine(token), name)


def _mine(token: str) -> StartupPhoto:
    return photos.mine(my_startup(), token) or abort(404)
