"""The demonstration's directory: 33 invented start-ups in four languages, their photos drawn."""

import random
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import select

from portal.accounts.models import Account, Staff
from portal.accounts.operations import opening, pins
from portal.core import audit, photo_files, photos, slugs
from portal.core.clock import local, now
from portal.core.db import db, transaction
from portal.core.photo_files import Kept
from portal.demo_names import FAMILY_NAMES, FIRST_NAMES
from portal.demo_photos import draw
from portal.demo_startup_more import SECOND_ROUND
from portal.demo_startup_words import ALTS, AREA_OF, AREAS, FIRST_ROUND, HOURS, RAMADAN
from portal.reference import cities, trades
from portal.startups.models import Startup
from portal.startups.operations import (
    asking,
    checking,
    counting,
    members,
    products,
    publishing,
    reporting,
    turns,
    writing,
)
from portal.startups.operations import photos as pages_photos
from portal.startups.operations.asking import Asked
from portal.startups.operations.checking import Ruling
from portal.startups.operations.members import Facts
from portal.startups.operations.products import Said
from portal.startups.states import Decision, Faces, LinkKind, MemberRole, Sign, StartupState, Step

# Numbers that ring nowhere: Morocco has not given out the range 06 00 00.
FOUNDER, READER = "+2126000930{:02d}", "+2126000940{:02d}"
ROUNDS = (("W4I", "Work4Integration", FIRST_ROUND), ("W4L", "Work4Life", SECOND_ROUND))
HUBS = {"tanger": "Tanger", "tetouan": "Tanger", "oujda": "Oujda", "beni-mellal": "Béni Mellal"}
LANGUAGES = ("fr", "ar", "en", "es")
ON_HOME = 8  # how many take turns on the home page
AT_ONCE = 2  # photos drawn at a time
CALLS = (
    (1, "Zineb", "Une robe pour un mariage le 12 décembre, taille 42.", "fr"),
    (1, "خديجة", "هل تخيطون وزرات لمطعم؟ نحتاج عشر قطع.", "ar"),
    (1, "", "20 bags for a conference, in January.", "en"),
    (13, "Omar", "Une table pour huit, samedi soir.", "fr"),
    (24, "Nadia", "Trois chambres et un couloir à peindre.", "fr"),
)
Plan = Mapping[str, Any]
# (number, who it is) of those who may be tried first.
TO_TRY = ((FOUNDER.format(1), "Mariam, Coopérative Fil d’Or"),)


def load(pin: str, say: Callable[[str], None] = lambda text: None, *, drawn: bool = True) -> None:
    """Make those that are missing; with their photos only if these are to be `drawn`."""
    there = set(db.session.scalars(select(Startup.name).where(Startup.demo)))
    rounds = [(code, by, plan) for code, by, plans in ROUNDS for plan in plans]
    missing = [(n, one) for n, one in enumerate(rounds, 1) if one[2]["name"] not in there]
    if not missing:
        return
    trades.known()  # before the first transaction, like the hash: slow
    pin_hash = pins.hashed(pin)
    taken = _photos([one[2] for _, one in missing], say) if drawn else {}
    for number, (code, by, plan) in missing:
        made = _written(number, plan, pin_hash, taken)
        _found_by(made, plan, code, by)
        _checked(made, plan, taken)
        _lived(made, number, plan)
    for place, (number, name, words, language) in enumerate(CALLS):
        _asked(rounds[number - 1][2]["name"], Asked(READER.format(place), name, words, language))
    _on_home()
    audit.actor.set("system")


def _photos(plans: Sequence[Plan], say: Callable[[str], None]) -> dict[tuple[str, int], Kept]:
    """Each scene drawn, built anew like any photo that is sent, and kept as files."""
    folder = current_app.extensions["settings"].data_dir / photo_files.FOLDER
    wanted = [shot for plan in plans for shot in plan["photos"]]
    made = {}
    with ThreadPoolExecutor(AT_ONCE) as workers:
        for shot, kept in zip(
            wanted, workers.map(lambda s: _photo(folder, s), wanted), strict=True
        ):
            made[shot] = kept
            if len(made) % 5 == 0:
                say(f"photos of start-ups: {len(made)} of {len(wanted)}")
    return made


