"""The words of an agreement, and how its parties are called, for one reader."""

from portal.agreements import queries
from portal.agreements.models import Agreement, Signature
from portal.agreements.rules import turns, wording
from portal.agreements.states import Party


def parts(agreement: Agreement, language: str) -> list[wording.Part]:
    """The words: in French those that are signed, else the same facts in the reader's language."""
    if language == "fr" and agreement.text:
        return wording.read(agreement.text)
    return wording.parts(queries.terms(agreement), language)


def shown_name(agreement: Agreement, one: Signature, reader: str) -> str:
    """How a party is called. The person's whole name is hers until everyone has signed."""
    if one.party == Party.PERSON:
        whole = agreement.state in turns.ON_PAPER or (reader == Party.PERSON and one.signed_at)
        return (agreement.person_name if whole else "") or agreement.called
    signer = one.name if one.signed_at or one.party == Party.SCHOOL else ""
    house = {
        Party.EMPLOYER: agreement.employer_name,
        Party.PROGRAMME: agreement.programme,
        Party.SCHOOL: one.role,
    }[Party(one.party)]
    role = "" if one.party == Party.SCHOOL or not one.signed_at else one.role
    return ", ".join(filter(None, (house, signer, role)))
