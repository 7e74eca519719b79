"""How an opening is shown: its card in a list, its facts, its address, its words for others."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from urllib.parse import quote

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup, escape

from portal.notifications.texts import speaking
from portal.opportunities import labels
from portal.opportunities.models import Opportunity
from portal.opportunities.operations import sharing
from portal.opportunities.queries import browsing
from portal.opportunities.queries.browsing import GROUP_OF
from portal.opportunities.states import Kind, OpportunityState
from portal.reference import cities, languages, trades
from portal.web.locale import LANGUAGES, comma, language, long_day, number

CARD_BYTES = 399  # of HTML
PLACE_BYTES = 32
FIRM_SHARE = 35  # of a hundred parts of what is left for title and firm, where both are long
# What search engines call our kinds (schema.org); a training or a grant is no job.
EMPLOYMENT = {
    **dict.fromkeys((Kind.OBSERVATION, Kind.INTERNSHIP, Kind.PFE), "INTERN"),
    Kind.APPRENTICESHIP: "OTHER",
    Kind.FIXED_TERM: "TEMPORARY",
    Kind.PERMANENT: "FULL_TIME",
    Kind.DAILY: "PER_DIEM",
}


@dataclass(frozen=True)
class Card:
    """What a list shows of an opening, cut so that its HTML stays below 400 bytes."""

    address: str
    title: str
    language: str  # of the title, where it is not the page's
    firm: str
    place: str
    facts: str

    def __html__(self) -> str:
        """One root element; firm and title are cut to what the rest leaves."""
        written = f' lang="{self.language}"' if self.language else ""
        place = f"<bdi>{escape(_cut(self.place, PLACE_BYTES))}</bdi>" if self.place else ""
        between = " · " if self.firm and place else ""
        parts = (
            f'<a class="card" href="{escape(self.address)}"><bdi{written}>',
            "</bdi><br><bdi>",
            f"</bdi>{between}{place}<br><small>{escape(self.facts)}</small></a>",
        )
        room = CARD_BYTES - sum(len(part.encode()) for part in parts)
        firm = escape(_cut(self.firm, max(FIRM_SHARE * room // 100, room - _bytes(self.title))))
        title = escape(_cut(self.title, room - len(firm.encode())))
        return f"{parts[0]}{title}{parts[1]}{firm}{parts[2]}"


def _cut(text: str, most: int) -> str:
    """`text` in at most so many bytes of HTML, with dots where it was longer."""
    if _bytes(text) <= most:
        return text
    while text and _bytes(text) > most - 3:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _bytes(text: str) -> int:
    return len(str(escape(text)).encode())


def card(opening: Opportunity) -> Card:
    """The card of an opening, in the page's language."""
    return Card(
        address=url_for("opportunities.show", slug=opening.slug),
        title=opening.title,
        language=opening.language if opening.language != language() else "",
        firm=firm(opening),
        place=place(opening),
        facts=summary(opening),
    )


def summary(opening: Opportunity) -> str:
    """`Internship · 1 800 dirhams a month · no CV needed`."""
    told = [str(labels.GROUPS[GROUP_OF[Kind(opening.kind)]]), pay(opening)]
    told += [_("no CV needed")] if opening.no_cv else []
    return " · ".join(part for part in told if part)


def firm(opening: Opportunity) -> str:
    """Who offers it: the organisation, or the programme itself."""
    if opening.organisation is not None:
        return opening.organisation.name
    return current_app.extensions["settings"].programme.name[language()]


def place(opening: Opportunity) -> str:
    """The city in the page's language where we know it, else as it was typed."""
    city = cities.name_of(opening.city_code, language()) or opening.city
    return city or (_("From home") if opening.remote else "")


def pay(opening: Opportunity) -> str:
    """`1 800 – 2 500 MAD a month`; "" where nothing was said."""
    if not opening.paid:
        return _("not paid")
    if opening.pay_from is None:
        return ""
    amount = number(opening.pay_from)
    if opening.pay_to and opening.pay_to != opening.pay_from:
        amount = f"{amount} – {number(opening.pay_to)}"
    return str(labels.PAY[opening.pay_period]) % {"amount": amount}


def facts(opening: Opportunity) -> list[tuple[str, str]]:
    """(label, value) pairs in plain words, the most wanted first. Also for the preview."""
    return [(label, value) for label, value in _facts(opening) if value]


def _facts(opening: Opportunity) -> Iterator[tuple[str, str]]:
    yield _("Kind"), str(labels.KINDS[opening.kind])
    yield _("Pay"), pay(opening)
    yield _("Beside the pay"), comma().join(_benefit(code) for code in opening.benefits)
    yield _("The employer adds"), opening.grant_share
    yield _("Where"), _where(opening)
    yield _("Hours"), _hours(opening)
    yield _("Begins"), _begins(opening)
    yield _("How long"), lasting(opening)
    yield _("Places to fill"), number(opening.places) if opening.places > 1 else ""
    yield _("Languages"), comma().join(_spoken(one) for one in opening.languages)
    yield _("You need to know"), comma().join(_skill(one) for one in opening.skills)
    yield _("Good if you know"), comma().join(_skill(one) for one in opening.skills_wished)
    yield _("CV"), _("No CV needed") if opening.no_cv else ""


