"""Members: what they sell, and what it costs."""

from typing import Any

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response

from portal.reference import trades
from portal.startups import labels, sentences, texts
from portal.startups.forms.products import ProductForm
from portal.startups.guards import founders_only, my_startup
from portal.startups.models import Startup, StartupProduct
from portal.startups.operations import products, writing
from portal.startups.states import Step
from portal.startups.views import founder_frame
from portal.web.forms import Form
from portal.web.locale import LANGUAGES, language
from portal.web.render import render

bp = Blueprint("founder_products", __name__, url_prefix="/<lang>/founder/products")
bp.before_request(founders_only)


@bp.route("/", methods=["GET", "POST"])
def index():
    """The list, and a form for one more. Left empty, its button goes on."""
    form = ProductForm()
    answer = None
    if request.method == "POST" and (form.is_empty or form.validate()):
        trades.known()  # slow the first time: before the transaction

        def deed() -> str:
            mine = my_startup()
            if not form.is_empty:
                products.add(mine, form.answers())
            writing.passed(mine, Step.PRODUCTS)
            here = "more" in request.form
            return url_for(".index") if here else founder_frame.after(mine, Step.PRODUCTS)

        answer = founder_frame.kept(form, deed)
    return answer or _page(my_startup(), form)


@bp.route("/<token>", methods=["GET", "POST"])
def change(token):
    form = ProductForm()
    one = _one(my_startup(), token)
    answer = None
    if form.was_sent():
        trades.known()

        def deed() -> str:
            products.change(my_startup(), token, form.answers())
            return url_for(".index")

        answer = founder_frame.kept(form, deed)
    elif request.method == "GET":
        form.show(one)
    status = 422 if request.method == "POST" else 200
    context: dict[str, Any] = {"form": form, "one": one, "names": LANGUAGES}
    context["written_in"] = my_startup().language
    return answer or render("startups/founder/product.html", status=status, **context)


@bp.post("/<token>/up")
def up(token):
    return _do(token, lambda mine: products.move(mine, token, up=True))


@bp.post("/<token>/down")
def down(token):
    return _do(token, lambda mine: products.move(mine, token, up=False))


@bp.post("/<token>/remove")
def remove(token):
    return _do(token, lambda mine: products.remove(mine, token))


def _do(token: str, act) -> Response:
    _one(my_startup(), token)
    trades.known()
    form = Form()

    def deed() -> str:
        act(my_startup())
        return url_for(".index")

    answer = founder_frame.kept(form, deed)
    shown = ProductForm()
    shown.refusals = form.refusals
    return answer or _page(my_startup(), shown)


def _one(startup: Startup, token: str) -> StartupProduct:
    return next((one for one in startup.products if one.token == token), None) or abort(404)


def _page(startup: Startup, form: ProductForm) -> Response:
    context: dict[str, Any] = {
        **founder_frame.progress(startup),
        "step": Step.PRODUCTS,
        "name": labels.STEPS[Step.PRODUCTS],
        "startup": startup,
        "form": form,
        "full": len(startup.products) >= products.MOST,
        "example": texts.example(startup.sector, language()),
        "written_in": startup.language,
        "names": LANGUAGES,
        "price": sentences.price,
    }
    status = 422 if request.method == "POST" else 200
    return render("startups/founder/products.html", status=status, **context)
