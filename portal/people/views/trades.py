"""The first screen of a profile: her trades, in her own words."""

from typing import Any

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.guards import with_account
from portal.core.tidying import tidy
from portal.people import rules
from portal.people.forms.profile import NONE_OF_THESE, TradeForm, WhichForm
from portal.people.guards import my_person
from portal.people.labels import BANDS, LEARNED, STEPS
from portal.people.models import Person, PersonTrade
from portal.people.operations import profile
from portal.people.states import Step
from portal.people.views import showing
from portal.reference import trades
from portal.web.forms import Form
from portal.web.locale import language
from portal.web.render import render

bp = Blueprint("my_trades", __name__, url_prefix="/<lang>/me/profile/trades")
bp.before_request(with_account)

SHORTEST = 3  # letters that say something of a trade


@bp.get("/")
def index():
    """The trades that are there, and a form for one more; `words` in the address are looked up."""
    form = TradeForm()
    form.words.data = tidy(request.args.get("words", ""))[: rules.LONGEST_WORDS]
    return _page(my_person(), form, 200)


@bp.post("/")
def add():
    form = TradeForm()
    if form.was_sent():
        said = form.answers()

        def deed() -> str:
            trade = profile.add_trade(my_person(), said)
            return _after(trade, asked=said.trade is not None)

        answer = showing.kept(form, deed)
        if answer:
            return answer
    return _page(my_person(), form, 422)


@bp.route("/<token>", methods=["GET", "POST"])
def change(token):
    person = my_person()
    trade, form = _trade(person, token), TradeForm()
    before = trade.words
    if request.method == "GET":
        form.show(trade)
    elif form.was_sent():
        said = form.answers()

        def deed() -> str:
            same = profile.change_trade(my_person(), token, said)
            return _after(same, asked=same.words == before)

        answer = showing.kept(form, deed)
        if answer:
            return answer
    status = 422 if request.method == "POST" else 200
    return render("people/profile/trade.html", trade=trade, form=form, status=status)


@bp.route("/<token>/which", methods=["GET", "POST"])
def which(token):
    """What we understood of her words: five trades to choose from, or none of these."""
    person = my_person()
    trade, form = _trade(person, token), WhichForm()
    if form.was_sent():
        code = "" if form.trade.data == NONE_OF_THESE else form.trade.data

        def deed() -> str:
            profile.choose_trade(my_person(), token, code)
            return url_for(".index")

        answer = showing.kept(form, deed)
        if answer:
            return answer
    status = 422 if request.method == "POST" else 200
    found = look_up(trade.words)
    picked = form.trade.data or trade.trade or _first(found)
    context: dict[str, Any] = {"trade": trade, "form": form, "found": found, "picked": picked}
    return render("people/profile/which.html", status=status, **context)


@bp.post("/<token>/remove")
def remove(token):
    def deed() -> str:
        profile.drop_trade(my_person(), token)
        return url_for(".index")

    form = Form()
    return showing.kept(form, deed) or _page(my_person(), TradeForm(), 422)


def look_up(words: str | None) -> trades.Found | None:
    """The trades that these words may mean; None for too few letters."""
    return trades.find(words, language()) if words and len(words) >= SHORTEST else None


def _first(found: trades.Found | None) -> str:
    """What is chosen beforehand: a first answer that is sure by itself."""
    return found.trades[0].code if found and found.trades and found.trades[0].sure else ""


def _after(trade: PersonTrade, *, asked: bool) -> str:
    """Back to the list; first to what we understood, where she was not asked yet."""
    known = asked or trade.trade
    return url_for(".index") if known else url_for(".which", token=trade.token)


def _trade(person: Person, token: str) -> PersonTrade:
    return next((trade for trade in person.trades if trade.token == token), None) or abort(404)


def _page(person: Person, form: TradeForm, status: int) -> Response:
    found = look_up(form.words.data)
    context: dict[str, Any] = {
        **showing.progress(person),
        "person": person,
        "form": form,
        "step": Step.TRADES,
        "name": STEPS[Step.TRADES],
        "going_on": showing.after(Step.TRADES, person),
        "found": found,
        "picked": form.trade.data or _first(found),
        "full": len(person.trades) >= rules.MOST_TRADES,
        "learned": LEARNED,
        "bands": {trade.token: BANDS[rules.band_of(trade.months)] for trade in person.trades},
    }
    page, part = "people/profile/trades.html", "people/profile/_found.html"
    return render(page, partial=part, status=status, **context)
