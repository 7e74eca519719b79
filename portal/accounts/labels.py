"""The sentences behind the codes of this domain."""

from flask_babel import lazy_gettext as _

REFUSALS = {
    "sign_in_wrong": _("E-mail, password or code is wrong. Check them and try again."),
    "sign_in_wait": _("Too many tries. Wait 15 minutes, then try again."),
    "email_wrong": _("Write an e-mail address, like name@example.org."),
    "email_taken": _("This e-mail address already has an account."),
    "password_short": _("Write a password of at least 12 characters."),
}

ROLES = {
    "coordinator": _("Coordinator"),
    "counsellor": _("Counsellor"),
    "fair_staff": _("Fair staff"),
}
