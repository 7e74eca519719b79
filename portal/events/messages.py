"""The kinds of message that events send. Texts live in templates/messages/<kind>/."""

BADGE = "badge"
WAITING = "waiting"
PLACE_OFFERED = "place_offered"
PLACE_TAKEN = "place_taken"
EVENT_CANCELLED = "event_cancelled"

KINDS = (BADGE, WAITING, PLACE_OFFERED, PLACE_TAKEN, EVENT_CANCELLED)
