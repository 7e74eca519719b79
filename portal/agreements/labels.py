"""The sentences and words behind the codes of this domain."""

from flask_babel import lazy_gettext as _

from portal.web import once

REFUSALS: dict[str, object] = {
    **once.REFUSALS,
    "agreement_exists": _("There is an agreement for this application already."),
    "agreement_not_signed": _("Only an agreement that was signed can be continued."),
    "agreement_fixed": _("This agreement can't be changed any more. Write one that continues it."),
    "agreement_ends_early": _("The last day must come after the first."),
    "agreement_long": _("This is longer than two years. Write a shorter one."),
    "school_missing": _("Write the name of the school."),
    "agreement_moved_on": _("This is not possible any more. Load the page again and look."),
    "person_without_account": _("This person has no account yet, and could not sign. Open one."),
    "agreement_changed": _("The agreement was changed meanwhile. Read it again, then sign."),
    "already_signed": _("This was signed already."),
    "number_new": _("Your phone number is new. You can sign one day after the change."),
    "agreement_own": _("You are the intern here: someone else of the organisation must sign."),
    "code_unsendable": _("We can't send you a code. Ask the programme to correct your number."),
    "code_too_many": _("Too many codes were sent. Wait 15 minutes, or come back tomorrow."),
    "code_wrong": _("This code is wrong. Look again at the message."),
    "code_gone": _("This code does not hold any more. Ask for a new one."),
    "code_wait": _("Too many tries. Wait 15 minutes, then try again."),
    "totp_wrong": _("This code is wrong or was used. Wait for the next one on your phone."),
    "agreement_not_ended": _("The internship is not over yet."),
    "already_evaluated": _("You have told us already. Thank you."),
    "last_day_outside": _("Write a day of the internship."),
    "not_evaluated_yet": _("The organisation has not told us yet how it went."),
    "already_disagreed": _("You have told us already. Thank you."),
}

# The history: what was done.
DEEDS: dict[str, object] = {
    "agreements.agreement.drafted": _("Agreement written"),
    "agreements.agreement.changed": _("Agreement changed"),
    "agreements.agreement.sent": _("Agreement sent to be signed"),
    "agreements.agreement.cancelled": _("Agreement cancelled"),
    "agreements.agreement.signed": _("Agreement signed"),
    "agreements.agreement.complete": _("Agreement signed by all"),
    "agreements.agreement.refused": _("Agreement refused"),
    "agreements.agreement.ended": _("Internship ended"),
    "agreements.agreement.evaluated": _("Internship evaluated"),
    "agreements.agreement.disagreed": _("The person does not agree with the evaluation"),
    "agreements.code.sent": _("Code to sign sent"),
}

STATES = {
    "draft": _("Draft"),
    "to_sign": _("To be signed"),
    "signed": _("Signed by all"),
    "rejected": _("Refused"),
    "cancelled": _("Cancelled"),
    "ended": _("Ended"),
}
# What it means, to who reads it.
STATE_LINES = {
    "draft": _("Only the organisation and the programme see it. Nobody has been asked to sign."),
    "to_sign": _("It counts once everyone has signed."),
    "signed": _("Everyone has signed. It counts."),
    "rejected": _("One party said no. It does not count."),
    "cancelled": _("It was cancelled. It does not count."),
    "ended": _("The internship is over."),
}
PARTIES = {
    "person": _("The intern"),
    "employer": _("The organisation"),
    "programme": _("The programme"),
    "school": _("The school"),
}
OUTCOMES = {
    "finished": _("It went to the end"),
    "partly": _("It stopped before the end"),
    "absent": _("It did not take place"),
}
MARKS = {"good": _("Good"), "fair": _("Fair"), "poor": _("Poor")}
HIRED = {"yes": _("Yes"), "no": _("No")}
CONTRACTS = {
    "permanent": _("Permanent contract (CDI)"),
    "fixed_term": _("Fixed-term contract (CDD)"),
    "daily": _("By the day or by the task"),
    "other": _("Something else"),
}
