"""What openings tell the people who posted them."""

from datetime import datetime, timedelta

from portal.accounts import queries as accounts
from portal.core.clock import now
from portal.notifications.operations import posting as outbox
from portal.notifications.operations.posting import Draft
from portal.opportunities.models import Opportunity
from portal.opportunities.queries import posting as queries

HOLDS = timedelta(days=7)  # so long such a message is worth sending


def tell(
    opening: Opportunity,
    kind: str,
    *,
    round_of: datetime,
    expires_at: datetime | None = None,
) -> None:
    """Write to who posted it. `round_of`: the moment that this message answers; for one moment it
    is posted once.
    """
    for account in queries.writers(opening):
        letter = Draft(
            kind=kind,
            to=accounts.recipient(account),
            key=f"{kind}:{opening.id}:{round_of:%Y%m%d%H%M%S%f}:{account.id}",
            cause=f"opportunity:{opening.id}",
            expires_at=expires_at or now() + HOLDS,
            path=f"employer/opportunities/{opening.token}/",
        )
        outbox.post(letter)
