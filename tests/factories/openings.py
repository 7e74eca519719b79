"""Many openings at once: of every trade of the portal, in its cities, written in its languages."""

import random
from datetime import timedelta

from sqlalchemy import insert

from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.folding import fold
from portal.employers.models import Organisation
from portal.opportunities.models import Opportunity
from portal.opportunities.states import Kind, OpportunityState
from portal.reference import catalogue, cities, sectors
from portal.web.locale import LANGUAGES
from tests.factories.people import organisation

SEED = 7
FIRMS = 40
ABOUT = {
    "fr": "Vous travaillez avec une petite équipe, du lundi au vendredi. Débutants bienvenus.",
    "ar": "تشتغل مع فريق صغير من الاثنين إلى الجمعة. نرحب بالمبتدئين.",
    "en": "You work with a small team from Monday to Friday. Beginners are welcome.",
    "es": "Trabajas con un equipo pequeño de lunes a viernes. Se aceptan principiantes.",
}


def many(count: int) -> None:
    """`count` open openings, the first the newest."""
    dice = random.Random(SEED)
    firms = [_firm(number) for number in range(FIRMS)]
    trades = catalogue.trades()
    rows = [_row(number, trades[number % len(trades)], firms, dice) for number in range(count)]
    with transaction():
        db.session.connection().execute(insert(Opportunity), rows)


def _firm(number: int) -> Organisation:
    name = f"{('Atelier', 'Coopérative', 'شركة', 'Société')[number % 4]} {number}"
    return organisation(name=name, name_folded=fold(name), ice=None)


def _row(number: int, trade, firms: list[Organisation], dice: random.Random) -> dict:
    language = dice.choice(list(LANGUAGES))
    title = dice.choice(trade.names.get(language) or trade.names["fr"])
    city, firm = dice.choice(list(cities.CITIES)), dice.choice(firms)
    at = now() - timedelta(minutes=number)
    return {
        "slug": f"{trade.code}-{number:05x}",
        "token": f"bench-{number}",
        "organisation_id": firm.id,
        "kind": str(dice.choice(list(Kind))),
        "title": title,
        "language": language,
        "trade_words": title,
        "trade": trade.code,
        "sector": dice.choice(list(sectors.SECTORS)),
        "about": ABOUT[language],
        "city": cities.name_of(city, language),
        "city_code": city,
        "pay_from": dice.choice([None, 1800, 2500, 3200]),
        "no_cv": dice.random() < 0.5,
        "search_text": fold(f"{title} {firm.name} {ABOUT[language]}"),
        "state": str(OpportunityState.OPEN),
        "published_at": at,
        "confirmed_at": at,
        "expires_at": at + timedelta(days=30),
    }
