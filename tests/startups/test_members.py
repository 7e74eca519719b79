"""Who is of a start-up: added, changed, gone, chosen, forgotten."""

from datetime import date, timedelta

import pytest

from portal.core.clock import local, now
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.startups.models import Startup, StartupMember
from portal.startups.operations import members, merging
from portal.startups.queries import members as queries
from portal.startups.rules import members as rules
from tests.databases import look_again
from tests.factories import people, startups
from tests.people import spoken, words
from tests.startups.kept import HOME, fresh, keeper, send
from tests.together import together

NAME = "Khadija Bennani"


def add(client, **other):
    fields = {"name": NAME, "role": "treasurer", "joined_on": "2025-03-01", **other}
    return send(client, HOME + "add", fields)


def named():
    look_again()
    return db.session.query(StartupMember).filter_by(account_id=None).all()


def today():
    return local(now()).date()


def test_a_member_is_added_by_name_with_role_and_day_and_has_no_access(client, app, rows):
    _, mine = keeper(client)
    assert add(client).status_code == 303
    (made,) = named()
    assert (made.name, made.role, made.joined_on) == (NAME, "treasurer", date(2025, 3, 1))
    assert made.startup_id == mine.startup_id
    page = words(client.get(HOME).text)
    assert NAME in page
    assert spoken(app, "Does not keep the page.") in page


def test_names_are_sealed_in_the_table(client, rows):
    keeper(client)
    add(client)
    row = db.session.execute(db.text("SELECT name FROM startup_member WHERE account_id IS NULL"))
    assert NAME.encode() not in bytes(row.scalar_one())


def test_members_are_never_on_the_public_page(client, app, rows):
    _, mine = keeper(client, name="Salma Secret")
    add(client)
    seen = app.test_client().get(f"/fr/startups/{mine.startup.slug}/")
    assert seen.status_code == 200
    assert NAME not in seen.text
    assert "Salma Secret" not in seen.text


def test_a_form_without_a_name_keeps_what_was_typed(client, rows):
    keeper(client)
    answer = add(client, name="")
    assert answer.status_code == 422
    assert 'value="2025-03-01"' in answer.text
    assert named() == []


@pytest.mark.parametrize("day", ["2999-01-01", "1950-01-01", "hier"])
def test_a_day_that_cannot_be_is_said_beside_its_field(client, rows, day):
    keeper(client)
    answer = add(client, joined_on=day)
    assert answer.status_code == 422
    assert 'id="joined_on-wrong"' in answer.text
    assert named() == []


def test_role_and_days_change_and_the_name_of_an_account_does_not(client, rows):
    account, mine = keeper(client)
    fields = {"name": "Autre", "role": "worker", "joined_on": "2024-01-02"}
    assert send(client, f"{HOME}{mine.token}/", fields).status_code == 303
    now_is = fresh(mine)
    assert (now_is.role, now_is.joined_on, now_is.name) == ("worker", date(2024, 1, 2), None)
    assert account.name == "Salma"


def test_who_has_left_stays_in_the_list_and_loses_access_at_once(client, app, rows):
    _, mine = keeper(client)
    browser = app.test_client()
    _, other = keeper(browser, mine.startup, "Lina")
    page = f"{HOME}{other.token}/"
    assert browser.get(HOME).status_code == 200
    assert send(client, page + "left", {"left_on": "2026-01-31"}, page).status_code == 303
    gone = fresh(other)
    assert (gone.state, gone.left_on, gone.name) == ("left", date(2026, 1, 31), "Lina")
    assert "Lina" in client.get(HOME).text
    assert browser.get(HOME).location == "/fr/founder/begin"


def test_without_a_day_someone_left_today_and_not_before_joining(client, rows):
    _, mine = keeper(client)
    other = startups.member(mine.startup, joined_on=today())
    page = f"{HOME}{other.token}/"
    early = {"left_on": (today() - timedelta(days=1)).isoformat()}
    assert send(client, page + "left", early, page).status_code == 422
    assert send(client, page + "left", {}, page).status_code == 303
    assert fresh(other).left_on == today()


def test_nobody_ends_her_own_access_on_the_page_for_others(client, rows):
    _, mine = keeper(client)
    page = f"{HOME}{mine.token}/"
    assert page + "left" not in client.get(page).text
    with pytest.raises(Refused, match="last_leaves"), transaction():
        members.leave(fresh(mine))


@pytest.mark.parametrize(
    ("state", "may"),
    [("shown", False), ("to_check", False), ("hidden", True), ("draft", True), ("sent_back", True)],
)
def test_the_last_one_leaves_only_a_page_that_nobody_sees(client, rows, state, may):
    _, mine = keeper(client, startups.startup(state=state))
    shown = client.get(HOME + "leave").text
    assert (f'action="{HOME}leave"' in shown) is may
    if may:
        assert send(client, HOME + "leave").status_code == 303
    else:
        with pytest.raises(Refused, match="last_leaves"), transaction():
            members.leave(mine)
    assert (fresh(mine).state == "left") is may


