"""Send a code to a phone, and let it be used once."""

import logging
from datetime import datetime

from sqlalchemy import update

from portal.accounts import messages, queries, rules
from portal.accounts.models import Account, DoorVisit, FirstCode
from portal.accounts.operations import tallies
from portal.core import audit
from portal.core.clock import now
from portal.core.db import in_turn, written
from portal.core.errors import Refused
from portal.core.sealed import keyed
from portal.notifications.operations import posting
from portal.notifications.operations.posting import Draft, Recipient

log = logging.getLogger(__name__)
NUMBER, NETWORK, RANGE = "code_number", "code_network", "code_range"
USED, ALL, ALARM = "code_used", "code_all", "code_alarm"
PRINTED, CHANGES = "code_printed", "code_changes"
EVERYONE = "all"


def send(visit: DoorVisit, *, network: str, language: str, spared: bool = False) -> bool:
    """Post a code to the number of this visit, unless too many were sent. Did it leave?

    The page must not show the difference: who asks for another's number learns nothing.
    `spared`: this phone is known for the number, and does not count against the budget of all.
    """
    number = visit.phone
    if number is None or not _is_served(visit):
        return False
    in_turn("codes")
    who = _whos(number, network)
    counts = queries.counts(list(who.items()))
    if _is_too_much(counts, spared=spared):
        return False
    for what in (NUMBER, NETWORK, RANGE, *(() if spared else (ALL,))):
        tallies.add(what, who[what])
    if not spared:
        _watch_budget(counts[ALL])
    _post(visit, number, language, now() + rules.network_pause(counts[NETWORK][1]))
    return True


def use(visit: DoorVisit, typed: str) -> bool:
    """Is `typed` the code that was sent for this visit? True once; the fifth wrong one ends it."""
    mine = (DoorVisit.id == visit.id) & DoorVisit.code_hash.is_not(None)
    live = mine & (DoorVisit.tries < rules.CODE_TRIES) & (DoorVisit.code_ends_at > now())
    # The row is locked by the first statement: of fifty that come at once, the second waits.
    counted = written(update(DoorVisit).where(live).values(tries=DoorVisit.tries + 1))
    if not counted.rowcount:
        return False
    right = mine & (DoorVisit.code_hash == _hash(visit.id, typed))
    used = {"code_hash": None, "code_ends_at": None, "passed_at": now()}
    if not written(update(DoorVisit).where(right).values(**used)).rowcount:
        return False
    tallies.add(USED, tallies.digest(USED, (visit.phone or "")[:-4]))
    return True


def use_printed(visit: DoorVisit, typed: str) -> bool:
    """Is `typed` the code on the paper of the account that this visit named? True once.

    Wrong ones are counted for the number that was typed, whether an account has it or not.
    """
    who = tallies.digest(PRINTED, visit.number or "")
    refusal = Refused("code_wrong", "code")
    tally = tallies.take(PRINTED, who, rules.PRINTED_DAY, refusal=refusal)
    account = queries.by_number(visit.number or "")
    if account is None or not _use_up(account, typed):
        return False
    tallies.forgive(tally)
    passed = {"account_id": account.id, "passed_at": now()}
    written(update(DoorVisit).where(DoorVisit.id == visit.id).values(**passed))
    return True


def limit_changes(account_id: int) -> None:
    """A signed-in person asks for a code on a new number. Raises Refused("codes_no_more")."""
    refusal = Refused("codes_no_more", "phone")
    tallies.take(
        CHANGES, tallies.digest(CHANGES, str(account_id)), rules.CHANGES_DAY, refusal=refusal
    )


def watch(part: str, count: int, most: int) -> None:
    """Say once an hour that half, then all, of what may be spent on codes is spent."""
    level = "spent" if count >= most else "half" if count * 2 >= most else ""
    who = f"{part}:{level}"
    if level and not queries.tallied(ALARM, who, rules.HOUR):
        tallies.add(ALARM, who)
        audit.record(f"accounts.codes.{level}", "codes", part)
        log.error("budget of codes", extra={"part": part, "level": level})


def _use_up(account: Account, typed: str) -> bool:
    mine = (FirstCode.account_id == account.id) & FirstCode.used_at.is_(None)
    right = FirstCode.code_hash == keyed("first_code", f"{account.id}|{typed}")
    live = mine & right & (FirstCode.ends_at > now())
    return bool(written(update(FirstCode).where(live).values(used_at=now())).rowcount)


def _is_served(visit: DoorVisit) -> bool:
    """Moroccan mobiles; other numbers once the team, or their owner here, brought them in."""
    home = (visit.phone or "").startswith(rules.HOME_MOBILE)
    enrolled = visit.phone_index is not None and queries.is_known_number(visit.phone_index)
    return home or enrolled or visit.account_id is not None


def _whos(number: str, network: str) -> dict[str, str]:
    """Who is counted as what, by keyed digests."""
    of = {NUMBER: number, NETWORK: network, RANGE: number[:-4], USED: number[:-4]}
    return {what: tallies.digest(what, name) for what, name in of.items()} | {ALL: EVERYONE}


def _is_too_much(counts: dict[str, tuple[int, int, int]], *, spared: bool) -> bool:
    short, _, day = counts[NUMBER]
    if short >= rules.NUMBER_SHORT.most or day >= rules.NUMBER_DAY.most:
        return True
    _, in_hour, in_day = counts[RANGE]
    if not spared and rules.range_is_full(in_hour, in_day, counts[USED][2]):
        return True
    _, hour, day = counts[ALL]
    return not spared and (hour >= rules.BUDGET_HOUR.most or day >= rules.BUDGET_DAY.most)


def _watch_budget(count: tuple[int, int, int]) -> None:
    watch("hour", count[1] + 1, rules.BUDGET_HOUR.most)
    watch("day", count[2] + 1, rules.BUDGET_DAY.most)


def _post(visit: DoorVisit, number: str, language: str, leaves: datetime) -> None:
    code, cause = rules.new_code(), f"visit:{visit.id}"
    ends = now() + rules.CODE_HOLDS
    fresh = {"code_hash": _hash(visit.id, code), "code_ends_at": ends, "tries": 0}
    written(update(DoorVisit).where(DoorVisit.id == visit.id).values(**fresh))
    posting.cancel(cause)  # the code before this one is of no use any more
    letter = Draft(
        kind=messages.DOOR_CODE,
        to=Recipient(language, (("sms", number),)),
        key=f"{cause}:{keyed('door_code.key', code + ends.isoformat()).hex()[:12]}",
        cause=cause,
        expires_at=ends,
        path="",
        facts={"otp": code},
        prompt=True,
        not_before=leaves,
    )
    posting.post(letter)


def _hash(visit_id: int, code: str) -> bytes:
    return keyed("door_code", f"{visit_id}|{code}")
