"""Each party signs for itself, with a code sent to it, the words it has read."""

import hashlib
from datetime import timedelta

import pytest
import time_machine

from portal.accounts.models import Account, Staff
from portal.agreements import messages
from portal.agreements.operations.signing import Signer
from portal.agreements.states import AgreementState, Party
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.errors import Refused
from tests.agreements.table import EVERYONE, SCHOOL, Table, posted, told
from tests.factories import people
from tests.people import make_staff

pytestmark = pytest.mark.usefixtures("rows")
BY_CODE = [Party.PERSON, Party.EMPLOYER, Party.SCHOOL]


def test_it_counts_once_every_party_has_signed():
    table = Table(school=SCHOOL)
    for party in (*EVERYONE, Party.SCHOOL):
        assert table.now.state == AgreementState.TO_SIGN
        table.sign(party)
    assert table.now.state == AgreementState.SIGNED
    assert table.now.signed_at is not None
    assert told(messages.SIGNED) == {"person", "employer", "school"}


def test_a_signature_holds_for_the_french_text_and_says_in_which_language_it_was_read():
    table = Table()
    table.sign(Party.PERSON)
    seat = table.seat(Party.PERSON)
    assert seat.text_hash == hashlib.sha256(table.now.text.encode()).digest()
    assert seat.language == "fr"
    assert f"n° {table.number}" in table.now.text
    assert "Version 1" in table.now.text
    assert seat.account_id == table.person.account_id


def test_the_whole_name_is_sealed_and_no_part_of_the_text():
    table = Table()
    table.send_code(Party.PERSON, name="Aminata Secretname")
    assert table.now.person_name == "Aminata Secretname"
    assert "Secretname" not in table.now.text
    raw = db.session.execute(db.text("SELECT person_name FROM agreement")).scalar()
    assert b"Secretname" not in bytes(raw)


@pytest.mark.parametrize("party", BY_CODE)
def test_a_code_is_six_digits_kept_hashed_and_goes_to_one_address(party):
    table = Table(school=SCHOOL)
    code = table.send_code(party)
    (message,) = posted(messages.CODE)
    assert len(code) == 6
    assert code.isdigit()
    account = table.account(party)
    assert message.address == (account.phone if account else SCHOOL.address)
    assert message.otherwise is None
    seat = table.seat(party)
    assert code.encode() not in seat.code_hash
    assert len(seat.code_hash) == 32


def test_a_code_holds_ten_minutes():
    table = Table()
    code = table.send_code(Party.PERSON)
    with time_machine.travel(now() + timedelta(minutes=10, seconds=1)):
        assert table.sign_with(Party.PERSON, code).code == "code_gone"
    with time_machine.travel(now() + timedelta(minutes=9)):
        assert table.sign_with(Party.PERSON, code) is None


def test_five_wrong_codes_and_the_right_one_opens_nothing_any_more():
    table = Table()
    code = table.send_code(Party.PERSON)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    got = [table.sign_with(Party.PERSON, wrong).code for _ in range(5)]
    assert got == ["code_wrong"] * 4 + ["code_gone"]
    assert table.sign_with(Party.PERSON, code).code == "code_gone"
    assert not table.states["person"]


def test_four_wrong_codes_leave_one_try():
    table = Table()
    code = table.send_code(Party.PERSON)
    for _ in range(4):
        table.sign_with(Party.PERSON, "nothing")
    assert table.sign_with(Party.PERSON, code) is None


def test_only_the_last_code_holds_and_only_once():
    table = Table()
    first, second = table.send_code(Party.PERSON), table.send_code(Party.PERSON)
    if first != second:
        assert table.sign_with(Party.PERSON, first).code == "code_wrong"
    assert table.sign_with(Party.PERSON, second) is None
    with pytest.raises(Refused, match="already_signed"):
        table.sign_with(Party.PERSON, second)