def _photo(folder: Path, shot: tuple[str, int]) -> Kept:
    return photo_files.keep(folder, photos.reduced(draw(*shot)))


def _written(number: int, plan: Plan, pin_hash: str, taken: Mapping[tuple[str, int], Kept]) -> int:
    """A founder's account, and her page as she writes it, screen by screen."""
    chance = random.Random(plan["name"])  # noqa: S311 - the same demonstration each time
    language = plan.get("only", "fr")
    with transaction():
        first = "Mariam" if number == 1 else chance.choice(FIRST_NAMES)
        owner = opening.open_own(
            first, language=language, phone=FOUNDER.format(number), pin_hash=pin_hash
        )
        owner.demo = True
        audit.actor.set(f"account:{owner.id}")
        page = writing.begin(owner, name=plan["name"], form=plan["form"], language=language)
        for step, said in _screens(number, plan, language).items():
            if any(said.values()):
                writing.write(page, step, said)
                writing.passed(page, step)
        for names, price, unit in plan["products"]:
            low, high = price if isinstance(price, tuple) else (price, None)
            products.add(page, Said(_texts(names, plan), _centimes(low), _centimes(high), unit))
        shots = plan["photos"][:-1] if "waits" in plan else plan["photos"]
        _add_photos(page, owner, [shot for shot in shots if shot in taken], taken)
        for _ in range(plan.get("members", 1) - 1):
            name = f"{chance.choice(FIRST_NAMES)} {chance.choice(FAMILY_NAMES)}"
            joined = local(now()).date() - timedelta(days=chance.randint(40, 500))
            role = chance.choice((MemberRole.ASSOCIATE, MemberRole.WORKER, MemberRole.TREASURER))
            members.add_name(page, Facts(name, role, joined))
    return page.id


def _screens(number: int, plan: Plan, language: str) -> dict[Step, dict[str, Any]]:
    phone, hours = FOUNDER.format(number), plan["hours"]
    area = plan.get("area", AREA_OF.get(plan["city"], plan["city"]))
    return {
        Step.WORK: {
            "trade_words": plan["words"],
            "trade": plan["trade"],
            "line": _texts(plan["line"], plan),
            "about": _texts(plan["about"], plan),
        },
        Step.PLACE: {
            "city": cities.name_of(plan["city"], language),
            "area": _texts(AREAS[area], plan),
            "address": plan["at"],
        },
        Step.HOURS: {"hours": HOURS[hours], "ramadan_hours": RAMADAN.get(hours)},
        Step.CONTACT: {
            "phone": phone,
            "whatsapp": phone if number % 6 else None,
            "links": [_link(kind, plan["name"]) for kind in plan["links"]],
        },
    }


def _texts(four: Sequence[str], plan: Plan) -> dict[str, str]:
    said = dict(zip(LANGUAGES, four, strict=True))
    only = plan.get("only")
    return {code: text for code, text in said.items() if text and only in (None, code)}


def _centimes(dirhams: int | None) -> int | None:
    return None if dirhams is None else dirhams * 100


def _link(kind: str, name: str) -> dict[str, str]:
    """An address that leads to nobody."""
    bare = slugs.slug(name).rpartition("-")[0].replace("-", "") or "page"
    if kind == LinkKind.WEBSITE:
        return {"kind": kind, "address": f"https://{bare}.demo.example/"}
    before = {"linkedin": "company/", "tiktok": "@", "youtube": "@"}.get(kind, "")
    return {"kind": kind, "address": f"https://www.{kind}.com/{before}demo.example.{bare}"}


def _add_photos(
    page: Startup,
    owner: Account | None,
    shots: Sequence[tuple[str, int]],
    taken: Mapping[tuple[str, int], Kept],
) -> None:
    for shot in shots:
        alt = dict(zip(LANGUAGES, ALTS[shot[0]], strict=True))
        account_id = owner.id if owner else None
        pages_photos.add(page, taken[shot], alt=alt, faces=Faces.NOBODY, account_id=account_id)


