"""The states, steps and kinds of what a start-up's page is made of."""

from enum import StrEnum


class LegalForm(StrEnum):
    COOPERATIVE = "cooperative"
    SARL = "sarl"
    AUTO_ENTREPRENEUR = "auto_entrepreneur"
    ASSOCIATION = "association"
    INCOME_ACTIVITY = "income_activity"  # activité génératrice de revenus (AGR)


class StartupState(StrEnum):
    DRAFT = "draft"
    TO_CHECK = "to_check"  # the team has not looked yet
    SENT_BACK = "sent_back"  # the team asks for a change before the page is shown
    SHOWN = "shown"
    HIDDEN = "hidden"  # by a member; shown again without the team
    STOPPED = "stopped"  # by the team


class Decision(StrEnum):
    """What the team says of a page."""

    SHOW = "show"
    SEND_BACK = "send_back"
    TAKE_CHANGE = "take_change"  # of the name or the links
    LEAVE_CHANGE = "leave_change"
    TAKE_PHOTO = "take_photo"
    LEAVE_PHOTO = "leave_photo"
    SEEN = "seen"  # changed since the last look, and fine
    STOP = "stop"
    LIFT = "lift"


class Step(StrEnum):
    """The screens on which a page is made, in their order."""

    WORK = "work"  # name, legal form, trade, one line, a few words
    PRODUCTS = "products"
    PLACE = "place"  # city, area served, address
    HOURS = "hours"
    CONTACT = "contact"  # phone, WhatsApp, links
    PHOTOS = "photos"


class Unit(StrEnum):
    """What a price is for."""

    PIECE = "piece"
    PERSON = "person"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    KILO = "kilo"
    LITRE = "litre"
    METRE = "metre"
    SQUARE_METRE = "square_metre"
    SERVICE = "service"  # a repair, a visit, a hairdo


class LinkKind(StrEnum):
    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    TIKTOK = "tiktok"
    YOUTUBE = "youtube"
    LINKEDIN = "linkedin"
    WEBSITE = "website"


class PhotoState(StrEnum):
    TO_CHECK = "to_check"
    TAKEN = "taken"  # the team has seen it; shown where its page is shown
    LEFT = "left"  # the team said no; members read why


class Faces(StrEnum):
    """Who can be recognised on a photo."""

    NOBODY = "nobody"
    AGREED = "agreed"  # each person who can be recognised has said yes


class MemberState(StrEnum):
    INVITED = "invited"
    ACTIVE = "active"
    LEFT = "left"


class MemberRole(StrEnum):
    MANAGER = "manager"  # gérante, présidente
    TREASURER = "treasurer"
    ASSOCIATE = "associate"  # associé, coopératrice
    WORKER = "worker"


class Sign(StrEnum):
    """What tells that a page is of use. Counted, never kept one by one."""

    LOOKED = "looked"
    CALLED = "called"
    WROTE = "wrote"
    WAY = "way"
    ASKED = "asked"  # left a number
    POSTER = "poster"  # came by its QR
    FLYER = "flyer"
    CARD = "card"


class PaperKind(StrEnum):
    KIT = "kit"  # what a start-up prints and shares
    CATALOGUE = "catalogue"  # all of them, for fairs and donors


class PaperState(StrEnum):
    WAITING = "waiting"
    DRAWING = "drawing"
    READY = "ready"
    FAILED = "failed"
