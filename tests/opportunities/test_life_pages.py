"""What a member reads and presses on the page of an opening, in each of its states."""

import pytest

from portal.opportunities.operations import life
from portal.opportunities.states import OpportunityState as S
from tests.factories.people import enter, member, opportunity
from tests.opportunities.openings import do, fresh
from tests.people import token_in, words


@pytest.mark.parametrize(
    ("before", "deed", "after"),
    [
        ("open", "confirm", "open"),
        ("open", "pause", "paused"),
        ("open", "filled", "filled"),
        ("paused", "go-on", "open"),
        ("paused", "filled", "filled"),
        ("filled", "go-on", "open"),
        ("expired", "confirm", "open"),
        ("expired", "filled", "filled"),
        ("sent_back", "withdraw", "withdrawn"),
        ("open", "withdraw", "withdrawn"),
    ],
)
def test_one_press_each_and_pressing_twice_is_pressing_once(client, before, deed, after):
    mine = member()
    enter(client, mine.account)
    opening = opportunity(mine.organisation, state=before)
    page = f"/en/employer/opportunities/{opening.token}/"
    html = client.get(page).text
    data = {"form_token": token_in(html, f"{page}{deed}")}
    answers = [client.post(f"{page}{deed}", data=data) for _ in range(2)]
    assert [answer.location for answer in answers] == [page, page]
    assert fresh(opening).state == after
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("state", S)
def test_each_state_has_its_page_with_one_green_button_at_most(client, state):
    mine = member()
    enter(client, mine.account)
    opening = opportunity(mine.organisation, state=state, state_note="Dites les heures.")
    html = client.get(f"/en/employer/opportunities/{opening.token}/").text
    assert html.count('class="button"') + html.count('class="button "') <= 1
    if state in {S.SENT_BACK, S.WITHDRAWN}:
        assert "Dites les heures." in html


def test_a_press_that_comes_too_late_says_so(client):
    mine = member()
    enter(client, mine.account)
    opening = opportunity(mine.organisation)
    page = f"/en/employer/opportunities/{opening.token}/"
    html = client.get(page).text
    do(life.withdraw, opening)
    answer = client.post(f"{page}pause", data={"form_token": token_in(html, f"{page}pause")})
    assert answer.status_code == 422
    assert "has changed meanwhile" in words(answer.text)