def _where(opening: Opportunity) -> str:
    parts = [opening.address, place(opening)]
    parts += [_("from home is possible")] if opening.remote and opening.city else []
    return comma().join(part for part in parts if part)


def _hours(opening: Opportunity) -> str:
    week = opening.hours_per_week
    in_all = ngettext("%(num)s hour a week", "%(num)s hours a week", week) if week else ""
    return comma().join(part for part in (opening.hours, in_all) if part)


def _begins(opening: Opportunity) -> str:
    if opening.starts_on is None:
        return _("As soon as possible")
    return long_day(datetime.combine(opening.starts_on, time(12), UTC))


def lasting(opening: Opportunity) -> str:
    """How long it lasts; "" where it has no end or nothing was said."""
    if opening.months:
        return ngettext("%(num)s month", "%(num)s months", opening.months)
    return ngettext("%(num)s week", "%(num)s weeks", opening.weeks) if opening.weeks else ""


def _benefit(code: str) -> str:
    return str(labels.BENEFITS.get(code, code))


def _spoken(wanted: dict) -> str:
    """`Français (bien)`."""
    name = languages.name(wanted.get("language", ""), language()) or wanted.get("language", "")
    level = labels.LEVELS.get(wanted.get("level", ""))
    return f"{name} ({level})" if level else name


def _skill(one: str) -> str:
    return trades.skill_name(one, language()) or one


def base_url() -> str:
    return current_app.extensions["settings"].base_url


def address(opening: Opportunity, lang: str = "") -> str:
    """The whole address of an opening, in the page's language or another."""
    return base_url() + url_for("opportunities.show", slug=opening.slug, lang=lang or language())


def on_whatsapp(opening: Opportunity) -> str:
    """Where WhatsApp asks whom to send it to. Plain words and a link: nobody is told who shares."""
    said = " – ".join(part for part in (opening.title, firm(opening), place(opening)) if part)
    return f"https://wa.me/?text={quote(f'{said} {address(opening)}')}"


def description(opening: Opportunity) -> str:
    """One line that says what it is, for a preview of the link."""
    said = [str(labels.KINDS[opening.kind]), firm(opening), place(opening), pay(opening)]
    return " · ".join(part for part in said if part)


def picture(opening: Opportunity) -> sharing.Picture:
    """What stands on the picture beside a shared link, in the page's language."""
    programme = current_app.extensions["settings"].programme
    return sharing.Picture(
        language=language(),
        programme=programme.name[language()],
        kind=str(labels.GROUPS[GROUP_OF[Kind(opening.kind)]]),
        title=opening.title,
        firm=firm(opening) if opening.organisation else "",
        place=place(opening),
        colours=tuple(sorted(programme.colours.items())),
    )


def pictures() -> dict[str, sharing.Picture]:
    """Every picture that there should be, by the name of its file."""
    openings, found = browsing.all_open(), {}
    for code in LANGUAGES:
        with speaking(code):
            for opening in openings:
                drawn = picture(opening)
                found[sharing.file_name(opening.slug, drawn)] = drawn
    return found


def plain_picture() -> sharing.Picture:
    """The programme's own, while an opening has none."""
    programme = current_app.extensions["settings"].programme
    colours = tuple(sorted(programme.colours.items()))
    return sharing.Picture(language(), programme.name[language()], colours=colours)


def for_search_engines(opening: Opportunity) -> Markup:
    """A JobPosting of schema.org, as a block of data that no browser runs; "" for what is none."""
    if Kind(opening.kind) not in EMPLOYMENT or opening.state != OpportunityState.OPEN:
        return Markup("")
    text = json.dumps(_posting(opening), ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))  # noqa: S704


def _posting(opening: Opportunity) -> dict:
    where = {"@type": "PostalAddress", "addressCountry": "MA", "addressLocality": opening.city}
    told = [opening.about, opening.activities]
    said: dict = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": opening.title,
        "description": "\n".join(part for part in told if part) or description(opening),
        "identifier": opening.slug,
        "url": address(opening),
        "employmentType": EMPLOYMENT[Kind(opening.kind)],
        "hiringOrganization": {"@type": "Organization", "name": firm(opening)},
        "jobLocation": {"@type": "Place", "address": where},
        "directApply": True,
    }
    if opening.published_at:
        said["datePosted"] = opening.published_at.date().isoformat()
    if opening.expires_at:
        said["validThrough"] = opening.expires_at.isoformat(timespec="seconds")
    if opening.paid and opening.pay_from and opening.pay_period != "total":
        most = opening.pay_to or opening.pay_from
        unit = {"@type": "QuantitativeValue", "unitText": opening.pay_period.upper()}
        amount = {**unit, "minValue": opening.pay_from, "maxValue": most}
        said["baseSalary"] = {"@type": "MonetaryAmount", "currency": "MAD", "value": amount}
    return said
