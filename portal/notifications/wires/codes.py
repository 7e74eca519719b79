"""What a refusal is called by each provider, and which of REASONS it is.

From Infobip's page “Response status and error codes”, Twilio's error dictionary and Meta's Cloud
API error reference, as published in 2026, and RFC 3463. account_refused is ours to mend.
"""

# Infobip speaks of a *status* (what became of it) and an *error* (what the operator said).
INFOBIP = {
    "REJECTED_PREFIX_MISSING": "number_unknown",
    "REJECTED_DESTINATION": "number_unknown",
    "MISSING_TO": "number_unknown",
    "EC_UNKNOWN_SUBSCRIBER": "number_unknown",
    "EC_UNIDENTIFIED_SUBSCRIBER": "number_unknown",
    "EC_TELESERVICE_NOT_PROVISIONED": "number_unknown",
    "EC_DEST_ADDRESS_UNABLE_TO_RECEIVE_SMS": "number_unknown",
    "REJECTED_DND": "number_barred",
    "REJECTED_DESTINATION_BLOCKLISTED": "number_barred",
    "EC_ILLEGAL_SUBSCRIBER": "number_barred",
    "EC_CALL_BARRED": "number_barred",
    "EC_SC_BLOCKED_BY_END_USER": "number_barred",
    "EC_ABSENT_SUBSCRIBER": "phone_unreachable",
    "EC_ABSENT_SUBSCRIBER_SM": "phone_unreachable",
    "EC_ROAMING_NOT_ALLOWED": "phone_unreachable",
    "EC_SUBSCRIBER_BUSY_FOR_MT_SMS": "phone_unreachable",
    "EC_SM_DF_MEMORYCAPACITYEXCEEDED": "phone_unreachable",
    "EC_MESSAGE_WAITING_LIST_FULL": "phone_unreachable",
    "EC_NO_RESPONSE": "phone_unreachable",
    "EXPIRED_EXPIRED": "phone_unreachable",
    "REJECTED_SENDER": "content_refused",
    "REJECTED_SOURCE": "content_refused",
    "REJECTED_MESSAGE_TOO_LONG": "content_refused",
    "SIGNALS_BLOCKED": "content_refused",
    "REJECTED_NOT_ENOUGH_CREDITS": "account_refused",
    "REJECTED_PREPAID_PACKAGE_EXPIRED": "account_refused",
    "REJECTED_ROUTE_NOT_AVAILABLE": "account_refused",
    "REJECTED_NETWORK": "account_refused",
    "REJECTED_DESTINATION_NOT_REGISTERED": "account_refused",
}

# Twilio: of a refused request and of a status.
TWILIO = {
    "21211": "number_unknown",  # not a number
    "21614": "number_unknown",  # not a mobile number
    "21635": "number_unknown",  # a landline
    "30005": "number_unknown",  # unknown or out of service
    "30006": "number_unknown",  # landline, or an operator that can't be reached
    "21610": "number_barred",  # answered STOP to this sender
    "30004": "number_barred",
    "30003": "phone_unreachable",
    "30007": "content_refused",  # filtered by the operator
    "21617": "content_refused",  # longer than 1,600 characters
    "20003": "account_refused",
    "21212": "account_refused",  # the sender is not ours
    "21408": "account_refused",  # the country is not opened in the account
    "21606": "account_refused",
    "21608": "account_refused",  # a trial account writes to verified numbers only
    "21659": "account_refused",
    "30002": "account_refused",  # suspended
}

# Meta: of a refused request and of a failed status.
WHATSAPP = {
    131026: "not_on_channel",  # or an app too old, or its terms not accepted: Meta won't say which
    131021: "number_unknown",
    131030: "account_refused",  # a test number writes to a list of its own
    130472: "number_barred",  # Meta's experiment: this person gets no marketing
    131049: "number_barred",  # Meta chose not to deliver, too many businesses wrote
    131050: "number_barred",  # the person stopped marketing messages
    131047: "content_refused",  # not a template, and no word from the person for a day
    131051: "content_refused",
    131008: "content_refused",
    131009: "content_refused",
    132000: "content_refused",  # as many parameters as the template has, no more
    132001: "content_refused",  # no such template in this language
    132005: "content_refused",
    132007: "content_refused",
    132012: "content_refused",
    132015: "content_refused",  # paused by Meta
    132016: "content_refused",
    131042: "account_refused",  # a bill
    131031: "account_refused",
    131037: "account_refused",
    131045: "account_refused",
    131005: "account_refused",
    133010: "account_refused",
    368: "account_refused",
    33: "account_refused",  # this phone number id is not ours
    190: "account_refused",  # the token has ended
    10: "account_refused",
    0: "account_refused",
}

# RFC 3463: the second and third figure say what it is about.
SMTP = {
    "1.1": "mailbox_unknown",
    "1.2": "mailbox_unknown",
    "1.3": "mailbox_unknown",
    "1.6": "mailbox_unknown",
    "1.10": "mailbox_unknown",
    "2.1": "mailbox_unknown",
    "2.2": "mailbox_full",
    "7.1": "refused",
}
SMTP_PLAIN = {
    550: "mailbox_unknown",
    551: "mailbox_unknown",
    552: "mailbox_full",
    553: "mailbox_unknown",
}
