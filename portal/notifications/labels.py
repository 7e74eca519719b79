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

# By kind: the domains name their kinds, the desk shows them in words.
KINDS = {
    "badge": _("Entrance code"),
    "waiting": _("Waiting list"),
    "place_offered": _("Seat offered"),
    "place_taken": _("Seat confirmed"),
    "event_cancelled": _("Event cancelled"),
}
