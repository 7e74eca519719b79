"""The picture beside a shared link."""

from flask import Blueprint, Response, abort, current_app, request

from portal.accounts.guards import open_to_all
from portal.core import pictures
from portal.startups.cards import sharing as cards
from portal.startups.operations import sharing
from portal.startups.queries import pages

bp = Blueprint("startup_sharing", __name__, url_prefix="/<lang>/startups/<slug>")
bp.before_request(open_to_all)

KEPT = "public, max-age=30"  # a hidden page is gone within a minute everywhere


@bp.get("/share-<name>")
def picture(slug, name):
    """The picture as the page is now, whatever `name` says: an old one may show a photo that was
    taken away. The programme's own while it is not drawn yet."""
    startup = pages.shown(slug) or abort(404)
    wanted = cards.picture(startup)
    folder = current_app.extensions["settings"].data_dir / sharing.FOLDER
    kept = pictures.read(folder, sharing.file_name(slug, wanted))
    shown = wanted if kept else cards.plain_picture()
    answer = Response(kept or sharing.plain(shown), mimetype=shown.type)
    answer.headers["Cache-Control"] = KEPT
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # it is there to be shown
    if not startup.listed:
        answer.headers["X-Robots-Tag"] = "noindex"
    answer.set_etag(shown.file)
    return answer.make_conditional(request)
