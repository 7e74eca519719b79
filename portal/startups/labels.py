"""The sentences and words behind the codes of this domain."""

from flask_babel import lazy_gettext as _

from portal.startups.texts import desk, papers
from portal.web import once

REFUSALS: dict[str, object] = {
    **once.REFUSALS,
    **desk.REFUSALS,
    **papers.REFUSALS,
    "startups_many": _("Five businesses are the most that one person keeps here."),
    "page_changed": _(
        "Another member changed this meanwhile. What you wrote is still here. Press again."
    ),
    "page_incomplete": _("Something is still missing. Then you can send your page."),
    "page_moved_on": _("Your page is in another state now. Look at it again."),
    "products_many": _("24 products are the most. Take one away to add another."),
    "product_gone": _("This product is not on your page any more."),
    "photos_full": _("Six photos are the most. Take one away to add another."),
    "photo_gone": _("This photo is not on the page any more."),
    "photo_twice": _("This photo is on your page already. Choose another one."),
    "faces_missing": _("Say whether somebody can be recognised."),
    "photo_big": _("This file is too heavy: 8 megabytes at most. Take the photo again, smaller."),
    "photo_pixels": _("This photo is too large. Take it again, smaller, or send a small copy."),
    "photo_kind": _("This is not a photo that we can read. Choose one in JPEG, PNG or WebP."),
    "photo_moving": _("This picture moves. Choose a photo that stands still."),
    "photo_small": _("This photo is too small. Choose a larger one."),
    "photo_shape": _("This photo is too long and narrow. Choose one that is less so."),
    "photo_unreadable": _("This photo is damaged. Choose another one, or take it again."),
    "photo_slow": _("This photo takes too long to read. Take it again with a smaller size."),
    "photo_busy": _("Many photos are arriving. Wait a moment, then press again."),
    "members_many": _("Sixty people are the most that one business has here."),
    "member_gone": _("This was changed meanwhile. Look at the list again."),
    "member_already": _("You keep the page of this business already."),
    "invitation_over": _("This link does not work any more. Ask for a new one."),
    "dates_wrong": _("This day can't be right. Look at it again."),
    "last_leaves": _(
        "You are the last one who keeps this page, and people see it. Hide it first, or invite "
        "someone else."
    ),
    "asked_enough": _("You asked several times today. Please call instead, or try again tomorrow."),
    "asked_too_often": _(
        "Very many people left a number here today. Please call instead, or try again tomorrow."
    ),
    "page_hidden": _("This page is not shown any more. Nothing was sent."),
    "request_gone": _("This request is not there any more."),
}

