"""Who enters which blueprint, and what the variables of its addresses name: one line for each."""

import re
from dataclasses import dataclass

from flask import g

from portal.accounts.permissions import Role
from portal.accounts.queries import hashed
from portal.accounts.views.staff import cookie_name
from portal.web import form_token
from tests.factories import people, world
from tests.people import make_staff, sign_in

OLD = {  # tests/test_permissions.py has the table of these
    *("desk", "desk_events", "desk_people", "desk_lists", "desk_print", "desk_sendings"),
    *("desk_person_messages", "outbox", "outbox_decisions", "badges", "events", "my_messages"),
    *("one_click", "hooks", "links", "monitoring", "accounts", "trust", "staff", "decisions"),
    *("desk_doors", "desk_kiosks", "desk_paper", "desk_reviews", "kiosk", "kiosk_sync"),
}
PUBLIC, ACCOUNT, MEMBER, FOUNDER = "public", "account", "member", "founder"
HUB, TEAM, COORDINATOR = "hub", "team", "coordinator"  # counsellors: of the hub; all; none
# blueprint: (who enters, what its variables name)
BLUEPRINTS = {
    "door": (PUBLIC, {}),
    "new_pin": (PUBLIC, {}),
    "taking_back": (PUBLIC, {"token": "link"}),
    "shared_cv": (PUBLIC, {"token": "cv"}),
    "signing": (PUBLIC, {"token": "school"}),
    "opportunities": (PUBLIC, {"slug": "slug"}),
    "me": (ACCOUNT, {}),
    "my_keys": (ACCOUNT, {}),
    "my_wishes": (ACCOUNT, {}),
    "profile": (ACCOUNT, {}),
    "my_trades": (ACCOUNT, {"token": "trade"}),
    "cv": (ACCOUNT, {}),
    "my_file": (ACCOUNT, {}),
    "applications": (ACCOUNT, {"token": "application"}),
    "applying": (ACCOUNT, {"slug": "slug"}),
    "my_agreements": (ACCOUNT, {"token": "agreement"}),
    "organisation": (ACCOUNT, {}),
    "colleagues": (ACCOUNT, {"token": "colleague", "secret": "absent"}),
    "posting": (MEMBER, {"token": "opening"}),
    "employer": (MEMBER, {"token": "application"}),
    "employer_agreements": (MEMBER, {"token": "agreement"}),
    "desk_persons": (HUB, {"token": "person"}),
    "desk_opening": (HUB, {"token": "person"}),
    "desk_files": (HUB, {"token": "person"}),
    "desk_keys": (HUB, {"token": "person"}),
    "desk_acting": (HUB, {"token": "person", "trade": "trade"}),
    "desk_erasing": (HUB, {"token": "person"}),
    "desk_choosing": (HUB, {"person_token": "person"}),
    "desk_merging": (HUB, {"keep": "person", "drop": "double", "merge_id": "merge"}),
    "desk_applications": (HUB, {"token": "application", "person_token": "person", "slug": "slug"}),
    "desk_agreements": (HUB, {"token": "agreement"}),
    "desk_employers": (TEAM, {"token": "firm", "invited": "colleague"}),
    "desk_opportunities": (TEAM, {"token": "opening"}),
    "my_suggestions": (ACCOUNT, {"token": "suggestion"}),
    "employer_matching": (MEMBER, {"token": "opening"}),
    "desk_matching": (TEAM, {"token": "absent"}),
    "desk_candidates": (TEAM, {"token": "opening"}),
    "desk_suggestions": (HUB, {"token": "person", "suggestion": "suggestion", "slug": "slug"}),
    "startups": (PUBLIC, {"slug": "page"}),
    "startup_sharing": (PUBLIC, {"slug": "page"}),
    "startup_asking": (PUBLIC, {"slug": "page"}),
    "startup_signs": (PUBLIC, {"slug": "page"}),
    "startup_scans": (PUBLIC, {"code": "code"}),
    "startup_photos": (PUBLIC, {"token": "photo"}),
    "founder": (FOUNDER, {}),
    "founder_steps": (FOUNDER, {}),
    "founder_products": (FOUNDER, {"token": "product"}),
    "founder_photos": (FOUNDER, {"token": "photo"}),
    "founder_members": (FOUNDER, {"token": "co_founder", "secret": "absent"}),
    "founder_requests": (FOUNDER, {"token": "request"}),
    "founder_figures": (FOUNDER, {}),
    "founder_kit": (FOUNDER, {"token": "absent"}),
    "desk_startups": (TEAM, {"token": "startup", "photo": "photo", "invited": "co_founder"}),
    "desk_directory": (COORDINATOR, {"token": "absent", "startup": "startup"}),
    "desk_catalogue": (COORDINATOR, {"token": "absent"}),
    "sitemap": (PUBLIC, {}),
    "desk_privacy": (COORDINATOR, {}),
}
OTHERWISE = {  # endpoint: what `token` names there
    "employer.applicants": "opening",
    "employer_agreements.new": "application",
    "desk_agreements.new": "application",
    "desk_keys.confirm": "ask",
}
ALONE = {
    "organisation.charter": PUBLIC,
    "founder.begin": ACCOUNT,
    "founder_members.join": ACCOUNT,
}  # endpoints that are not their blueprint's
# Everyone's: an opening's page, a link that its holder has, what the whole team looks after.
SHARED = {"slug", "cv", "school", "link", "firm", "opening", "startup", "page", "code"}
ABSENT = {"merge": "2147483647", **dict.fromkeys(("slug", "page"), "rien-du-tout")}
FILLED = {"name": "abcdef123456", "tongue": "fr", "step": "trades", "lang": "fr"}
FILLED |= {"what": "called", "medium": "p", "number": "1"}
FORMS = re.compile(r'name="form_token" value="[^"]*"|value="form-token[^"]*"')


