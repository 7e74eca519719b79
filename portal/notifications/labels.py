"""The words behind the codes of this domain."""

from flask_babel import lazy_gettext as _

STATES = {
    "pending": _("Waiting to leave"),
    "leased": _("Leaving now"),
    "accepted": _("Sent"),
    "delivered": _("Arrived"),
    "failed": _("Refused"),
    "unknown": _("Not known if it left"),
    "dead": _("Could not be sent"),
    "cancelled": _("No longer needed"),
    "expired": _("Too late"),
}