FORMS = {
    "cooperative": _("Cooperative"),
    "sarl": _("SARL"),
    "auto_entrepreneur": _("Self-employed (auto-entrepreneur)"),
    "association": _("Association"),
    "income_activity": _("Small activity (AGR)"),
}
# One idea in the monthly message: "One idea: add a photo."
ADVICE = {
    "answer": _("call back who left a number"),
    "photo": _("add a photo"),
    "price": _("write your prices"),
    "hours": _("look at your hours again"),
    "share": _("send your page to people you know"),
    "whatsapp": _("add your WhatsApp number"),
    "products": _("add photos of your products"),
    "language": _("write in a second language"),
    "poster": _("print your poster"),
    "listed": _("let search engines show your page"),
}
MEMBER_ROLES = {
    "manager": _("Manager, president"),
    "treasurer": _("Treasurer"),
    "associate": _("Partner, member of the cooperative"),
    "worker": _("Worker"),
}
STATES = {
    "draft": _("Being written"),
    "to_check": _("Being checked"),
    "sent_back": _("Something to change"),
    "shown": _("Everyone can see it"),
    "hidden": _("Hidden"),
    "stopped": _("Stopped by the team"),
}
# What it means for a page's members, and what happens next.
NEXT = {
    "draft": _("Nobody sees your page yet. Fill it in, look at it, send it."),
    "to_check": _("The team looks at your page now. We write to you when everyone can see it."),
    "sent_back": _("The team asks you to change something. Then send your page again."),
    "shown": _("Everyone can see your page. What you change is there at once."),
    "hidden": _("Nobody sees your page. You can show it again at any time."),
    "stopped": _("The team stopped your page: nobody sees it. Call us, we look at it together."),
}
STEPS = {
    "work": _("What you do"),
    "products": _("Products and prices"),
    "place": _("Where you are"),
    "hours": _("Opening hours"),
    "contact": _("Phone and links"),
    "photos": _("Photos"),
}
# The further pages of a founder: title, what is there.
FURTHER = {
    "founder_requests.index": (_("Call back"), _("People who left their number")),
    "founder_figures.index": (_("Does my page work?"), _("How many looked, called, wrote")),
    "founder_kit.index": (_("Print and share"), _("Poster, flyer, card, WhatsApp image")),
    "founder_members.index": (_("The team of the business"), _("Who keeps the page with me")),
}
# What helps to write the texts of a screen.
HINTS = {
    "work": {
        "line": _("At most 90 letters. People read it in the list and in WhatsApp."),
        "about": _("Who you are, how you work, what makes you different."),
    },
    "place": {"area": _("For example: Rabat, Salé, Témara. Or: delivery in all of Morocco.")},
}
CORNERS = (_("from"), _("until"), _("again from"), _("again until"))
# What must still be said before a page may be sent.
MISSING = {
    "name": _("The name of your business"),
    "line": _("What you do, in one line"),
    "city": _("Your city"),
    "phone": _("A phone or WhatsApp number"),
}
# What a price is for, to choose from.
UNITS = {
    "piece": _("One piece"),
    "person": _("One person"),
    "hour": _("One hour"),
    "day": _("One day"),
    "month": _("One month"),
    "kilo": _("One kilo"),
    "litre": _("One litre"),
    "metre": _("One metre"),
    "square_metre": _("One square metre"),
    "service": _("The whole: a repair, a visit, a hairdo"),
}
PRICES = {
    "piece": _("%(amount)s MAD / piece"),
    "person": _("%(amount)s MAD / person"),
    "hour": _("%(amount)s MAD / hour"),
    "day": _("%(amount)s MAD / day"),
    "month": _("%(amount)s MAD / month"),
    "kilo": _("%(amount)s MAD / kg"),
    "litre": _("%(amount)s MAD / litre"),
    "metre": _("%(amount)s MAD / m"),
    "square_metre": _("%(amount)s MAD / m²"),
    "service": _("%(amount)s MAD"),
}
LINKS = {
    "facebook": "Facebook",
    "instagram": "Instagram",
    "tiktok": "TikTok",
    "youtube": "YouTube",
    "linkedin": "LinkedIn",
    "website": _("Website"),
}
# The question is asked for each photo; a photo on which somebody said no is not sent. A change of
# these words is a new version: operations.photos.CONSENT.
FACES_ASKED = _("Can somebody be recognised on this photo?")
FACES = {
    "nobody": _("No, nobody can be recognised"),
    "agreed": _("Yes, and each of them has said yes: everyone may see this photo"),
}
PHOTO_STATES = {
    "to_check": _("Waits for the team"),
    "taken": _("Seen by the team"),
    "left": _("Not taken by the team"),
}
# What a reader says is wrong on a page.
PROBLEMS = {
    "photo": _("I am on a photo and do not want it"),
    "gone": _("The business does not exist"),
    "wrong": _("Something on it is not right"),
    "other": _("Something else"),
}
# What tells that a page is of use, in the order in which it is told.
SIGNS = {
    "looked": _("Looked at the page"),
    "called": _("Pressed “Call”"),
    "wrote": _("Wrote on WhatsApp"),
    "way": _("Looked for the way"),
    "asked": _("Left a number"),
    "poster": _("Came by the poster"),
    "flyer": _("Came by the flyer"),
    "card": _("Came by the card"),
}
DEEDS: dict[str, object] = {
    **desk.DEEDS,
    **papers.DEEDS,
    "startups.photo.added": _("Photo added"),
    "startups.photo.removed": _("Photo removed"),
    "startups.photo.moved": _("Photos put in another order"),
    "startups.page.begun": _("Page of a business begun"),
    "startups.page.changed": _("Page of a business changed"),
    "startups.page.hours_right": _("Opening hours confirmed"),
    "startups.page.sent": _("Page of a business sent to the team"),
    "startups.page.reported": _("A reader reported a problem"),
    "startups.page.hidden": _("Page of a business hidden"),
    "startups.page.shown_again": _("Page of a business shown again"),
    "startups.page.listed": _("Page of a business opened to search engines"),
    "startups.member.added": _("Member of a business added"),
    "startups.member.changed": _("Member of a business changed"),
    "startups.member.invited": _("Member invited to keep the page"),
    "startups.member.invited_by_team": _("First member invited by the team"),
    "startups.member.joined": _("Member began to keep the page"),
    "startups.member.left": _("Member of a business left"),
    "startups.invitation.taken_back": _("Invitation to keep a page taken back"),
    "startups.requests.read": _("Requests to be called back were read"),
    "startups.request.done": _("Request to be called back: done"),
    "startups.request.removed": _("Request to be called back removed"),
    "startups.page.unlisted": _("Page of a business closed to search engines"),
}
