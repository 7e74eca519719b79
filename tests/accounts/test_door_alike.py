"""Check 28: nobody learns at the door who has an account."""

import re

import pytest

from tests.accounts.walking import PIN, browser, fresh, last_code, letters, send, someone
from tests.factories.people import account
from tests.people import token_in

MANY = 200
TOKENS = re.compile(r'name="form_token" value="[^"]+"')
OWN = {"Date", "Set-Cookie", "X-Request-Id"}


def plain(answer, phone: str) -> tuple:
    """Status, headers and body, without what differs from one request to the next."""
    pairs = [phone[-9:][i : i + 2] for i in range(1, 9, 2)]
    shown = f"0{phone[4]} " + " ".join(pairs)
    body = TOKENS.sub("", answer.text).replace(shown, "NUMBER").replace("0" + phone[4:], "NUMBER")
    headers = sorted((k, v) for k, v in answer.headers.items() if k not in OWN)
    cookies = sorted(c.partition("=")[0] for c in answer.headers.getlist("Set-Cookie"))
    return answer.status_code, headers, cookies, body


def way(app, phone: str) -> list[tuple]:
    """What a browser is shown that types this number, and asks for a new code, and guesses."""
    client, seen = browser(app), []
    typed = "0" + phone[4:]
    page = "/fr/me/sign-in"
    form = {"form_token": token_in(client.get(page).text, page)}
    seen.append(plain(client.post(page, data=form | {"phone": typed}), phone))
    seen.append(plain(client.get(f"{page}/code"), phone))
    seen.append(plain(client.post(f"{page}/code/again", data=form), phone))
    seen.append(plain(client.post(f"{page}/code", data=form | {"code": "000000"}), phone))
    return seen


def inside(app, phone: str) -> list[tuple]:
    """What someone is shown who holds the number, but has no PIN."""
    client, seen = browser(app), []
    page = "/fr/me/sign-in"
    form = {"form_token": token_in(client.get(page).text, page), "phone": "0" + phone[4:]}
    client.post(page, data=form)
    seen.append(plain(send(client, f"{page}/code", code=last_code()), phone))
    seen.append(plain(client.get(f"{page}/pin"), phone))
    for _ in range(7):
        seen.append(plain(send(client, f"{page}/pin", pin="739164"), phone))
    seen.append(plain(client.get(f"{page}/lost"), phone))
    new = {"new_pin": "508237", "new_pin_again": "508237"}
    seen.append(plain(send(client, f"{page}/lost", **new), phone))
    seen.append(plain(client.get(f"{page}/lost/asked"), phone))
    return seen


def numbers(first: int, count: int) -> list[str]:
    """Numbers in ranges of their own: the limits of a range are another matter."""
    return [f"+2126{first + n:04d}0000" for n in range(count)]


def test_two_hundred_numbers_with_an_account_and_without_are_answered_alike(app, rows):
    known, unknown = numbers(1000, MANY), numbers(5000, MANY)
    for phone in known:
        account(phone=phone)
    shown = {phone: way(app, phone) for phone in known + unknown}
    first = shown[known[0]]
    assert [status for status, *_ in first] == [303, 200, 303, 422]
    assert [phone for phone, seen in shown.items() if seen != first] == []


def test_who_holds_the_number_learns_nothing_without_the_pin(app, rows):
    known, unknown = numbers(1000, 4), numbers(5000, 4)
    for phone in known:
        someone(phone=phone)
    shown = {phone: inside(app, phone) for phone in known + unknown}
    first = shown[known[0]]
    assert [phone for phone, seen in shown.items() if seen != first] == []


def test_both_get_the_same_messages(app, rows):
    known, unknown = numbers(1000, 2), numbers(5000, 2)
    for phone in known:
        someone(phone=phone)
    for phone in known + unknown:
        inside(app, phone)
    codes = sorted(letter.address for letter in letters())
    notices = sorted(letter.address for letter in letters("keys_changed"))
    assert codes == notices == sorted(known + unknown)


@pytest.mark.parametrize("step", ["code", "pin"])
def test_a_paper_number_that_exists_and_one_that_does_not_are_answered_alike(app, rows, step):
    mine = someone()
    real, other = mine.number, _another(mine.number)
    shown = []
    for number in (real, other):
        client = browser(app)
        page = "/fr/me/sign-in"
        form = {"form_token": token_in(client.get(page).text, page), "number": number}
        client.post(page, data=form)
        answers = [client.get(f"{page}/code")]
        field = {"code": "000000"} if step == "code" else {"pin": "739164"}
        answers += [send(client, f"{page}/{step}", **field) for _ in range(6)]
        seen = [TOKENS.sub("", a.text).replace(f"{number[:4]}-{number[4:]}", "N") for a in answers]
        shown.append(([a.status_code for a in answers], seen))
    assert shown[0] == shown[1]


def _another(number: str) -> str:
    from portal.core import codes

    return codes.new() if number else ""


def test_the_owner_still_comes_in_after_all_that(app, rows):
    mine = someone(phone="+212610000000")
    inside(app, mine.phone)
    assert fresh(mine).pin_hash == mine.pin_hash
    assert PIN
