"""How far a page is: which screens are done, which comes next, what must be there to send it."""

from portal.startups.models import Startup
from portal.startups.states import Step

# Screens that one may leave empty: a business by appointment has no hours, and may show no photo.
MAY_BE_EMPTY = (Step.PRODUCTS, Step.HOURS, Step.PHOTOS)


def missing(startup: Startup) -> list[str]:
    """What must still be said before the page may be sent: name, line, city, phone."""
    said = {
        "name": startup.name,
        "line": any(startup.line.values()),
        "city": startup.city,
        "phone": startup.phone or startup.whatsapp,
    }
    return [code for code, value in said.items() if not value]


# On which screen each of these is said.
SAID_ON = {"name": Step.WORK, "line": Step.WORK, "city": Step.PLACE, "phone": Step.CONTACT}


def done(startup: Startup) -> list[Step]:
    """The screens that are filled in, or were left empty on purpose."""
    lacking = {SAID_ON[code] for code in missing(startup)}
    filled = {
        Step.PRODUCTS: startup.products,
        Step.HOURS: startup.hours,
        Step.PHOTOS: startup.photos,
    }

    def is_done(step: Step) -> bool:
        if step in MAY_BE_EMPTY:
            return bool(filled[step]) or step in startup.steps
        return step not in lacking

    return [step for step in Step if is_done(step)]


def next_step(startup: Startup, after: Step | None = None) -> Step | None:
    """The first screen that is not done yet, looked for behind `after` first; None: all are."""
    ready = set(done(startup))
    order = list(Step)
    behind = order[order.index(after) + 1 :] if after else []
    return next((step for step in (*behind, *order) if step not in ready), None)
