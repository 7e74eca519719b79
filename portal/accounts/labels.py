"""The sentences behind the codes of this domain."""

from flask_babel import lazy_gettext as _

from portal.web import once

_FULL = _(
    "From this number no account can be opened today. Come to us: the team opens it with you."
)

REFUSALS: dict[str, object] = {
    **once.REFUSALS,
    "sign_in_wrong": _("E-mail, password or code is wrong. Check them and try again."),
    "sign_in_wait": _("Too many tries. Wait 15 minutes, then try again."),
    "email_wrong": _("Write an e-mail address, like name@example.org."),
    "email_taken": _("This e-mail address already has an account."),
    "password_short": _("Write a password of at least 12 characters."),
    "code_wrong": _(
        "The code is wrong or too old. Look at the last message, or ask for a new one."
    ),
    "codes_no_more": _("Too many codes today. Try again tomorrow."),
    "pin_wrong": _("Number and PIN do not go together. Check both. Is this your first time here?"),
    "pin_again_wrong": _("The PIN is wrong. Write it again."),
    "pin_wait": _("Too many wrong tries. Wait a few minutes, then try again."),
    "pin_no_more": _("Too many wrong tries today. Come to us, or try again tomorrow."),
    "lost_no_more": _(
        "This number asked for a new PIN too often today. Try again tomorrow, or come to us."
    ),
    "pin_weak": _("Others would guess these digits. Choose others: no date, no row, no repeats."),
    "number_full": _("Five people use this number already. Choose another number."),
    "no_more_accounts": _FULL,
    "second_needed": _("A second member of the team must agree."),
}

ROLES = {
    "coordinator": _("Coordinator"),
    "counsellor": _("Counsellor"),
    "fair_staff": _("Fair staff"),
}

# The history: what was done to an account and its keys.
DEEDS: dict[str, object] = {
    "accounts.account.opened": _("Account opened"),
    "accounts.account.entered": _("Signed in"),
    "accounts.account.confirmed": _("“This account is mine”"),
    "accounts.account.contested": _("“I did not ask for this account”"),
    "accounts.account.reopened": _("Account opened again by the team"),
    "accounts.code.printed": _("Code printed by the team"),
    "accounts.codes.half": _("Half of the codes for a day or an hour are sent"),
    "accounts.codes.spent": _("All codes for a day or an hour are sent"),
    "accounts.phone.remembered": _("“This phone is mine”"),
    "accounts.phone.forgotten": _("A known phone was forgotten"),
    "accounts.pin.changed": _("PIN changed"),
    "accounts.pin.asked": _("New PIN asked for"),
    "accounts.pin.vouched": _("New PIN allowed by the team"),
    "accounts.number.changed": _("Phone number changed"),
    "accounts.keys.taken_back": _("A change was taken back"),
    "accounts.session.ended": _("A connection was ended"),
    "accounts.email.changed": _("E-mail address changed"),
    "accounts.messages.chosen": _("Messages chosen"),
    "accounts.messages.stopped": _("Messages stopped"),
}