def test_one_of_two_leaves_a_page_that_is_shown(client, rows):
    _, mine = keeper(client)
    startups.member(mine.startup)
    assert send(client, HOME + "leave").status_code == 303
    assert fresh(mine).left_on == today()


def test_two_who_leave_at_the_same_instant_leave_one_behind(app, rows):
    page = startups.startup()
    ids = [startups.member(page).id for _ in range(2)]
    refused = []

    def go(member_id):
        try:
            with transaction():
                members.leave(db.session.get_one(StartupMember, member_id))
        except Refused as no:
            refused.append(no.code)

    together(app, *[lambda i=i: go(i) for i in ids])
    assert refused == ["last_leaves"]
    look_again()
    assert queries.has_keeper(page.id)


def test_among_several_pages_one_is_chosen(client, rows):
    account, first = keeper(client)
    other = startups.startup(name="Coopérative Argan")
    second = startups.member(other, account, chosen_at=now() - timedelta(days=1))
    assert queries.membership_of(account.id).id == first.id
    answer = send(client, HOME + "choose", {"startup": other.token})
    assert answer.location == "/fr/founder/"
    look_again()
    assert queries.membership_of(account.id).id == second.id


def test_a_page_of_others_is_not_chosen(client, rows):
    account, mine = keeper(client)
    startups.member(startups.startup(name="Argan"), account)
    strange = startups.member().startup
    assert send(client, HOME + "choose", {"startup": strange.token}).status_code == 404


@pytest.mark.parametrize("what", ["", "left", "invite", "link", "take-back"])
def test_a_member_of_another_business_is_nobody(client, rows, what):
    _, mine = keeper(client)
    form = {"form_token": "x"}
    theirs = startups.member()
    for token in (theirs.token, "A" * 22):
        address = f"{HOME}{token}/{what}"
        if what in ("", "link"):
            assert client.get(address).status_code == 404
        else:
            page = client.get(f"{HOME}{mine.token}/").text
            form = {"form_token": page.split('name="form_token" value="')[1].split('"')[0]}
            assert client.post(address, data=form).status_code == 404


def test_a_business_has_sixty_people_and_no_more(rows, monkeypatch):
    monkeypatch.setattr(rules, "MOST_MEMBERS", 2)
    page = startups.member().startup
    facts = members.Facts(name=NAME, role="worker")
    with transaction():
        members.add_name(page, facts)
    with pytest.raises(Refused, match="members_many"), transaction():
        members.add_name(page, facts)


def test_an_erased_account_leaves_no_name_and_hides_the_page_that_nobody_keeps(rows):
    account = people.account(name="Salma")
    page = startups.startup()
    mine = startups.member(page, account, name="Salma", joined_on=today())
    startups.call_request(page)
    with transaction():
        members.forget(account.id)
    gone, hidden = fresh(mine), fresh(page)
    assert (gone.name, gone.state, gone.left_on, gone.account_id) == (None, "left", today(), None)
    assert (hidden.state, hidden.look_again) == ("hidden", True)
    assert (hidden.phone, hidden.phone_index, hidden.whatsapp) == (None, None, None)
    assert hidden.address == ""
    assert db.session.execute(db.text("SELECT count(*) FROM call_request")).scalar_one() == 0


def test_a_page_that_another_keeps_stays_when_one_is_erased(rows):
    account, page = people.account(name="Salma"), startups.startup()
    startups.member(page, account)
    startups.member(page)
    startups.call_request(page)
    with transaction():
        members.forget(account.id)
    stays = fresh(page)
    assert (stays.state, bool(stays.phone)) == ("shown", True)
    assert db.session.execute(db.text("SELECT count(*) FROM call_request")).scalar_one() == 1


def test_when_two_accounts_become_one_the_page_is_kept_by_the_one_that_stays(rows):
    stays, closes = people.account(name="Salma"), people.account(name="Salma")
    both, alone = startups.startup(), startups.startup(name="Argan")
    startups.member(both, stays, state="left", left_on=today())
    old = startups.member(both, closes)
    moved = startups.member(alone, closes)
    with transaction():
        found = merging.moved(kept=1, dropped=2, account=stays.id, closed=closes.id)
        merging.changes.apply(found)
    assert fresh(moved).account_id == stays.id
    assert fresh(old).state == "left"
    mine = {m.startup_id for m in queries.memberships_of(stays.id)}
    assert mine == {both.id, alone.id}
    with transaction():
        merging.changes.put_back(found)
    assert fresh(moved).account_id == closes.id
    assert {m.startup_id for m in queries.memberships_of(stays.id)} == set()
    assert db.session.get_one(Startup, both.id).state == "shown"