@dataclass(frozen=True)
class Route:
    endpoint: str
    method: str
    names: tuple[tuple[str, str], ...]  # variable, what it names
    audience: str

    @property
    def is_about_someone(self) -> bool:
        named = {what for _, what in self.names}
        shared = SHARED if self.audience in (PUBLIC, TEAM) else SHARED - {"opening", "firm"}
        return bool(named - shared - {"absent"})


def routes(app) -> list[Route]:
    found = []
    for rule in app.url_map.iter_rules():
        blueprint = rule.endpoint.partition(".")[0]
        if "." not in rule.endpoint or blueprint in OLD:
            continue
        audience, names = BLUEPRINTS[blueprint]
        audience = ALONE.get(rule.endpoint, audience)
        named = dict(names)
        if rule.endpoint in OTHERWISE:
            named["token"] = OTHERWISE[rule.endpoint]
        mine = tuple((v, named[v]) for v in sorted(rule.arguments) if v in named)
        assert set(rule.arguments) <= {*named, *FILLED}, f"{rule.endpoint}: what are its variables?"
        for method in sorted(rule.methods & {"GET", "POST"}):
            found.append(Route(rule.endpoint, method, mine, audience))
    # What is looked at comes before what changes it.
    return sorted(found, key=lambda route: (route.method, route.endpoint))


