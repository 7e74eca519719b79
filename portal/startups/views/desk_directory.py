"""The desk: lists brought in, turns on the home page, the catalogue, Ramadan."""

import hashlib
from datetime import datetime, time

from flask import Blueprint, abort, current_app, request, url_for

from portal.accounts.guards import guard, signed_in
from portal.accounts.permissions import Can
from portal.core import tables
from portal.core.clock import from_wall_clock, local, now
from portal.core.db import breathe, committed
from portal.core.errors import Refused
from portal.core.folding import fold
from portal.reference import trades
from portal.startups import exports, labels
from portal.startups.forms.desk import ListForm, RamadanForm, TakeForm
from portal.startups.models import Startup, StartupList
from portal.startups.operations import importing, list_columns, list_rows, ramadans, turns
from portal.startups.queries import lists, pages
from portal.startups.queries import ramadans as known_ramadans
from portal.startups.queries import turns as in_turn
from portal.startups.rules import turns as rules
from portal.startups.rules.lists import MOST_ROWS
from portal.startups.texts import desk as texts
from portal.web import downloads
from portal.web.forms import Form
from portal.web.once import ask, once
from portal.web.render import render

bp = Blueprint("desk_directory", __name__, url_prefix="/<lang>/desk/startups/directory")
bp.before_request(guard(Can.RUN_STARTUPS))

SHOWN = 40  # rows with a problem, and rows that look like one we have, on the page of a list
MOST_FOUND = 20  # names to choose from for the home page
LONGEST_QUERY = 60


@bp.context_processor
def words():
    return {"words": labels, "texts": texts}


@bp.get("/")
def index():
    return render(
        "startups/desk/directory/index.html",
        pool=len(in_turn.pool()),
        coming=_coming(),
        catalogue="desk_catalogue.index" in current_app.view_functions,
    )


@bp.route("/list", methods=["GET", "POST"])
def bring():
    form = ListForm()
    if form.was_sent():
        try:
            return _brought(form)
        except Refused as no:
            again = no.code == "form_changed"
            form.refuse(texts.FILE_AGAIN if again else labels.REFUSALS[no.code], no.field)
    status = 422 if request.method == "POST" else 200
    return render("startups/desk/directory/bring.html", status=status, form=form)


@bp.post("/list/template")
def template():
    header, rows = exports.template()
    return downloads.table(downloads.kind_asked_for(), "startups", header, rows)


@bp.get("/list/<token>")
def list_page(token):
    return _list_page(_list(token), TakeForm())


@bp.post("/list/<token>/take")
def take(token):
    """Row by row before the deed, in short transactions: pressed again, it goes on where it was."""
    _list(token)
    form, staff_id = TakeForm(), _staff_id()
    trades.known()  # slow the first time: before the transactions
    if form.was_sent():
        try:
            while committed(lambda: importing.step(token, form.chosen, staff_id)):
                breathe()
            return once(lambda: url_for(".list_page", token=token))
        except Refused as no:
            form.refuse(labels.REFUSALS[no.code])
    return _list_page(_list(token), form, status=422)


@bp.get("/home")
def home():
    return _home()


@bp.post("/home/<startup>/add")
def add(startup):
    return _turn(startup, turns.join)


@bp.post("/home/<startup>/remove")
def remove(startup):
    return _turn(startup, turns.leave)


@bp.route("/ramadan", methods=["GET", "POST"])
def ramadan():
    form = RamadanForm()
    coming = _coming()
    if coming and form.first_day.raw_data is None:
        form.first_day.data, form.last_day.data = coming

    def deed() -> str:
        ramadans.announce(form.first_day.data, form.last_day.data, _staff_id())
        return url_for(".ramadan")

    answered = ask(form, deed, labels.REFUSALS)
    status = 422 if request.method == "POST" else 200
    said = known_ramadans.announced()
    return answered or render(
        "startups/desk/directory/ramadan.html",
        status=status,
        form=form,
        coming=coming and _shown(coming),
        announced=bool(coming) and coming in said,
        said=[_shown(one) for one in reversed(said)],
    )


def _brought(form: ListForm):
    """Read the file, keep its rows; nothing is taken yet."""
    staff_id = _staff_id()
    content = form.file.data.read(tables.MOST_BYTES + 1)
    said, ignored = list_columns.companies(tables.read(content))
    about = {"form": form.form.data or "", "programme": form.programme.data or ""}
    rows = list_rows.read(said[: MOST_ROWS + 1], **about)  # one too many: it is refused as such

    def deed() -> str:
        token = importing.begin(rows, ignored, staff_id).token
        return url_for(".list_page", token=token)

    return once(deed, also=hashlib.sha256(content).hexdigest())


def _list_page(brought: StartupList, form: TakeForm, status: int = 200):
    rows, alike = lists.rows(brought), {}
    if brought.taken_at is None:
        alike = lists.looks_like([row for row in rows if not row["problems"]])
    wrong = [row for row in rows if row.get("problems")]
    return render(
        "startups/desk/directory/list.html",
        status=status,
        brought=brought,
        form=form,
        became=lists.became(brought),
        ignored=lists.ignored(brought),
        good=len(rows) - len(wrong),
        wrong=wrong[:SHOWN],
        more_wrong=len(wrong) - SHOWN,
        alike=[(row, alike[row["row"]]) for row in rows if row["row"] in alike][:SHOWN],
        more_alike=len(alike) - SHOWN,
    )


def _home(form: Form | None = None, status: int = 200):
    text = request.args.get("q", "")[:LONGEST_QUERY].replace("\x00", "")
    shares = in_turn.shares()
    return render(
        "startups/desk/directory/home.html",
        partial="startups/desk/directory/_found.html",
        status=status,
        form=form or Form(),
        pool=[(one, shares.get(one.id, 0)) for one in in_turn.pool()],
        today=in_turn.on_home_today(),
        days=in_turn.SHARE_OF,
        a_day=rules.A_DAY,
        text=text,
        found=in_turn.may_join(fold(text), MOST_FOUND),
    )


def _turn(token: str, change):
    form = Form()

    def deed() -> str:
        change(_startup(token))
        return url_for(".home")

    return ask(form, deed, labels.REFUSALS) or _home(form, status=422)


def _coming():
    """The first and last day of the Ramadan that is on or comes next."""
    return known_ramadans.coming(local(now()).date())


def _shown(days):
    """Two days as moments, for the filters that write them out."""
    return [from_wall_clock(datetime.combine(day, time(12))) for day in days]


def _startup(token: str) -> Startup:
    return pages.by_token(token) or abort(404)


def _list(token: str) -> StartupList:
    return lists.brought(token) or abort(404)


def _staff_id() -> int:
    return (signed_in() or abort(403)).id
