"""Pages and messages: light, whole in four languages, unbroken by whatever is sent."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import smsutil
from flask import render_template
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.accounts.permissions import Role
from portal.applications import messages
from portal.applications.models import Application, Turn
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.notifications import texts
from portal.notifications.neutral import forbidden_in
from portal.people.models import Person, PersonSkill
from portal.web.locale import LANGUAGES
from tests import budgets
from tests.factories import people
from tests.people import make_staff, sign_in, token_in

BROTLI = {"Accept-Encoding": "br"}
HOST = "https://portail-emploi.example.ma"


@pytest.fixture
def full(app, scene):
    """Long words everywhere: the heaviest pages that there are."""
    long = "Menuiserie en bâtiment et pose de revêtements intérieurs"
    with transaction():
        mine = db.session.get_one(Person, scene.person.id)
        for number in range(25):
            mine.skills.append(PersonSkill(words=f"{long[:40]} {number}", learned="training"))
    made = people.application(
        scene.person,
        scene.opening,
        sentence=(long + " ") * 5,
        state="interview",
        answer="interview",
        answer_line=long * 3,
        meeting_at=now() + timedelta(days=2),
        meeting_where=long,
        next_step=long,
    )
    for number in range(12):
        people._add(Turn(application_id=made.id, state="interview", by="employer"))
        other = people.opportunity(scene.firm, title=f"{long} {number}")
        people.application(scene.person, other, state="declined")
        people.application(people.person(name=f"Marie-Thérèse {number}"), scene.opening)
    return made


def hers(full, opening):
    return [
        *("/me/applications/", f"/me/applications/{full.token}/"),
        f"/me/applications/{full.token}/number",
        f"/opportunities/{opening.slug}/apply",
    ]


def theirs(full, opening):
    one = f"/employer/applicants/{full.token}/"
    return [
        *("/employer/", f"/employer/opportunities/{opening.token}/applicants"),
        *(one, one + "meeting", one + "skills"),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_light(app, scene, full, lang):
    (further,) = budgets.most("any further page")
    new = people.opportunity(scene.firm)
    for owner, pages in (
        (scene.person.account, [*hers(full, scene.opening), *hers(full, new)[-1:]]),
        (scene.member.account, theirs(full, scene.opening)),
    ):
        browser = app.test_client()
        people.enter(browser, owner)
        for address in pages:
            answer = browser.get(f"/{lang}{address}", headers=BROTLI)
            assert answer.status_code == 200, address
            assert len(answer.data) <= further, address


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_of_the_desk_is_light(client, app, scene, full, lang):
    (further,) = budgets.most("any further page")
    (fragment,) = budgets.most("an HTMX answer")
    sign_in(client, make_staff(Role.COORDINATOR))
    browser = app.test_client()
    browser.set_cookie("sid", client.get_cookie("sid").value)
    for_one = f"for/{scene.person.token}/{people.opportunity(scene.firm).slug}"
    for address in ("", f"{full.token}/", for_one):
        answer = browser.get(f"/{lang}/desk/applications/{address}", headers=BROTLI)
        assert answer.status_code == 200
        assert len(answer.data) <= further, address
    asks = {**BROTLI, "HX-Request": "true"}
    assert len(browser.get(f"/{lang}/desk/applications/", headers=asks).data) <= fragment


@pytest.fixture
def page(app, monkeypatch):
    real = replace(app.extensions["settings"], base_url=HOST)
    monkeypatch.setitem(app.extensions, "settings", real)
    with app.test_request_context():
        yield


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", messages.KINDS, ids=lambda kind: kind.name)
def test_a_message_is_one_sms_and_neutral(page, kind, language):
    for day in range(31):
        at = datetime(2027, 9, 1, 12, tzinfo=UTC) + timedelta(days=day)
        text = texts.sms(kind.name, language, {"starts_at": at.isoformat(), "link": "W" * 12})
        assert len(smsutil.split(text).parts) <= (2 if language == "ar" else 1), text
        assert not forbidden_in(text)
        assert "%(" not in text
    with texts.speaking(language):
        subject = render_template(f"messages/{kind.name}/subject.txt").strip()
    assert 0 < len(subject) <= 50
    assert not forbidden_in(subject)


ODD = st.sampled_from(
    ["\x00", "\u202e", "٠٦٦١", "9" * 400, "-1", "1e309", "=cmd|x", "<script>", "'--", "🙂", "\r\n"]
)
ANY = st.one_of(ODD, st.text(max_size=320), st.text("0123456789-T: ", max_size=20))
SLOWLY = {
    "deadline": None,
    "max_examples": 60,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


def forms(*fields):
    return st.fixed_dictionaries({}, optional={name: st.lists(ANY, max_size=3) for name in fields})


def reset(made, state="new"):
    with transaction():
        mine = db.session.get_one(Application, made.id)
        mine.state, mine.line_held = state, False


@given(form=forms("sentence", "as_it_is"))
@settings(**SLOWLY)
def test_no_words_break_the_way_to_apply(person, scene, form):
    with transaction():
        db.session.query(Turn).delete()
        db.session.query(Application).delete()
    address = f"/fr/opportunities/{scene.opening.slug}/apply"
    token = token_in(person.get(address).text, address)
    answer = person.post(address, data=form | {"form_token": token})
    assert answer.status_code in {303, 422}
    assert db.session.query(Application).count() == (answer.status_code == 303)


@pytest.fixture
def made(scene):
    return people.application(scene.person, scene.opening)


@given(
    way=st.sampled_from(["answer", "meeting", "skills"]),
    form=forms("answer", "line", "meeting_at", "where", "skills"),
)
@settings(**SLOWLY)
def test_no_answer_breaks_the_employer_s_pages(employer, made, way, form):
    reset(made)
    page = f"/fr/employer/applicants/{made.token}/"
    token = token_in(employer.get(page).text)
    answer = employer.post(page + way, data=form | {"form_token": token})
    assert answer.status_code in {303, 400, 422}
    assert employer.get(page).status_code == 200


@given(
    way=st.sampled_from(["move", "next-step", "line"]),
    form=forms("state", "reason", "detail", "shown", "next_step", "next_step_on", "line"),
)
@settings(**SLOWLY)
def test_no_note_breaks_the_desk(client, made, way, form):
    if client.get_cookie("sid") is None:
        sign_in(client, make_staff(Role.COORDINATOR))
    reset(made)
    page = f"/fr/desk/applications/{made.token}/"
    token = token_in(client.get(page).text, page + "move")
    answer = client.post(page + way, data=form | {"form_token": token})
    assert answer.status_code in {303, 422}
    assert client.get(page).status_code == 200
