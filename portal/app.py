"""Builds the application. The only module that knows every domain."""

from flask import Flask, current_app, redirect, request, url_for
from flask_babel import Babel
from markupsafe import Markup
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter

from portal import blueprints, build, settings
from portal.accounts import guards, permissions
from portal.accounts import messages as account_messages
from portal.accounts.labels import ROLES
from portal.agreements import messages as agreement_messages
from portal.agreements.operations import merging as moving_agreements
from portal.applications import messages as application_messages
from portal.applications.operations import merging as moving_applications
from portal.core import codes, phones, queue, sealed
from portal.core.db import db, engine_options
from portal.core.localised import language_of, pick
from portal.employers import messages as employer_messages
from portal.employers.guards import speaks_for_a_firm
from portal.employers.operations import merging as moving_memberships
from portal.events import badges, labels, messages, reasons
from portal.events.operations import merging as registration_merging
from portal.kiosks import models as _kiosk_models  # noqa: F401
from portal.kiosks.operations import merging as moving_scans
from portal.matching import messages as matching_messages
from portal.matching.operations import merging as moving_suggestions
from portal.notifications import kinds, wiring
from portal.notifications import labels as message_labels
from portal.opportunities import messages as opportunity_messages
from portal.people import messages as person_messages
from portal.people.operations import merging as person_merging
from portal.privacy import messages as privacy_messages
from portal.privacy import models as _privacy_models  # noqa: F401 - declares its table
from portal.reference import cities, languages, maps, sectors, trades
from portal.startups import messages as startup_messages
from portal.startups.cards.turns import in_turn
from portal.startups.guards import keeps_a_page
from portal.startups.operations import merging as moving_founders
from portal.startups.views import counting
from portal.web import (
    assets,
    compression,
    errors,
    form_token,
    headers,
    htmx,
    locale,
    logs,
    turnstile,
)
from portal.web.forms import MOST_ID

kinds.declare(messages.KINDS, reasons.gone)
for domain in (
    account_messages,
    person_messages,
    employer_messages,
    opportunity_messages,
    application_messages,
    agreement_messages,
    matching_messages,
    startup_messages,
    privacy_messages,
):
    kinds.declare(domain.KINDS, domain.gone)
for mover in (
    moving_applications.moved,
    moving_agreements.moved,
    moving_suggestions.moved,
    moving_memberships.moved,
    moving_founders.moved,
):
    person_merging.declare(mover)
registration_merging.declare(moving_scans.moved)
FILTERS = {
    "day": locale.day,
    "long_day": locale.long_day,
    "short_day": locale.short_day,
    "clock": locale.clock,
    "stamp": locale.stamp,
    "number": locale.number,
    "percent": locale.percent,
    "money": locale.money,
    "lasting": locale.lasting,
    "phone": phones.shown,
    "masked": phones.masked,
    "code": codes.shown,
}


class Id(IntegerConverter):
    """A row's number in an address. A larger one than any row has is simply not found."""

    def __init__(self, url_map):
        super().__init__(url_map, max=MOST_ID)


def create_app(given: settings.Settings | None = None, **config) -> Flask:
    """The application, with settings from the environment unless `given`."""
    chosen = given or settings.load()
    build.build(chosen.programme)
    app = Flask(
        "portal",
        template_folder=str(settings.ROOT / "templates"),
        static_folder=None,
        root_path=str(settings.ROOT / "portal"),
    )
    app.extensions["settings"] = chosen
    _configure(app, chosen)
    app.config.update(config)
    sealed.use(chosen.keys)
    queue.connect(chosen.redis_url)
    wiring.connect(chosen)
    trades.keep_in(chosen.data_dir)
    db.init_app(app)
    Babel(
        app, locale_selector=locale.locale_selector, default_translation_directories="translations"
    )
    _prepare_templates(app, chosen)
    logs.init_app(app)
    app.url_map.converters["id"] = Id
    for module in (locale, htmx, errors, guards, form_token, turnstile, assets):
        module.init_app(app)
    headers.init_app(app, chosen)
    compression.init_app(app)
    counting.init_app(app)
    app.add_url_rule("/", view_func=_choose_language)
    app.before_request_funcs.setdefault(None, [])
    for blueprint in blueprints.BLUEPRINTS:
        app.register_blueprint(blueprint)
    if chosen.proxies:
        hops = chosen.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _configure(app: Flask, chosen: settings.Settings) -> None:
    app.config.update(
        SQLALCHEMY_DATABASE_URI=chosen.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(chosen.database_url, turnstile.PLACES),
        MAX_CONTENT_LENGTH=6 * 1024 * 1024,
        PREFERRED_URL_SCHEME="https" if chosen.secure else "http",
        # Sessions are rows (portal/accounts): Flask's own cookie is not used.
        SECRET_KEY=None,
    )
    if chosen.production:
        app.config["TRUSTED_HOSTS"] = [chosen.base_url.split("//")[1].split("/")[0].split(":")[0]]
    for option in ("trim_blocks", "lstrip_blocks"):
        app.jinja_options = {**app.jinja_options, option: True}


def _prepare_templates(app: Flask, chosen: settings.Settings) -> None:
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(
        LANGUAGES=locale.LANGUAGES,
        SHORT=locale.SHORT,
        language=locale.language,
        direction=locale.direction,
        in_language=locale.in_language,
        comma=locale.comma,
        colon=locale.colon,
        programme=chosen.programme,
        base_url=chosen.base_url,
        pick=lambda texts: pick(texts, locale.language()),
        said_in=lambda texts: language_of(texts, locale.language()),
        qr=lambda code: Markup(badges.qr_svg(code)),  # noqa: S704 - drawn from our own alphabet
        map_address=maps.map_address,
        labels=labels,
        message_labels=message_labels,
        ROLES=ROLES,
        sector_name=lambda code: sectors.name_of(code, locale.language()),
        trade_name=lambda code: trades.name(code, locale.language()),
        skill_name=lambda code: trades.skill_name(code, locale.language()),
        city_name=lambda code: cities.name_of(code, locale.language()),
        language_name=lambda code: languages.name(code, locale.language()),
        roles=permissions.Role,
        speaks_for_a_firm=speaks_for_a_firm,
        keeps_a_page=keeps_a_page,
        startups_in_turn=in_turn,
        save_data=lambda: request.headers.get("Save-Data") == "on",
    )


def _choose_language():
    """`/` leads to the page in the reader's language."""
    answer = redirect(url_for("events.home", lang=locale.guess()), code=302)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.vary.update(("Cookie", "Accept-Language"))
    return answer


def settings_of() -> settings.Settings:
    """The settings of the running application."""
    return current_app.extensions["settings"]
