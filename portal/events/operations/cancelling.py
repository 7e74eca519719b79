"""Cancel an event, and tell everyone who was coming."""

from portal.core import audit
from portal.events.models import Event
from portal.events.operations import announcing, editing
from portal.events.states import EventState


def cancel(event: Event) -> None:
    """The event does not take place. A job tells people. Asked twice, done once."""
    editing.hold(event)
    if event.state == EventState.CANCELLED:
        return
    event.state = EventState.CANCELLED
    announcing.cancelled(event)
    audit.record("events.event.cancelled", editing.subject(event))
