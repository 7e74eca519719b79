"""The sentences and words behind the codes of this domain."""

from flask_babel import lazy_gettext as _

from portal.web import once

REFUSALS: dict[str, object] = {
    **once.REFUSALS,
}

FORMS = {
    "cooperative": _("Cooperative"),
    "sarl": _("SARL"),
    "auto_entrepreneur": _("Self-employed (auto-entrepreneur)"),
    "association": _("Association"),
    "income_activity": _("Small activity (AGR)"),
}
STATES = {
    "draft": _("Being written"),
    "to_check": _("Being checked"),
    "sent_back": _("Something to change"),
    "shown": _("Everyone can see it"),
    "hidden": _("Hidden"),
    "stopped": _("Stopped by the team"),
}
DEEDS: dict[str, object] = {}
