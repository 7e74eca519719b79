"""The words for what happens at a door: for kiosks, for the team, for what is refused."""

from flask_babel import lazy_gettext as _

from portal.web.once import REFUSALS as ANY_FORM

STATIONS = {
    "door": _("Door"),
    "self_service": _("Self-service"),
    "room": _("Session room"),
    "reception": _("Welcome desk of a hub"),
}
REFUSALS = {**ANY_FORM}
DEEDS: dict[str, object] = {}
