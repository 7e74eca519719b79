"""The words behind the codes of this domain."""

from flask_babel import lazy_gettext as _

from portal.web import once

REFUSALS: dict[str, object] = {
    **once.REFUSALS,
    "replay_impossible": _("This message can't be sent again. Load the page again and look."),
    "replay_late": _("It is too late to send this message again: it would be of no use."),
}

STATES = {
    "pending": _("Waiting to leave"),
    "leased": _("Leaving now"),
    "accepted": _("Sent"),
    "delivered": _("Arrived"),
    "failed": _("Refused"),
    "unknown": _("Not known if it left"),
    "dead": _("Could not be sent"),
    "cancelled": _("No longer needed"),
    "expired": _("Too late"),
}

# By kind: the domains name their kinds, the desk shows them in words.
KINDS = {
    "badge": _("Entrance code"),
    "waiting": _("Waiting list"),
    "place_offered": _("Seat offered"),
    "place_taken": _("Seat confirmed"),
    "event_cancelled": _("Event cancelled"),
    "changed": _("Change of day, hour or place"),
    "reminder_day": _("Reminder: tomorrow"),
    "reminder_hours": _("Reminder: today"),
    "thanks": _("Thanks"),
    "missed": _("We did not see you"),
    "words": _("Words of the team"),
    "news": _("News"),
    "door_code": _("Code to sign in"),
    "account_opened": _("Account opened by the team"),
    "keys_changed": _("Change of number or PIN"),
    "account_asleep": _("An account that nobody uses"),
    "application_new": _("Someone answered an opening"),
    "application_reminder": _("People wait for a reply"),
    "application_answer": _("An answer to an application"),
    "application_interview": _("A meeting is proposed"),
    "application_closed": _("An application was closed"),
    "employer_checked": _("Answer to an employer"),
    "opening_confirm": _("Is an opening still open?"),
    "opening_expired": _("An opening was switched off"),
    "opening_checked": _("An opening was checked"),
    "opening_sent_back": _("Something to change in an opening"),
    "opening_withdrawn": _("An opening was taken away"),
    "agreement_to_sign": _("An agreement to sign"),
    "agreement_code": _("Code to sign an agreement"),
    "agreement_signed": _("An agreement is signed by all"),
    "agreement_changed": _("An agreement was changed"),
    "agreement_stopped": _("An agreement was stopped"),
    "agreement_evaluate": _("How did the internship go?"),
    "suggestions_new": _("Openings found for a person"),
    "suggestion_gone": _("A suggested place is taken"),
    "startup_checked": _("Answer to a business"),
    "startup_asked": _("Someone wants to be called back"),
    "startup_month": _("A month of a page"),
}

CHANNELS = {"sms": _("SMS"), "whatsapp": _("WhatsApp"), "email": _("E-mail")}

# Why a message did not arrive, or was not sent: sentences that one can read aloud to the person.
REASONS = {
    # What a provider says of one letter (wires/base.py).
    "number_unknown": _("The operator says that this number does not exist."),
    "number_barred": _("The operator or the person blocks our messages."),
    "phone_unreachable": _("The phone was off or without network for too long."),
    "not_on_channel": _("This number has no WhatsApp."),
    "mailbox_unknown": _("This e-mail address does not exist."),
    "mailbox_full": _("The mailbox is full."),
    "content_refused": _("The operator refused the words of the message."),
    "account_refused": _("The provider refused our account. The team must look at it."),
    "refused": _("The provider refused it and gave no reason."),
    # How a wire fails, for all letters.
    "no_connection": _("We could not reach the provider."),
    "provider_error": _("The provider had a fault."),
    "rate_limited": _("The provider asked us to send more slowly."),
    "slow": _("The provider answered too slowly."),
    "folder": _("The folder for messages could not be written."),
    "answer_lost": _("The provider's answer was lost: nobody knows if the message left."),
    "answer_unreadable": _("The provider's answer could not be read."),
    "cannot_ask": _("This provider can't be asked what became of a message."),
    "not_in_the_log": _("The provider does not find the message."),
    "never_arrived": _("The provider never got the message."),
    "never_confirmed": _("For three days nobody confirmed that it arrived."),
    "unwritable": _("The text of this message could not be made. The team must look at it."),
    # Why there was no need to send it.
    "account_erased": _("Not sent: the account was deleted."),
    "application_gone": _("Not sent: the application was taken back or answered meanwhile."),
    "agreement_moved_on": _("Not sent: the agreement was signed, changed or stopped meanwhile."),
    "stopped": _("Not sent: the person stopped these messages."),
    "channel_stopped": _("Not sent here: the person did not agree to WhatsApp."),
    "channel_gone": _("Not sent here: the portal does not use this way any more."),
    "address_gone": _("Not sent: the person does not use this address any more."),
    "reason_gone": _("Not sent: there was no need for it any more."),
    "registration_cancelled": _("Not sent: the registration was cancelled."),
    "event_cancelled": _("Not sent: the event was cancelled."),
    "sending_cancelled": _("Not sent: the team cancelled this sending."),
    "paused_by_team": _("Not sent: the team had paused the messages to this person."),
    "already_in": _("Not sent: the person had already come."),
    "offer_answered": _("Not sent: the person had answered, or the offer had ended."),
    "seat_gone": _("Not sent: the person did not have this seat any more."),
    "moved": _("Not sent: the day or the hour had changed meanwhile."),
    "place_found": _("Not sent: the person did not have to wait any more."),
    "was_not_there": _("Not sent: the person had not come after all."),
    "opening_changed": _("Not sent: the opening had changed meanwhile."),
}
