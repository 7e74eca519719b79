"""Every permission of the portal, and who holds it. One screen, on purpose."""

from enum import StrEnum


class Can(StrEnum):
    SEE_REGISTRATIONS = "events:registration:see"
    REGISTER_OTHERS = "events:registration:make"
    EDIT_EVENTS = "events:event:edit"
    EXCHANGE_LISTS = "events:registration:import-export"
    MERGE = "events:registration:merge"
    CHECK_IN = "kiosks:scan:make"  # see who is in, note by hand, decide on conflicts
    RUN_DOORS = "kiosks:kiosk:run"  # check points, kiosks
    SEE_MESSAGES = "notifications:message:see"
    WRITE_TO_PEOPLE = "notifications:message:send"
    SEE_PEOPLE = "people:person:see"  # of one's own hub
    ACT_FOR_PEOPLE = "people:person:act"  # open an account, fill in, apply for her
    MERGE_PEOPLE = "people:person:merge"
    EXPORT_PEOPLE = "people:person:export"
    CHECK_EMPLOYERS = "employers:organisation:check"
    EXPORT_EMPLOYERS = "employers:organisation:export"
    CHECK_OPPORTUNITIES = "opportunities:opportunity:check"
    POST_FOR_PROGRAMME = "opportunities:opportunity:post"
    SEE_APPLICATIONS = "applications:application:see"
    WRITE_AGREEMENTS = "agreements:agreement:write"
    SEE_MATCHING = "matching:suggestion:see"
    CHANGE_MATCHING = "matching:suggestion:change"  # add, remove, move, with a reason
    RUN_MATCHING = "matching:run:start"
    CHECK_STARTUPS = "startups:startup:check"
    RUN_STARTUPS = "startups:directory:run"  # lists, home page, catalogue
    SEE_RETENTION = "privacy:retention:see"


class Role(StrEnum):
    COORDINATOR = "coordinator"
    COUNSELLOR = "counsellor"
    FAIR_STAFF = "fair_staff"


_AT_THE_FAIR = frozenset({Can.SEE_REGISTRATIONS, Can.REGISTER_OTHERS, Can.CHECK_IN})
_WITH_PEOPLE = frozenset(
    {
        Can.SEE_PEOPLE,
        Can.ACT_FOR_PEOPLE,
        Can.MERGE_PEOPLE,
        Can.CHECK_EMPLOYERS,
        Can.CHECK_OPPORTUNITIES,
        Can.POST_FOR_PROGRAMME,
        Can.SEE_APPLICATIONS,
        Can.WRITE_AGREEMENTS,
        Can.SEE_MATCHING,
        Can.CHANGE_MATCHING,
        Can.CHECK_STARTUPS,
    }
)

HELD_BY: dict[str, frozenset[Can]] = {
    Role.COORDINATOR: frozenset(Can),
    Role.COUNSELLOR: _AT_THE_FAIR | _WITH_PEOPLE,
    Role.FAIR_STAFF: _AT_THE_FAIR,
}
