"""Everyone: find a business, read its page, say that something is wrong."""

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for

from portal.accounts.guards import open_to_all
from portal.reference import cities, sectors
from portal.startups import sentences
from portal.startups.cards import listing as cards
from portal.startups.cards import page as pages_of
from portal.startups.cards import sharing
from portal.startups.forms import browsing as forms
from portal.startups.models import Startup
from portal.startups.operations import reporting
from portal.startups.queries import browsing, members, pages
from portal.startups.views.counting import looked_at
from portal.web import htmx
from portal.web.locale import language
from portal.web.once import once
from portal.web.public import public_page
from portal.web.render import render

bp = Blueprint("startups", __name__, url_prefix="/<lang>/startups")
bp.before_request(open_to_all)

LONGEST_QUERY = 400  # of an address that is worth keeping: a page of letters is for one reader
LASTS = 30  # seconds: a page that was hidden is gone from every browser within a minute


@bp.errorhandler(404)
def gone(_error) -> Response:
    """The same for a page that is hidden, stopped, or never was."""
    return render("startups/public/gone.html", status=404)


@bp.get("/")
def index():
    partial = htmx.wants_partial()
    whole = "startups/public/index.html"
    template = "startups/public/_list.html" if partial else whole

    def page() -> str:
        return render_template(template, **_found())

    if len(request.query_string) > LONGEST_QUERY:
        return htmx.vary(make_response(page()))
    return public_page(page, "partial" if partial else "page", lasts=LASTS)


def _found() -> dict:
    """What the directory shows, from its address alone."""
    wanted = forms.wanted(request.args)
    listing = browsing.listing(wanted, forms.page(request.args))
    others = [] if listing.total else browsing.instead(wanted)
    shown, instead = (
        [cards.card(one, listing.at, listing.ramadans) for one in some]
        for some in (listing.startups, others)
    )
    covers = [card.cover for card in (*shown, *instead) if card.cover]
    return {
        "wanted": wanted,
        "listing": listing,
        "shown": shown,
        "instead": instead,
        "photos": request.args.get("photos") == "1",
        "kilobytes": cards.kilobytes(covers, cards.SMALL) if covers else 0,
        "cities": [(code, cities.name_of(code, language())) for code in cities.CITIES],
        "sectors": sectors.choices(language()),
    }


@bp.get("/<slug>/")
def show(slug):
    looked_at(pages.shown_id(slug) or abort(404))
    return public_page(lambda: _page(slug), lasts=LASTS)


def _page(slug: str) -> str:
    startup = _shown(slug)
    return render_template(
        "startups/public/show.html",
        startup=startup,
        page=pages_of.page(startup, calls_back=members.has_keeper(startup.id)),
        sentences=sentences,
        sharing=sharing,
        photos=request.args.get("photos") == "1",
    )


@bp.route("/<slug>/report", methods=["GET", "POST"])
def report(slug):
    form = forms.ReportForm()

    def deed() -> str:
        reporting.report(_shown(slug), form.reason.data, form.words.data or "")
        return url_for(".reported", slug=slug)

    if form.was_sent():
        return once(deed)
    status = 422 if request.method == "POST" else 200
    return render("startups/public/report.html", status=status, form=form, startup=_shown(slug))


@bp.get("/<slug>/report/thanks")
def reported(slug):
    return render("startups/public/reported.html", startup=_shown(slug))


def _shown(slug: str) -> Startup:
    return pages.shown(slug) or abort(404)
