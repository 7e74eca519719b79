"""Members: does the page work? Week by week, drawn."""

from flask import Blueprint

from portal.core.clock import local, now
from portal.startups import labels
from portal.startups.cards import figures as cards
from portal.startups.guards import founders_only, my_startup
from portal.startups.models import Startup
from portal.startups.queries import figures
from portal.startups.queries.figures import Week
from portal.web import downloads
from portal.web.render import render

bp = Blueprint("founder_figures", __name__, url_prefix="/<lang>/founder/figures")
bp.before_request(founders_only)


@bp.get("/")
def index():
    startup = my_startup()
    weeks = _weeks(startup)
    return render(
        "startups/founder/figures.html",
        startup=startup,
        weeks=weeks,
        cards=cards,
        rows=cards.rows(weeks),
        seen=cards.seen(weeks),
        advice=labels.ADVICE.get(startup.advised, ""),
    )


@bp.get("/table.csv")
def table():
    """Counts alone, as rough as on the page."""
    weeks = _weeks(my_startup())
    name = downloads.dated("figures")
    return downloads.table("csv", name, cards.header(), cards.lines(weeks))


def _weeks(startup: Startup) -> list[Week]:
    return figures.weeks(startup.id, local(now()).date())
