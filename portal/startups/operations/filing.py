"""What the team itself says of a start-up: its legal form, its programme, who supports it."""

from dataclasses import asdict, dataclass

from portal.core import audit
from portal.core.db import db
from portal.startups.models import Startup
from portal.startups.operations import holding


@dataclass(frozen=True)
class Filed:
    form: str
    programme: str
    hub: str
    supported_by: str


def file(startup: Startup, facts: Filed) -> None:
    """Write it down. What says the same changes nothing."""
    held = holding.hold(startup.id)
    new = {name: said for name, said in asdict(facts).items() if said != getattr(held, name)}
    if not new:
        return
    for name, said in new.items():
        setattr(held, name, said)
    holding.changed(held)
    audit.record("startups.page.filed", holding.subject(held), ",".join(sorted(new)))
    db.session.flush()
