"""The desk: what is kept for how long, and what the next night would remove."""

from flask import Blueprint

from portal.accounts.guards import guard
from portal.accounts.permissions import Can
from portal.core import tasks
from portal.core.queue import Job
from portal.privacy.labels import ACTIONS, CLASSES, TABLES
from portal.privacy.operations import keeping
from portal.privacy.rules import RULES
from portal.web.render import render

bp = Blueprint("desk_privacy", __name__, url_prefix="/<lang>/desk/privacy")
bp.before_request(guard(Can.SEE_RETENTION))


@bp.get("/")
def index():
    words = {"tables": TABLES, "actions": ACTIONS, "classes": CLASSES}
    due, age = keeping.due(), tasks.age(Job.KEEP_RULES)
    return render("privacy/desk.html", rules=RULES, due=due, age=age, words=words)
