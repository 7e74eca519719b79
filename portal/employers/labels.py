"""The sentences and words behind the codes of this domain."""

from flask_babel import lazy_gettext as _

from portal.web import once

REFUSALS: dict[str, object] = {
    **once.REFUSALS,
    "organisations_many": _("You speak for five organisations already. Ask our team for more."),
    "members_many": _("Twenty people speak for this organisation already. Remove someone first."),
    "employer_stopped": _("This organisation is stopped. Ask our team."),
    "invitation_over": _("This link does not work any more. Ask for a new one."),
    "member_already": _("You speak for this organisation already."),
    "member_gone": _("This person does not speak for the organisation any more."),
    "owner_stays": _("The owner can't be removed. Hand the organisation over first."),
    "owner_leaves": _(
        "You are the owner. Hand the organisation over to someone else first, then leave."
    ),
    "hand_over_impossible": _("You can't hand over to this person. Load the page again and look."),
    "employer_changed": _(
        "Someone changed or decided something meanwhile. Read the page again, then decide."
    ),
    "decision_impossible": _("This can't be decided now. Choose one of the answers shown here."),
    "note_missing": _("Write a few words: the employer reads them."),
}

FORMS = {
    "sarl": _("SARL"),
    "sa": _("SA"),
    "cooperative": _("Cooperative"),
    "auto_entrepreneur": _("Self-employed (auto-entrepreneur)"),
    "association": _("Association"),
    "other": _("Other"),
}
CONTACT_MODES = {
    "phone": _("By phone"),
    "whatsapp": _("By WhatsApp"),
    "email": _("By e-mail"),
    "walk_in": _("People come to us"),
}
STATES = {
    "pending": _("Being checked"),
    "verified": _("Checked"),
    "suspended": _("Suspended"),
    "banned": _("Closed"),
}
# What each state means for its members.
STATE_SENTENCES = {
    "pending": _(
        "We check your organisation now, and call you or write to you. You can already prepare"
        " openings: people see them once we have checked."
    ),
    "verified": _("We have checked your organisation. People see your openings."),
    "suspended": _("We have suspended your organisation for now. Nobody sees your openings."),
    "banned": _("We have closed your organisation on this site. Nobody sees your openings."),
}
ROLES = {"owner": _("Owner"), "member": _("Member")}
DECISIONS = {
    "verify": _("It is real: verify it"),
    "ask": _("Ask for more, and wait"),
    "take_change": _("Agree to the new name or ICE"),
    "leave_change": _("Keep the name and the ICE as they were"),
    "suspend": _("Suspend: hide its openings for now"),
    "ban": _("Ban: hide its openings for good"),
    "lift": _("Let it work again"),
}
DECIDED = {
    "verify": _("Verified"),
    "ask": _("Asked for more"),
    "take_change": _("Change agreed"),
    "leave_change": _("Change not agreed"),
    "suspend": _("Suspended"),
    "ban": _("Banned"),
    "lift": _("Allowed to work again"),
}
# What two organisations have in common.
ALIKE = {"name": _("same name"), "ice": _("same ICE"), "phone": _("same phone")}

# The history: what was done, by whom, to which facts.
DEEDS: dict[str, object] = {
    "employers.organisation.registered": _("Registered by an employer"),
    "employers.organisation.registered_for": _("Registered by the team"),
    "employers.organisation.changed": _("Facts changed"),
    "employers.organisation.change_wanted": _("New name or ICE asked for"),
    "employers.charter.signed": _("Charter signed"),
    "employers.charter.withdrawn": _("Charter withdrawn"),
    "employers.member.invited": _("Someone invited"),
    "employers.invitation.taken_back": _("Invitation taken back"),
    "employers.member.joined": _("Someone joined"),
    "employers.member.left": _("Someone left"),
    "employers.member.removed": _("Someone removed"),
    "employers.member.handed_over": _("Handed over to another member"),
    "employers.list.exported": _("List of employers exported"),
    **{f"employers.decision.{code}": words for code, words in DECIDED.items()},
}
ACTORS = {"account": _("A member"), "system": _("The portal")}
FIELDS = {
    "name": _("name"),
    "form": _("legal form"),
    "ice": _("ICE"),
    "city": _("city"),
    "sector": _("sector"),
    "contact_mode": _("how to contact them"),
    "contact_name": _("contact person"),
    "contact_phone": _("phone"),
    "contact_email": _("e-mail"),
    "address": _("address"),
    "max_introductions": _("people a month"),
}
COLUMNS = {
    "name": _("Name"),
    "form": _("Legal form"),
    "ice": _("ICE"),
    "city": _("City"),
    "sector": _("Sector"),
    "state": _("State"),
    "contact_mode": _("How to contact them"),
    "contact_name": _("Contact person"),
    "contact_phone": _("Phone"),
    "contact_email": _("E-mail"),
    "address": _("Address"),
    "max_introductions": _("People a month"),
    "charter": _("Charter"),
    "registered_on": _("Registered on"),
}
