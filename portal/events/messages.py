"""The kinds of message that events send. Texts live in templates/messages/<kind>/."""

from portal.notifications.kinds import Kind, Purpose, Urgency

BADGE = "badge"
WAITING = "waiting"
PLACE_OFFERED = "place_offered"
PLACE_TAKEN = "place_taken"
CHANGED = "changed"
EVENT_CANCELLED = "event_cancelled"
REMINDER_DAY = "reminder_day"
REMINDER_HOURS = "reminder_hours"
THANKS = "thanks"
MISSED = "missed"
# What a coordinator writes to many: about the event they registered for, or about something else.
WORDS = "words"
NEWS = "news"

REMINDERS = (REMINDER_DAY, REMINDER_HOURS)
FREE_WORDS = (WORDS, NEWS)
STILL = (EVENT_CANCELLED, *FREE_WORDS)  # also about an event that is cancelled
AFTERWARDS = (THANKS, MISSED, *FREE_WORDS)  # also about a session that is over

# In the order in which the words say them, in every language: WhatsApp's templates count.
_CODE_FIRST = ("code", "when", "time", "where")
_CODE_LAST = ("when", "time", "where", "code")

KINDS = (
    Kind(BADGE, Purpose.EVENT, _CODE_FIRST),
    Kind(WAITING, Purpose.EVENT, ("when",)),
    Kind(PLACE_OFFERED, Purpose.EVENT, ("when", "end", "end_time")),
    Kind(PLACE_TAKEN, Purpose.EVENT, _CODE_FIRST),
    Kind(CHANGED, Purpose.EVENT, _CODE_LAST, Urgency.NOTICE),
    Kind(EVENT_CANCELLED, Purpose.EVENT, ("when",), Urgency.NOTICE),
    Kind(REMINDER_DAY, Purpose.REMINDER, _CODE_LAST, Urgency.NOTICE),
    Kind(REMINDER_HOURS, Purpose.REMINDER, ("time", "where", "code"), Urgency.NOTICE),
    Kind(THANKS, Purpose.EVENT, (), Urgency.LATER),
    Kind(MISSED, Purpose.EVENT, (), Urgency.LATER),
    Kind(WORDS, Purpose.EVENT, ("text",), Urgency.NOTICE, approved=False),
    Kind(NEWS, Purpose.NEWS, ("text",), Urgency.LATER, approved=False),
)
