"""The desk: which openings a counsellor can apply to for someone."""

from portal.accounts.permissions import Role
from tests.factories.people import opportunity, person
from tests.people import words
from tests.people.desk import counsellor, here


def choose(client, who, **query):
    return client.get(f"/fr/desk/applications/for/{who.token}/", query_string=query)


def test_openings_of_the_persons_city_come_first_and_the_others_when_searched(client):
    counsellor(client)
    who = person(city="Salé", city_code="sale")
    near = opportunity(title="Couturière", search_text="couturiere sale")
    far = opportunity(title="Maçon", city_code="tanger", city="Tanger", search_text="macon tanger")
    page = choose(client, who).text
    assert f"/for/{who.token}/{near.slug}" in page
    assert far.slug not in page
    assert far.slug in choose(client, who, q="").text


def test_the_persons_page_leads_there_once_the_profile_is_complete(client):
    counsellor(client)
    who, begun = person(), person(complete_at=None, steps=[])
    address = f"/fr/desk/applications/for/{who.token}/"
    assert address in client.get(here(who)).text
    assert "/applications/for/" not in client.get(here(begun)).text


def test_someone_of_another_hub_is_not_there(client):
    counsellor(client)
    other, none = choose(client, person(hub="Tanger")), client.get("/fr/desk/applications/for/x/")
    assert other.status_code == none.status_code == 404
    assert words(other.text) == words(none.text)


def test_fair_staff_do_not_come_in(client):
    counsellor(client, role=Role.FAIR_STAFF)
    assert choose(client, person()).status_code == 403
