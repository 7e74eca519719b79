"""What the founder's screens have in common: how far the page is, where each screen leads."""

from collections.abc import Callable
from typing import Any

from flask import current_app, url_for
from werkzeug.wrappers import Response

from portal.core.clock import local, now
from portal.core.errors import Refused
from portal.startups import labels, sentences
from portal.startups.cards import listing
from portal.startups.models import Startup, StartupProduct
from portal.startups.operations.publishing import SENDABLE
from portal.startups.queries import ramadans
from portal.startups.rules import steps
from portal.startups.states import Step
from portal.web.forms import Form
from portal.web.once import once

ENDPOINTS = {
    Step.WORK: "founder_steps.work",
    Step.PRODUCTS: "founder_products.index",
    Step.PLACE: "founder_steps.place",
    Step.HOURS: "founder_steps.hours",
    Step.CONTACT: "founder_steps.contact",
    Step.PHOTOS: "founder_photos.index",
}
# What a copy that is only looked at has of a page.
SHOWN = (
    *("slug", "token", "code", "name", "form", "trade_words", "trade", "sector", "language"),
    *("line", "about", "area", "city", "city_code", "address", "phone", "whatsapp", "links"),
    *("hours", "ramadan_hours", "hours_at", "listed", "supported_by", "programme", "hub", "state"),
    *("published_at", "changed_at", "version", "demo"),
)


def kept(form: Form, deed: Callable[[], str]) -> Response | None:
    """Do the deed once and lead on; None, and the reason on the form, where a rule says no."""
    try:
        return once(deed)
    except Refused as no:
        form.refuse(labels.REFUSALS[no.code], no.field)
        return None


def after(startup: Startup, step: Step) -> str:
    """Where a screen leads: to the next one that is not done, to the look at a page that may be
    sent, back to a page that was sent already."""
    if startup.state not in SENDABLE:
        return url_for("founder.home")
    coming = steps.next_step(startup, step)
    if coming == Step.PHOTOS and step == Step.PHOTOS:
        coming = None
    return url_for(ENDPOINTS[coming]) if coming else url_for("founder.look")


def progress(startup: Startup) -> dict[str, Any]:
    """How far a page is, screen by screen."""
    done = steps.done(startup)
    return {
        "all_steps": [(s, labels.STEPS[s], url_for(ENDPOINTS[s]), s in done) for s in Step],
        "filled": len(done),
        "coming": steps.next_step(startup),
        "missing": [labels.MISSING[code] for code in steps.missing(startup)],
    }


def others(startup: Startup) -> list[tuple[str, str, Any, Any]]:
    """The further pages of a founder: icon, address, title, what is there. Who calls, who looks
    and what is printed begin with a page that people can see."""
    known = current_app.view_functions
    wanted = FURTHER if startup.published_at else {ALWAYS: FURTHER[ALWAYS]}
    return [(icon, url_for(e), *labels.FURTHER[e]) for e, icon in wanted.items() if e in known]


ALWAYS = "founder_members.index"


FURTHER = {
    "founder_requests.index": "talk",
    "founder_figures.index": "search",
    "founder_kit.index": "send",
    "founder_members.index": "people",
}


def preview(startup: Startup, step: Step) -> dict[str, Any]:
    """The card of a page, kept or not, as the directory will show it."""
    at = now()
    known = ramadans.days_around(local(at).date())
    days = sentences.usual_week(startup.hours) if step == Step.HOURS else []
    card = listing.card(startup, at, known)
    return {"card": card, "days": days, "startup": startup, "step": step}


def copy_of(startup: Startup, **other: Any) -> Startup:
    """The page as it would be with these answers: a row that is never kept."""
    values = {name: getattr(startup, name) for name in SHOWN}
    made = Startup(**{**values, **other})
    made.products = [
        StartupProduct(
            token=one.token,
            name=one.name,
            price_from=one.price_from,
            price_to=one.price_to,
            unit=one.unit,
        )
        for one in startup.products
    ]
    return made
