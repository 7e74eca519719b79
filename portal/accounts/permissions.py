"""Every permission of the portal, and who holds it. One screen, on purpose."""

from enum import StrEnum


class Can(StrEnum):
    SEE_REGISTRATIONS = "events:registration:see"
    REGISTER_OTHERS = "events:registration:make"
    EDIT_EVENTS = "events:event:edit"
    EXCHANGE_LISTS = "events:registration:import-export"
    MERGE = "events:registration:merge"
    SEE_MESSAGES = "notifications:message:see"
    WRITE_TO_PEOPLE = "notifications:message:send"


class Role(StrEnum):
    COORDINATOR = "coordinator"
    FAIR_STAFF = "fair_staff"


HELD_BY: dict[str, frozenset[Can]] = {
    Role.COORDINATOR: frozenset(Can),
    Role.FAIR_STAFF: frozenset({Can.SEE_REGISTRATIONS, Can.REGISTER_OTHERS}),
}
