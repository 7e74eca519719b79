"""Entry points of the workers: open a context, mark the transactions, call the portal."""

from collections.abc import Callable
from functools import cache, wraps

from portal.app import create_app
from portal.core import audit, queue
from portal.core.db import db

app = cache(create_app)


def job(function: Callable[..., None]) -> Callable[..., None]:
    """Run `function` inside the application. A new ring for it is worth hearing from now on."""

    @wraps(function)
    def run(*ids: str) -> None:
        with app().app_context():
            audit.actor.set("system")
            if queue.bell:
                queue.bell.answered(f"{function.__module__}.{function.__name__}", *ids)
            try:
                function(*ids)
            finally:
                db.session.remove()

    return run
