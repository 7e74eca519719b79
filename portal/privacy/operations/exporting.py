"""All that is kept of one person, as files she can read and take elsewhere."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from html import escape
from typing import Any

from sqlalchemy import ColumnElement, inspect, or_, select

from portal.accounts.models import (
    Account,
    AccountDevice,
    AccountSession,
    DoorVisit,
    FirstCode,
    KeyChange,
)
from portal.agreements.models import Agreement, Evaluation, Signature
from portal.applications.models import Application, Disclosure, Turn
from portal.core.audit import Deed
from portal.core.clock import now
from portal.core.db import Base, db
from portal.employers.models import Membership, Organisation
from portal.matching.models import MatchingConsent, PersonMatch, Suggestion, SuggestionChange
from portal.notifications.models import Message
from portal.opportunities.models import Opportunity
from portal.people.models import (
    ActedFor,
    NumberAsk,
    Person,
    PersonApart,
    PersonFile,
    PersonLanguage,
    PersonMerge,
    PersonSkill,
    PersonTrade,
)
from portal.startups.messages import causes as about_member
from portal.startups.models import Startup, StartupMember, StartupPhoto, StartupProduct
from portal.startups.states import MemberState

# What proves who someone is opens a door: it is kept from copies, which get lost.
KEYS = {"pin_hash", "token_hash", "code_hash", "invite_hash", "text_hash", "phone_index"}
KEYS |= {"address_index", "before", "after", "token", "cv_token", "reference"}


def gather(account: Account) -> dict[str, list[dict[str, Any]]]:
    """Every row that speaks of the owner of `account`, by table. Nobody else's."""
    people = _ids(Person.id, Person.account_id == account.id)
    people += _ids(Person.id, Person.merged_into_id.in_(people))
    applications = _ids(Application.id, Application.person_id.in_(people))
    suggestions = _ids(Suggestion.id, Suggestion.person_id.in_(people))
    agreements = _ids(Agreement.id, Agreement.application_id.in_(applications))
    firms = _ids(Membership.organisation_id, Membership.account_id == account.id)
    of_account, of_people = f"account:{account.id}", [f"person:{i}" for i in people]
    of_applications = [f"application:{i}" for i in applications]
    of_agreements = [f"agreement:{i}" for i in agreements]
    memberships = _ids(StartupMember.id, StartupMember.account_id == account.id)
    keeps = (StartupMember.account_id == account.id) & (StartupMember.state == MemberState.ACTIVE)
    pages = _ids(StartupMember.startup_id, keeps)
    of_pages = [cause for member in memberships for cause in about_member(member)]
    causes = [of_account, *of_people, *of_applications, *of_agreements, *of_pages]
    wanted: list[tuple[type[Base], ColumnElement[bool]]] = [
        (Account, Account.id == account.id),
        (AccountSession, AccountSession.account_id == account.id),
        (AccountDevice, AccountDevice.account_id == account.id),
        (DoorVisit, DoorVisit.account_id == account.id),
        (FirstCode, FirstCode.account_id == account.id),
        (KeyChange, KeyChange.account_id == account.id),
        (Person, Person.id.in_(people)),
        (PersonTrade, PersonTrade.person_id.in_(people)),
        (PersonSkill, PersonSkill.person_id.in_(people)),
        (PersonLanguage, PersonLanguage.person_id.in_(people)),
        (PersonFile, PersonFile.person_id.in_(people)),
        (PersonMerge, PersonMerge.kept_id.in_(people) | PersonMerge.dropped_id.in_(people)),
        (PersonApart, PersonApart.one_id.in_(people) | PersonApart.other_id.in_(people)),
        (ActedFor, ActedFor.person_id.in_(people)),
        (NumberAsk, NumberAsk.person_id.in_(people)),
        (Application, Application.id.in_(applications)),
        (Turn, Turn.application_id.in_(applications)),
        (MatchingConsent, MatchingConsent.person_id.in_(people)),
        (PersonMatch, PersonMatch.person_id.in_(people)),
        (Suggestion, Suggestion.id.in_(suggestions)),
        (SuggestionChange, SuggestionChange.suggestion_id.in_(suggestions)),
        (Disclosure, Disclosure.application_id.in_(applications)),
        (Agreement, Agreement.id.in_(agreements)),
        # The other parties' names are theirs: on the signed paper, not here.
        (Signature, Signature.agreement_id.in_(agreements) & (Signature.party == "person")),
        (Evaluation, Evaluation.agreement_id.in_(agreements)),
        (Membership, Membership.account_id == account.id),
        (Organisation, Organisation.id.in_(firms)),
        (Opportunity, Opportunity.posted_by == account.id),
        # Who else is of the start-up, and who wants to be called back, are not hers to take.
        (StartupMember, StartupMember.id.in_(memberships)),
        (Startup, Startup.id.in_(pages)),
        (StartupProduct, StartupProduct.startup_id.in_(pages)),
        (StartupPhoto, StartupPhoto.startup_id.in_(pages)),
        (Message, Message.cause.in_(causes)),
        (Deed, or_(Deed.subject.in_(causes), Deed.actor == of_account)),
    ]
    found = {model.__tablename__: _rows(model, mine) for model, mine in wanted}
    return {table: rows for table, rows in found.items() if rows}


def bundle(found: dict[str, list[dict[str, Any]]], *, title: str, names: dict[str, str]) -> bytes:
    """A zip of a page to read, the same as data, and a list of both with their fingerprints.

    `names`: what each table is called in the reader's language.
    """
    files = {
        "data.json": json.dumps(found, ensure_ascii=False, indent=1).encode(),
        "index.html": _page(found, title, names).encode(),
    }
    about = {
        "made_at": now().isoformat(),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
        "rows": {table: len(rows) for table, rows in found.items()},
    }
    files["manifest.json"] = json.dumps(about, indent=1).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _ids(column: Any, mine: ColumnElement[bool]) -> list[int]:
    return list(db.session.scalars(select(column).where(mine)))


def _rows(model: type[Base], mine: ColumnElement[bool]) -> list[dict[str, Any]]:
    columns = [column.key for column in inspect(model).column_attrs if column.key not in KEYS]
    rows = db.session.scalars(select(model).where(mine)).unique()
    return [{name: _plain(getattr(row, name)) for name in columns} for row in rows]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return None if isinstance(value, bytes) else value


def _page(found: dict[str, list[dict[str, Any]]], title: str, names: dict[str, str]) -> str:
    parts = [f"<!doctype html><meta charset=utf-8><title>{escape(title)}</title>"]
    parts.append(f"<h1>{escape(title)}</h1>")
    for table, rows in found.items():
        parts.append(f"<h2>{escape(names.get(table, table))}</h2>")
        parts.extend(_list(rows))
    return "\n".join(parts)


def _list(rows: Iterable[dict[str, Any]]) -> Iterable[str]:
    for row in rows:
        said = {name: value for name, value in row.items() if value not in (None, "", [], {})}
        lines = (f"<dt>{escape(n)}<dd dir=auto>{escape(str(v))}" for n, v in said.items())
        yield f"<dl>{''.join(lines)}</dl>"
