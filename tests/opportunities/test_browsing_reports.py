"""A reader says that something is wrong with an opening."""

from portal.core.db import db, transaction
from portal.opportunities.models import Opportunity, OpportunityReport
from portal.opportunities.operations import reporting
from tests.factories.people import opportunity
from tests.people import token_in

REPORT = "/fr/opportunities/one/report"


def test_a_reader_says_that_something_is_wrong(client):
    one = opportunity(slug="one")
    token = token_in(client.get(REPORT).text, REPORT)
    form = {"form_token": token, "reason": "money", "words": "Ils demandent 500 DH."}
    for _ in range(2):  # a thumb that presses twice
        answer = client.post(REPORT, data=form)
        assert answer.status_code == 303
        assert answer.location == "/fr/opportunities/one/report/thanks"
    (kept,) = db.session.query(OpportunityReport)
    assert (kept.opportunity_id, kept.reason, kept.words) == (one.id, "money", form["words"])
    assert client.get(answer.location).status_code == 200


def test_a_report_without_a_reason_comes_back_with_its_words(client):
    opportunity(slug="one")
    token = token_in(client.get(REPORT).text, REPORT)
    form = {"form_token": token, "words": "Je ne sais pas"}
    answer = client.post(REPORT, data=form)
    assert answer.status_code == 422
    assert "Je ne sais pas" in answer.text
    assert 'href="#reason"' in answer.text
    odd = form | {"reason": "x", "words": "y" * 2000}
    assert client.post(REPORT, data=odd).status_code == 422
    assert db.session.query(OpportunityReport).count() == 0


def test_more_reports_than_can_be_read_are_thanked_for_and_not_kept(rows):
    one, other = opportunity(), opportunity()
    for _ in range(reporting.MOST_OF_ONE + 2):
        with transaction():
            reporting.report(db.session.get_one(Opportunity, one.id), "false", "")
    with transaction():
        reporting.report(db.session.get_one(Opportunity, other.id), "false", "")
    assert db.session.query(OpportunityReport).count() == reporting.MOST_OF_ONE + 1
