"""What is said of kits and catalogues: their files, how far they are, what they are for."""

from flask_babel import lazy_gettext as _

REFUSALS: dict[str, object] = {
    "kit_hidden": _("Nobody sees your page now. Show it first, then make the kit."),
    "catalogue_empty": _("No business is shown there yet. Choose another list."),
}
DEEDS: dict[str, object] = {
    "startups.kit.asked": _("Marketing kit asked for"),
    "startups.catalogue.asked": _("Catalogue asked for"),
}
# The files of a kit: what it is, what to do with it.
FILES = {
    "poster.pdf": (
        _("Poster"),
        _("A4, for your door, your wall, a market stall. Print it in colour."),
    ),
    "flyer.pdf": (_("Flyer"), _("A6, to give away. One side in French, one in Arabic.")),
    "status-fr.jpg": (
        _("WhatsApp image in French"),
        _("Open it on your phone and put it in your status."),
    ),
    "status-ar.jpg": (
        _("WhatsApp image in Arabic"),
        _("Open it on your phone and put it in your status."),
    ),
    "card.pdf": (_("Business card"), _("For a print shop: 85 × 55 mm, two sides.")),
    "cards.pdf": (_("Ten cards to cut"), _("Print both sides on thick A4 paper, then cut.")),
    "contact.vcf": (_("Contact"), _("Send it: people save your number with one press.")),
}
GOING = {
    "waiting": _("Your kit is waiting for its turn."),
    "drawing": _("Your kit is being drawn."),
}
STATES = {
    "waiting": _("Waits for its turn"),
    "drawing": _("Being drawn"),
    "ready": _("Ready"),
    "failed": _("Could not be drawn"),
}
WHICH = {
    "city": _("City"),
    "sector": _("Field of work"),
    "programme": _("Programme"),
}