class World:
    """Both sides, the team, and a browser for each role."""

    def __init__(self, app) -> None:
        self.app = app
        first = make_staff(Role.COORDINATOR, "co@example.org")
        self.mine, self.theirs = (world.side(hub, first.id) for hub in ("Rabat", "Tanger"))
        self.own, self.other = self.mine.values(), self.theirs.values()
        self.staff = {
            "coordinator": first,
            "counsellor": make_staff(Role.COUNSELLOR, "c@example.org", hub="Rabat"),
            "fair_staff": make_staff(Role.FAIR_STAFF, "f@example.org"),
        }

    def browser(self, role: str):
        client = self.app.test_client()
        if role in self.staff:
            assert sign_in(client, self.staff[role]).status_code == 303
        elif role != "visitor":
            people.enter(
                client, {"person": self.mine.person.account, "member": self.mine.owner}[role]
            )
        return client

    def address(self, route: Route, whose: str) -> str:
        values = dict(FILLED)
        for variable, what in route.names:
            absent = ABSENT.get(what, "A" * 22)
            values[variable] = {
                "own": self.own.get(what, absent),
                "other": self.other.get(what, absent),
                "absent": absent,
            }[whose]
        with self.app.test_request_context("/fr/"):
            rule = next(r for r in self.app.url_map.iter_rules() if r.endpoint == route.endpoint)
            needed = {k: v for k, v in values.items() if k in rule.arguments}
            adapter = self.app.url_map.bind("localhost")
            return adapter.build(route.endpoint, needed, method=route.method)

    def ask(self, client, route: Route, whose: str):
        address = self.address(route, whose)
        if route.method == "GET":
            return client.get(address)
        token = self.token(client, route.endpoint.partition(".")[0])
        return client.post(address, data={"form_token": token})

    def token(self, client, purpose: str) -> str:
        with self.app.test_request_context("/fr/"):
            names = [cookie_name("me"), cookie_name()]
            kept = [client.get_cookie(name) for name in names]
            g.session_id = "+".join(hashed(one.value) for one in kept if one)
            return form_token.new(purpose)


ENTERS = {
    PUBLIC: {"visitor", "person", "member", "counsellor", "fair_staff", "coordinator"},
    ACCOUNT: {"person", "member"},
    MEMBER: {"member"},
    FOUNDER: {"member"},
    HUB: {"counsellor", "coordinator"},
    TEAM: {"counsellor", "coordinator"},
    COORDINATOR: {"coordinator"},
}
DOORS = dict.fromkeys((ACCOUNT, MEMBER, FOUNDER), "/me/sign-in")
BEGINNINGS = {MEMBER: "/employer/organisation/", FOUNDER: "/founder/begin"}
ROLES = ("visitor", "person", "member", "counsellor", "fair_staff", "coordinator")


# These end the session or remove what the others ask for.
ENDING = {
    "me.sign_out",
    "my_file.delete",
    "desk_erasing.erase",
    "desk_merging.preview",
    "desk_merging.undo",
}
# Whose own the values are, where several may enter.
OWNERS = {
    **dict.fromkeys(("my_trades", "applications", "applying", "my_agreements"), "person"),
    **dict.fromkeys(("profile", "cv", "my_suggestions"), "person"),
    **dict.fromkeys(("organisation", "colleagues"), "member"),
}
# Not there until something has happened: a picture is drawn, an internship has ended, an applicant
# is invited.
OPENED = {
    "opportunities.picture": (200, 303, 302, 404),
    "my_agreements.evaluation": (200, 303, 404),
    "my_agreements.disagree": (200, 303, 404),
    "employer_agreements.evaluation": (200, 303, 404),
    "colleagues.join": (200, 303, 404),
    "colleagues.invitation": (200, 404),
    "founder_members.join": (200, 303, 404),
    "founder_members.link": (200, 404),
    "employer.meeting": (200, 404),
    "employer.number": (200, 404),
    "employer.skills": (200, 404),
    "employer_agreements.renew": (200, 303, 404),
    "desk_agreements.renew": (200, 303, 404),
    "desk_opportunities.edit": (200, 404),  # the programme's own
    "desk_employers.invitation": (200, 404),
    "desk_matching.run": (404,),  # none was asked for
    "startup_scans.go": (302,),  # leads to the page
    "desk_startups.invitation": (200, 404),  # she keeps the page already
    "desk_startups.photo": (404,),  # its files are not there
    "founder_photos.file": (404,),
    "startup_photos.file": (404,),
    "desk_directory.list_page": (404,),  # none was brought
    **dict.fromkeys(("desk_catalogue.show", "desk_catalogue.download"), (404,)),
    "founder_kit.download": (404,),
}
