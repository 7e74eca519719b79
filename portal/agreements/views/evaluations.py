"""At the end both sides say how it went."""

from flask import Blueprint, abort, request, url_for

from portal.agreements import cards, queries
from portal.agreements.forms import EvaluationForm, WhyForm
from portal.agreements.labels import REFUSALS
from portal.agreements.operations import evaluating
from portal.agreements.states import Party
from portal.agreements.views import steps
from portal.agreements.views.steps import Table
from portal.web.once import ask


def add(bp: Blueprint, table: Table) -> None:
    """Give the blueprint the address of the evaluation; the person's also that of her objection."""
    both = ["GET", "POST"]

    def evaluation(token):
        return _evaluation(table, token)

    def disagree(token):
        return _disagree(table, token)

    bp.add_url_rule(
        f"{table.base}/evaluation", "evaluation", table.asks_again(evaluation), methods=both
    )
    if table.party == Party.PERSON:
        bp.add_url_rule(
            f"{table.base}/disagree", "disagree", table.asks_again(disagree), methods=both
        )


def _evaluation(table: Table, token: str):
    form = EvaluationForm()

    def deed() -> str:
        signature, _ = table.find(token, lock=True)
        evaluating.evaluate(signature.agreement, table.party, form.said())
        return url_for(".show", token=token)

    if answered := ask(form, deed, REFUSALS):
        return answered
    signature, _ = table.find(token)
    if request.method == "GET" and "evaluation" not in cards.may(signature.agreement, table.party):
        return steps.page("agreements/read.html", table, signature.agreement)
    status = 422 if request.method == "POST" else 200
    return steps.page("agreements/evaluate.html", table, signature.agreement, status, form=form)


def _disagree(table: Table, token: str):
    form = WhyForm()

    def deed() -> str:
        signature, _ = table.find(token, lock=True)
        evaluating.disagree(signature.agreement, form.why.data)
        return url_for(".show", token=token)

    if answered := ask(form, deed, REFUSALS):
        return answered
    signature, _ = table.find(token)
    if queries.evaluation(signature.agreement, Party.EMPLOYER) is None:
        abort(404)
    status = 422 if request.method == "POST" else 200
    return steps.page("agreements/disagree.html", table, signature.agreement, status, form=form)