@pytest.mark.parametrize("other", [Party.EMPLOYER, Party.SCHOOL])
def test_the_code_of_another_party_signs_nothing(other):
    table = Table(school=SCHOOL)
    code = table.send_code(Party.PERSON)
    assert table.sign_with(other, code).code == "code_gone"  # none was sent there
    table.send_code(other)
    assert table.sign_with(other, code).code == "code_wrong"
    assert set(table.states.values()) == {False}


def test_the_code_of_one_member_signs_nothing_for_another():
    table = Table()
    colleague = people.member(table.firm)
    code = table.send_code(Party.EMPLOYER)
    signer = Signer(account=db.session.get(Account, colleague.account_id))
    assert table.sign_with(Party.EMPLOYER, code, signer=signer).code == "code_wrong"
    assert table.sign_with(Party.EMPLOYER, code) is None


def test_who_looks_for_the_internship_does_not_sign_for_the_firm_too():
    table = Table()
    both = Signer(account=table.account(Party.PERSON))
    with pytest.raises(Refused, match="agreement_own"):
        table.sign_with(Party.EMPLOYER, "123456", signer=both)


def test_codes_are_not_sent_without_end():
    table = Table()
    for _ in range(3):
        table.send_code(Party.PERSON)
    with pytest.raises(Refused, match="code_too_many"):
        table.send_code(Party.PERSON)
    table.send_code(Party.EMPLOYER)  # another party's are counted apart
    with time_machine.travel(now() + timedelta(minutes=16)):
        for _ in range(3):
            table.send_code(Party.PERSON)
    with (
        time_machine.travel(now() + timedelta(minutes=40)),
        pytest.raises(Refused, match="code_too_many"),
    ):
        table.send_code(Party.PERSON)


def test_without_a_phone_no_code_leaves_and_none_is_kept():
    table = Table()
    with transaction():
        account = db.session.get_one(Account, table.person.account_id)
        account.phone = account.phone_index = None
    with pytest.raises(Refused, match="code_unsendable"):
        table.send_code(Party.PERSON)
    assert table.seat(Party.PERSON).code_hash is None


def test_after_a_change_of_number_signing_waits_a_day():
    table = Table()
    with transaction():
        account = db.session.get_one(Account, table.person.account_id)
        account.careful_until = now() + timedelta(hours=3)
    with pytest.raises(Refused, match="number_new"):
        table.send_code(Party.PERSON)


def test_staff_sign_with_the_code_of_their_own_phone_once():
    table = Table()
    code = table.code_for(Party.PROGRAMME)
    assert table.sign_with(Party.PROGRAMME, code, name="Leïla") is None
    used = db.session.get_one(Staff, table.staff.id).totp_step
    assert used > 0
    assert posted(messages.CODE) == []
    other = Table()
    with transaction():
        db.session.get_one(Staff, other.staff.id).totp_step = used
        secret = db.session.get_one(Staff, table.staff.id).totp_secret
        db.session.get_one(Staff, other.staff.id).totp_secret = secret
    assert other.sign_with(Party.PROGRAMME, code, name="Leïla").code == "totp_wrong"


def test_staff_do_not_sign_with_the_code_of_a_colleague():
    table = Table()
    colleague = make_staff("counsellor", "colleague@example.org")
    code = table.code_for(Party.PROGRAMME)
    signer = Signer(staff=db.session.get_one(Staff, colleague.id))
    assert table.sign_with(Party.PROGRAMME, code, signer=signer).code == "totp_wrong"


def test_wrong_totp_codes_are_counted():
    table = Table()
    for _ in range(5):
        assert table.sign_with(Party.PROGRAMME, "000000", name="L").code == "totp_wrong"
    right = table.code_for(Party.PROGRAMME)
    assert table.sign_with(Party.PROGRAMME, right, name="L").code == "code_wait"
    with time_machine.travel(now() + timedelta(minutes=16)):
        table.sign(Party.PROGRAMME)


@pytest.mark.parametrize("party", EVERYONE)
def test_nobody_signs_a_draft(party):
    table = Table(sent=False)
    with pytest.raises(Refused, match="agreement_moved_on"):
        table.sign_with(party, "123456")