def _found_by(page_id: int, plan: Plan, code: str, by: str) -> None:
    """What the team notes."""
    with transaction():
        page = db.session.get_one(Startup, page_id)
        page.demo, page.programme, page.supported_by = True, code, by
        page.hub = HUBS.get(plan["city"], "Rabat")
        if plan.get("state") != StartupState.DRAFT:
            publishing.send(page)


def _checked(page_id: int, plan: Plan, taken: Mapping[tuple[str, int], Kept]) -> None:
    """What the team decides of it, and what its members do then."""
    state = plan.get("state", StartupState.SHOWN)
    if state in (StartupState.DRAFT, StartupState.TO_CHECK):
        return
    staff_id = db.session.scalars(select(Staff.id).order_by(Staff.id)).first() or 0
    audit.actor.set(f"staff:{staff_id}")
    back = state == StartupState.SENT_BACK
    with transaction():
        page = db.session.get_one(Startup, page_id)
        decision = Decision.SEND_BACK if back else Decision.SHOW
        checking.decide(page, Ruling(decision, plan.get("note", ""), page.version, staff_id))
    audit.actor.set("person")
    with transaction():
        page = db.session.get_one(Startup, page_id)
        if plan.get("listed"):
            publishing.let_be_found(page, listed=True)
        if "wanted" in plan:
            writing.write(page, Step.WORK, {"name": plan["wanted"]})
        if "waits" in plan:
            _add_photos(page, None, [s for s in plan["photos"][-1:] if s in taken], taken)
        if plan.get("reported"):
            reporting.report(page, "wrong", "Le poisson braisé coûte 85 dirhams maintenant.")
        if state == StartupState.HIDDEN:
            publishing.hide(page)


def _lived(page_id: int, number: int, plan: Plan) -> None:
    """It was begun some weeks ago, and this came of it."""
    chance = random.Random(plan["name"] + "weeks")  # noqa: S311 - the same demonstration each time
    weeks = 12 if number == 1 else chance.randint(2, 12)
    began = now() - timedelta(weeks=weeks)
    with transaction():
        page = db.session.get_one(Startup, page_id)
        page.created_at = began
        if plan.get("stale"):
            page.hours_at = now() - timedelta(days=240)
        if page.published_at is None:
            return
        page.published_at = page.state_at = began + timedelta(days=1)
        counting.write(_signs(page, chance, weeks, 46 if number == 1 else chance.uniform(9, 60)))


def _signs(page: Startup, chance: random.Random, weeks: int, usual: float) -> counting.Counts:
    """More and more readers, a few of whom do something; this week is not over."""
    shares = {
        Sign.CALLED: 0.06,
        Sign.WROTE: 0.10,
        Sign.POSTER: 0.05,
        Sign.FLYER: 0.02,
        Sign.CARD: 0.02,
    }
    if page.address:
        shares[Sign.WAY] = 0.07
    counts = counting.Counts()
    monday = counting.monday(local(now()).date())
    for back in range(weeks):
        readers = usual * (1 - 0.04 * back) * chance.uniform(0.7, 1.35) * (1 if back else 0.45)
        week = monday - timedelta(weeks=back)
        counts[page.id, week, str(Sign.LOOKED)] = round(readers)
        for sign, share in shares.items():
            seen = round(readers * share * chance.uniform(0, 2))
            if seen:
                counts[page.id, week, str(sign)] = seen
    return counts


def _asked(page_name: str, asked: Asked) -> None:
    """Readers left their number."""
    audit.actor.set("person")
    with transaction():
        page = db.session.scalars(select(Startup).where(Startup.name == page_name)).one()
        asking.ask(page, asked, network=f"demo {asked.phone}")


def _on_home() -> None:
    """The first of those that everyone sees take turns on the home page."""
    with transaction():
        shown = select(Startup).where(Startup.demo, Startup.state == StartupState.SHOWN)
        for page in db.session.scalars(shown.order_by(Startup.id).limit(ON_HOME)).all():
            turns.join(page)
        turns.take_turns(local(now()).date())
