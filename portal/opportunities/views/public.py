"""Everyone: search, read, share, print, say that something is wrong."""

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    make_response,
    render_template,
    request,
    url_for,
)

from portal.accounts.guards import open_to_all
from portal.core import pictures
from portal.opportunities import cards, labels, papers
from portal.opportunities.forms import browsing as forms
from portal.opportunities.models import Opportunity
from portal.opportunities.operations import reporting, sharing
from portal.opportunities.queries import browsing
from portal.opportunities.states import OpportunityState
from portal.reference import cities, sectors
from portal.web import htmx
from portal.web.locale import language
from portal.web.once import once
from portal.web.public import public_page
from portal.web.render import render

bp = Blueprint("opportunities", __name__, url_prefix="/<lang>/opportunities")
bp.before_request(open_to_all)

LONGEST_QUERY = 400  # of an address that is worth keeping: a page of letters is for one reader
KEPT = "public, max-age=31536000, immutable"
KEPT_BRIEFLY = "public, max-age=60"


@bp.get("/")
def index():
    partial = htmx.wants_partial()
    whole = "opportunities/public/index.html"
    template = "opportunities/public/_list.html" if partial else whole

    def page() -> str:
        return render_template(template, **_found())

    if len(request.query_string) > LONGEST_QUERY:
        return htmx.vary(make_response(page()))
    return public_page(page, "partial" if partial else "page")


def _found() -> dict:
    """What the search page shows, from its address alone."""
    wanted = forms.wanted(request.args)
    listing = browsing.listing(wanted, forms.page(request.args))
    nothing = listing.total == 0
    return {
        "wanted": wanted,
        "listing": listing,
        "shown": [cards.card(opening) for opening in listing.openings],
        "newest": [cards.card(o) for o in browsing.newest(wanted.city)] if nothing else [],
        "cities": [(code, cities.name_of(code, language())) for code in cities.CITIES],
        "sectors": sectors.choices(language()),
        "groups": labels.GROUPS,
    }


@bp.get("/<slug>/")
def show(slug):
    return public_page(lambda: _page("opportunities/public/show.html", slug))


@bp.get("/<slug>/print")
def printed(slug):
    """One sheet of A4 for the wall of a hub."""
    return public_page(lambda: _page("opportunities/public/print.html", slug))


def _page(template: str, slug: str) -> str:
    opening = _opening(slug)
    others = [] if opening.state == OpportunityState.OPEN else browsing.similar(opening)
    return render_template(
        template,
        opening=opening,
        not_open=labels.NOT_OPEN,
        firm=cards.firm(opening),
        facts=cards.facts(opening),
        others=[cards.card(one) for one in others],
        picture=cards.picture(opening).digest,
        headings=papers.headings("one"),
        cards=cards,
        qr=papers.qr,
    )


@bp.get("/print")
def wall():
    """A list for the wall: the newest openings of a city, each with its code."""

    def page() -> str:
        wanted = forms.wanted({"city": request.args.get("city", "")})
        openings = browsing.listing(wanted).openings
        return render_template(
            "opportunities/public/wall.html",
            wanted=wanted,
            openings=openings,
            headings=papers.headings("many"),
            cards=cards,
            qr=papers.qr,
        )

    return page() if len(request.query_string) > LONGEST_QUERY else public_page(page)


@bp.get("/<slug>/share-<name>.png")
def picture(slug, name):
    """The picture beside a shared link; the programme's own while it is not drawn yet."""
    _opening(slug)
    kept = pictures.read(_pictures(), f"{slug}-{language()}-{name}.png")
    answer = Response(kept or sharing.plain(cards.plain_picture()), mimetype="image/png")
    answer.headers["Cache-Control"] = KEPT if kept else KEPT_BRIEFLY
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # it is there to be shown
    return answer


def _pictures():
    return current_app.extensions["settings"].data_dir / sharing.FOLDER


@bp.route("/<slug>/report", methods=["GET", "POST"])
def report(slug):
    form = forms.ReportForm()

    def deed() -> str:
        reporting.report(_opening(slug), form.reason.data, form.words.data or "")
        return url_for(".reported", slug=slug)

    if form.was_sent():
        return once(deed)
    status = 422 if request.method == "POST" else 200
    page = "opportunities/public/report.html"
    return render(page, status=status, form=form, opening=_opening(slug))


@bp.get("/<slug>/report/thanks")
def reported(slug):
    return render("opportunities/public/reported.html", opening=_opening(slug))


def _opening(slug: str) -> Opportunity:
    return browsing.opening(slug) or abort(404)
