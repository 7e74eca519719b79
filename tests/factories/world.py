"""Two of everything: what is one's own, and what is somebody else's."""

import hashlib
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from portal.accounts.models import Account, KeyChange
from portal.agreements.models import Agreement, Signature
from portal.agreements.states import AgreementState, Party
from portal.applications.models import Application
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.employers.models import Membership
from portal.matching.models import Suggestion
from portal.opportunities.models import Opportunity
from portal.people.models import NumberAsk, Person, PersonMerge
from portal.startups.models import (
    CallRequest,
    Startup,
    StartupMember,
    StartupPhoto,
    StartupProduct,
)
from tests.factories import people, startups
from tests.factories.people import _add


@dataclass
class Side:
    """A person of one hub, a firm with two members, and what they have to do with each other."""

    owner: Account
    person: Person
    member: Membership
    colleague: Membership
    opening: Opportunity
    application: Application
    agreement: Agreement
    link: KeyChange
    ask: NumberAsk
    merge: PersonMerge
    double: Person
    suggestion: Suggestion
    founder: StartupMember
    startup: Startup
    co_founder: StartupMember
    product: StartupProduct
    photo: StartupPhoto
    request: CallRequest

    def values(self) -> dict[str, str]:
        """What stands for each of them in an address."""
        school = next(s for s in self.agreement.signatures if s.party == Party.SCHOOL)
        return {
            "person": self.person.token,
            "double": self.double.token,
            "trade": self.person.trades[0].token,
            "cv": self.person.cv_token or "",
            "firm": self.member.organisation.token,
            "colleague": self.colleague.token,
            "opening": self.opening.token,
            "slug": self.opening.slug,
            "application": self.application.token,
            "agreement": self.agreement.token,
            "school": school.token,
            "link": self.link.token,
            "ask": self.ask.token,
            "merge": str(self.merge.id),
            "suggestion": self.suggestion.token,
            "startup": self.startup.token,
            "page": self.startup.slug,
            "code": self.startup.code,
            "co_founder": self.co_founder.token,
            "product": self.product.token,
            "photo": self.photo.token,
            "request": self.request.token,
        }


def side(hub: str, staff_id: int) -> Side:
    """One of everything, in this hub."""
    name = f"Fatou {hub}"
    who = people.person(name=name, hub=hub, cv_token=f"cv-{hasher(hub)}")
    double = people.person(name=name, hub=hub)
    firm = people.organisation(name=f"Atelier {hub}")
    owner = people.account(name=f"Salma {hub}")
    member = people.member(firm, account=owner)
    colleague = people.member(firm, account=people.account(name=f"Karim {hub}"), role="member")
    opening = people.opportunity(firm, posted_by=owner.id)
    made = people.application(who, opening, state="accepted")
    phone = people.phone()
    page = startups.startup(name=f"Baobab {hub}", hub=hub)
    return Side(
        owner=owner,
        person=who,
        member=member,
        colleague=colleague,
        opening=opening,
        application=made,
        agreement=agreement(made, owner, hub),
        link=_add(
            KeyChange(
                account_id=who.account_id, what="opened", token=f"link-{hub}", holds_from=now()
            )
        ),
        ask=_add(NumberAsk(person_id=who.id, phone=phone, by=staff_id)),
        merge=_add(PersonMerge(kept_id=who.id, dropped_id=double.id, before={}, by=staff_id)),
        double=double,
        suggestion=people.suggestion(who, people.opportunity(firm)),
        founder=startups.member(page, owner),
        startup=page,
        co_founder=startups.member(page, people.account(name=f"Awa {hub}"), role="associate"),
        product=startups.product(startup_id=page.id),
        photo=startups.photo(startup_id=page.id),
        request=startups.call_request(page),
    )


def agreement(made: Application, owner: Account, hub: str) -> Agreement:
    """Waiting to be signed by four parties."""
    with transaction():
        paper = Agreement(
            number=f"2026-{hub}",
            application_id=made.id,
            starts_on=date(2027, 2, 1),
            ends_on=date(2027, 3, 26),
            hours_per_week=35,
            activities="Coudre.",
            tutor_name="Salma",
            hub=hub,
            text="Convention de stage",
            state=AgreementState.TO_SIGN,
            sent_at=now(),
        )
        account_of = {Party.PERSON: made.person.account_id, Party.EMPLOYER: owner.id}
        paper.signatures = [
            Signature(party=party, account_id=account_of.get(party), address=people.phone())
            for party in Party
        ]
        db.session.add(paper)
    whole = select(Agreement).where(Agreement.id == paper.id)
    return db.session.scalars(whole).one()


def hasher(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
