"""What the desk shows of check points and kiosks."""

from datetime import timedelta

from flask import abort, current_app, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from portal.accounts import queries as staff
from portal.core.audit import Deed
from portal.core.clock import now
from portal.core.codes import shown
from portal.events import queries as events
from portal.events.models import Event
from portal.kiosks import papers, rules
from portal.kiosks.forms import PointForm, SavedForm
from portal.kiosks.models import CheckPoint, Kiosk
from portal.kiosks.operations import enrolling
from portal.kiosks.queries import points as queries
from portal.web.forms import Form, whole_number
from portal.web.render import render


def enrol(slug: str, kiosk_id: int, code: str) -> Response:
    """The one-time code, shown this once; the address of the same page leads to the kiosk's."""
    event = the_event(slug)
    address = current_app.extensions["settings"].base_url + url_for("kiosk.shell")
    return render(
        "kiosks/desk/enrol.html",
        event=event,
        kiosk=the_kiosk(event, kiosk_id),
        code=shown(code),
        address=address,
        qr=papers.enrolment_qr(f"{address}#{code}"),  # a browser never sends what follows the #
    )


def listed(event: Event, form: Form, status: int = 200) -> Response:
    found = queries.points(event)
    in_use = [point for point in found if point.closed_at is None]
    return render(
        "kiosks/desk/kiosks.html",
        status=status,
        event=event,
        points=found,
        in_use=in_use,
        form=form,
    )


def check_point(slug: str, point_id: int | None, form: PointForm) -> Response:
    event = the_event(slug)
    found = None if point_id is None else the_point(event, point_id)
    at_work = [kiosk for kiosk in found.kiosks if kiosk.token_hash] if found else []
    return render(
        "kiosks/desk/check_point.html",
        status=422 if request.method == "POST" else 200,
        event=event,
        point=found,
        form=form,
        working=len(at_work),
    )


def kiosk(slug: str, kiosk_id: int, form: Form, status: int = 200) -> Response:
    event = the_event(slug)
    found = the_kiosk(event, kiosk_id)
    deeds = queries.history(enrolling.subject(found))
    return render(
        "kiosks/desk/kiosk.html",
        status=status,
        event=event,
        kiosk=found,
        form=form,
        saved=form if isinstance(form, SavedForm) else SavedForm(),
        brought=_brought(),
        deeds=deeds,
        emails=staff.emails({found.keeper_id or 0, *map(who, deeds)}),
        code_holds=queries.code_holds(found, now()),
    )


def who(deed: Deed) -> int:
    """The member of the team who did it; 0 for the portal or a device."""
    return whole_number(deed.actor.removeprefix("staff:"))


def wrong_clock(kiosk: Kiosk) -> timedelta | None:
    """By how much the kiosk's clock is wrong, where it matters."""
    wrong = timedelta(milliseconds=abs(kiosk.ahead))
    return wrong if wrong > rules.SKEW else None


def _brought() -> str:
    """What became of a file that was just brought in."""
    every, fresh = (whole_number(request.args.get(name, "")) for name in ("all", "new"))
    said = ngettext("%(num)s scan of the file is new.", "%(num)s scans of the file are new.", fresh)
    rest = ngettext("We had %(num)s already.", "We had %(num)s already.", every - fresh)
    return (f"{said} {rest}" if every > fresh else said) if every else ""


def the_event(slug: str) -> Event:
    return events.event_by_slug(slug) or abort(404)


def the_point(event: Event, point_id: int) -> CheckPoint:
    return queries.point(event, point_id) or abort(404)


def the_kiosk(event: Event, kiosk_id: int) -> Kiosk:
    return queries.kiosk(event, kiosk_id) or abort(404)
