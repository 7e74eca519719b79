"""Fill the columns by which a start-up is found."""

import re

from portal.core.folding import fold
from portal.core.sealed import phone_index
from portal.employers.rules import bare_name
from portal.reference import cities, sectors, trades
from portal.startups.models import Startup

LANGUAGES = ("fr", "ar", "en", "es")


def index(startup: Startup) -> None:
    """Ask trades.known() before the transaction: that is slow once."""
    one = startup
    one.name_folded, one.city_code = bare_name(one.name), cities.code_of(one.city)
    one.sector = trades.sector_of(one.trade) or one.sector
    one.phone_index = phone_index(one.phone) if one.phone else None
    one.search_text = search_text(one)


def search_text(startup: Startup) -> str:
    """The folded words it is found by, each once: its own, and the names of its trade, city and
    sector in every language."""
    one = startup
    named = [one.name, one.trade_words, one.city, *one.line.values(), *one.area.values()]
    named += [text for product in one.products for text in product.name.values()]
    for language in LANGUAGES:
        named += trades.labels(one.trade, language) if one.trade else ()
        named.append(cities.name_of(one.city_code, language))
        named.append(sectors.name_of(one.sector, language))
    words = (word for text in named for word in re.findall(r"[^\W_]+", fold(text)))
    return " ".join(dict.fromkeys(words))
