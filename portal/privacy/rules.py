"""What is kept of people, in which class, for how long: one table, read by the job and by tests.

Classes, after what a column could do in the wrong hands: S0 harms nobody; S1 is personal; S2 could
harm (encrypted, its reads noted); S3 could harm most. A column without a class and a table without
a rule stop the tests. How long: the law 09-08 asks for no longer than the purpose needs; the days
are the programme's own choice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from portal.core.queue import Job


class Action(StrEnum):
    DELETE = "delete"  # the rows go
    CLEAR = "clear"  # some of their columns are emptied
    ERASE = "erase"  # the person is made nameless, as when she asks for it herself
    WITH = "with"  # they go with the row that they belong to
    JOB = "job"  # another job sees to it
    STAYS = "stays"  # needed as long as the portal runs, or nobody's


YEARS_2 = 730
ASK_FIRST = 30  # days between "do you still need this?" and the end


@dataclass(frozen=True)
class Kept:
    """How long the rows of a table are kept.

    `days` are counted from the latest of the columns `since`; `clear` are the columns emptied, with
    what they are emptied to; `parts` are the tables whose rows go along ("table.column" that points
    here); `by`: the job that sees to it, the table whose rows these belong to, or "".
    """

    table: str
    columns: Mapping[str, str]
    action: Action
    days: int | None = None
    since: tuple[str, ...] = ()
    clear: Mapping[str, object] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    by: str = ""

    def class_of(self, column: str) -> str:
        """The class of a column; "" when it has none."""
        return next((name for name, those in self.columns.items() if column in those.split()), "")


def _kept(
    table: str,
    action: Action,
    *,
    s0: str = "",
    s1: str = "",
    s2: str = "",
    s3: str = "",
    **more: Any,
) -> Kept:
    return Kept(table, {"S0": s0, "S1": s1, "S2": s2, "S3": s3}, action, **more)


_D, _C, _W, _J, _S = Action.DELETE, Action.CLEAR, Action.WITH, Action.JOB, Action.STAYS

RULES = (
    # accounts
    _kept("staff", _S, s0="id role hub active demo created_at", s1="email", s2="password_hash totp_secret totp_step"),
    _kept("staff_session", _J, days=1, by=Job.TIDY, s1="id staff_id created_at seen_at", s2="token_hash"),
    _kept(
        "account", Action.ERASE, days=YEARS_2 + ASK_FIRST, since=("seen_at", "created_at"),
        s0="id state demo", s1="number name language channels phone_state phone_since member made_by made_present confirmed_at seen_at created_at careful_until",
        s2="phone phone_index email pin_hash",
    ),
    _kept("account_session", _D, days=1, since=("created_at",), s1="id account_id device_id created_at seen_at pin_at", s2="token_hash"),
    _kept("account_device", _D, days=90, since=("seen_at",), s1="id account_id created_at seen_at", s2="token_hash"),
    _kept("door_visit", _D, days=1, since=("created_at",), s0="id purpose", s1="account_id tries passed_at created_at code_ends_at then", s2="token_hash phone phone_index number code_hash"),
    _kept("first_code", _D, days=30, since=("ends_at",), s0="id", s1="account_id ends_at used_at made_by", s2="code_hash"),
    _kept("key_change", _D, days=30, since=("created_at",), s0="id what", s1="account_id holds_from done_at cancelled_at vouched_by seconded_by created_at", s2="token before after"),
    _kept("tally", _J, days=2, by=Job.TIDY, s0="id what at", s1="who"),
    # people
    _kept(
        "person", Action.ERASE, days=YEARS_2 + ASK_FIRST, since=("changed_at",), by="account",
        s0="id state made_how", s1="token account_id name name_folded city city_code hub travel other_cities free_from hours hours_per_week wants wishes has_cv cv_hidden steps complete_at merged_into_id made_by created_at changed_at",
        s2="family_name cv_token",
    ),
    _kept("person_trade", _W, by="person", s1="id token person_id words trade learned months where"),
    _kept("person_skill", _W, by="person", s1="id person_id skill words learned"),
    _kept("person_language", _W, by="person", s1="id person_id language spoken written"),
    _kept("person_file", _W, by="person", s1="person_id counsellor_id", s2="changed_at work_route weeks work_route_by work_route_at sex birth_year next_step next_step_on", s3="help_wanted"),
    _kept("person_merge", _C, days=30, since=("at",), clear={"before": None}, s0="id", s1="kept_id dropped_id by at undone_at", s2="before"),
    _kept("person_apart", _W, by="person", s1="one_id other_id by at"),
    _kept("acted_for", _W, by="person", s1="id person_id what by hub present consent language at"),
    _kept("number_ask", _D, days=30, since=("at",), s0="id", s1="person_id by at answered_by answered_at", s2="token phone"),
    # employers and openings
    _kept(
        "organisation", _C, days=YEARS_2, since=("state_at", "created_at"),
        clear={"contact_name": "", "contact_phone": None, "contact_phone_index": None, "contact_email": None, "address": ""},
        s0="id token name name_folded form ice city city_code sector contact_mode max_introductions csr_version csr_signed_at csr_signed_by state state_reason state_by state_at demo created_at search_text verified_at wanted version made_by_staff",
        s1="contact_name contact_phone contact_phone_index contact_email address",
    ),
    _kept("organisation_decision", _S, s0="id organisation_id decision note by at"),
    _kept("membership", _D, days=YEARS_2, since=("created_at",), s0="id token organisation_id role state created_at chosen_at", s1="account_id invited_name invite_ends_at", s2="invite_hash"),
    _kept(
        "opportunity", _D, days=YEARS_2, since=("changed_at",), parts=("opportunity_report.opportunity_id", "opening_match.opportunity_id"),
        s0="id slug token organisation_id posted_by posted_by_staff kind title language trade_words trade sector about activities skills skills_wished languages city city_code address remote places hours hours_per_week starts_on weeks pay_from pay_to pay_period paid benefits no_cv grant_share search_text flags state state_note checked_by published_at confirmed_at asked_at expires_at demo created_at changed_at months version look_again",
    ),
    _kept("opportunity_report", _D, days=365, since=("at",), s0="id opportunity_id reason at seen_by", s1="words"),
    # applications and agreements
    _kept(
        "application", _D, days=YEARS_2, since=("changed_at",), parts=("application_turn.application_id", "disclosure.application_id"),
        s0="id", s1="token person_id opportunity_id sentence state reason reason_shown reason_detail answer answer_line meeting_at meeting_where next_step next_step_on made_by made_present heard_at reminded alerted_at introduced_at line_flags line_held created_at changed_at",
    ),
    _kept("application_turn", _W, by="application", s1="id application_id state by at"),
    _kept("disclosure", _W, by="application", s1="application_id given_at ends_at withdrawn_at version language given_to seen_at"),
    _kept(
        "agreement", _D, days=YEARS_2, since=("changed_at",), parts=("signature.agreement_id", "evaluation.agreement_id"),
        s0="id number", s1="token application_id renews_id starts_on ends_on hours hours_per_week address goal activities skills protection insurance tutor_name tutor_role allowance benefits version state made_by_staff made_by_account created_at changed_at asked_at kind title employer_name employer_ice programme hub terms sent_at signed_at reminded_at",
        s2="person_name text called",
    ),
    _kept("agreement_year", _S, s0="year last"),
    _kept("signature", _W, by="agreement", s1="id token agreement_id party role account_id staff_id signed_at text_hash language refused_at refused_why tries code_ends_at", s2="name address code_hash"),
    _kept("evaluation", _W, by="agreement", s1="id agreement_id party outcome last_day missed_hours hired contract hired_on marks disagrees disagrees_at at", s2="words disagrees_why"),
    # matching
    _kept("matching_consent", _W, by="person", s1="person_id given version language given_to at"),
    _kept("person_match", _W, by="person", s0="version", s1="person_id seen_at wish_trades wishes_read excluded_by told_at at"),
    _kept("opening_match", _W, by="opportunity", s0="opportunity_id wanted wanted_at seen_at excluded_by version at"),
    _kept(
        "suggestion", _D, days=YEARS_2, since=("proposed_at", "answered_at", "ended_at"), parts=("suggestion_change.suggestion_id",),
        s0="id version run_id", s1="token person_id opportunity_id origin state reason words score parts missing boost later_until created_at proposed_at told_at answered_at ended_at",
    ),
    _kept("suggestion_change", _W, by="suggestion", s0="id", s1="suggestion_id what reason words score by at"),
    _kept("match_run", _D, days=365, since=("created_at",), s0="id token kind state asked_by version done total people openings pairs added withdrawn kept figures error lease_until lease_no started_at ended_at created_at"),
    # start-ups: what their pages say is for everyone; who keeps them is not
    _kept(
        "startup", _C, days=YEARS_2, since=("changed_at", "state_at"), clear={"phone": None, "phone_index": None, "whatsapp": None, "address": ""},
        s0="id slug token code name name_folded form trade_words trade sector language line about area city city_code links hours ramadan_hours hours_at listed supported_by programme hub steps search_text wanted look_again on_home state state_note state_by state_at published_at version made_by_staff summed_month advised demo created_at changed_at",
        s1="address phone phone_index whatsapp",
    ),
    _kept("startup_product", _S, s0="id token startup_id place name price_from price_to unit"),
    _kept("startup_photo", _D, days=YEARS_2, since=("created_at",), s0="id token startup_id place alt width height files digest faces consent_version consent_at state state_note created_at", s1="consent_by"),
    _kept("startup_member", _D, days=YEARS_2, since=("created_at",), s0="id token startup_id role state created_at chosen_at", s1="account_id name joined_on left_on invite_ends_at", s2="invite_hash"),
    _kept("startup_decision", _S, s0="id startup_id decision note by at"),
    _kept("startup_report", _D, days=365, since=("at",), s0="id startup_id reason at seen_by", s1="words"),
    _kept("call_request", _D, days=90, since=("at",), s0="id token startup_id language at done_at", s2="name phone phone_index words"),
    _kept("startup_week", _S, s0="startup_id week sign count"),
    _kept("home_turn", _S, s0="startup_id day"),
    _kept("ramadan", _S, s0="first_day last_day by at"),
    _kept("startup_paper", _J, days=30, by=Job.TIDY, s0="id token kind startup_id language asked digest state done total tries lease_until lease_no asked_by created_at made_at"),
    _kept("startup_list", _D, days=1, since=("created_at",), s0="id token staff_id taken_at created_at", s2="rows"),
    # events
    _kept("event", _S, s0="id slug kind mode state title about city opens_at closes_at created_at"),
    _kept("place", _S, s0="id event_id name address map_point"),
    _kept("event_session", _S, s0="id event_id place_id title starts_at ends_at capacity taken online_url"),
    _kept(
        "registration", _J, days=92, by=Job.TIDY, s0="id event_id source state created_at",
        s1="token code name name_folded search_text language interests trade city city_code consent_version consent_at merged_into_id held paused channels",
        s2="phone phone_index email",
    ),
    _kept("seat", _S, s0="id registration_id session_id state queued_at offers offer_ends_at arrived_at"),
    # doors
    _kept("door", _S, s0="event_id version read_at kiosks", s2="salt"),
    _kept("check_point", _S, s0="id event_id name session_ids opens_before closes_after again exits closed_at created_at"),
    _kept("kiosk", _S, s0="id event_id check_point_id station number name keeper_id made_by code_ends_at enrolled_at revoked_at seen_at unsent ahead created_at", s2="code_hash token_hash"),
    _kept("door_entry", _J, days=92, by=Job.TIDY, s0="registration_id event_id version", s1="line", s2="key"),
    _kept(
        "scan", _J, days=92, by=Job.TIDY, s0="id nonce event_id check_point_id kiosk_id staff_id seq scanned_at received_at at skewed direction mode fresh shown forced reason purpose judged verdict counted review",
        s1="registration_id", s2="key box",
    ),
    _kept("scan_decision", _W, by="scan", s0="id scan_id decision registration_id staff_id at"),
    _kept("presence", _S, s0="id check_point_id registration_id day first_at nonce inside left_at gone version"),
    _kept("import_list", _J, days=1, by=Job.TIDY, s0="id token event_id staff_id ignored session_id language state total done added problems send_messages lease_until lease_no created_at", s2="rows"),
    _kept("sending", _S, s0="id token key event_id kind state session_id seats arrived texts due_at ends_at was planned_up_to planned left_out held made_by created_at planned_at"),
    # messages
    _kept(
        "message", _J, days=365, by=Job.FORGET,
        s0="id reference dedupe_key kind purpose sending channel language words_kept state error_code urgency prompt matters_on expires_at attempts next_at ask_at fallback_at lease_no lease_until provider provider_ref segments cost accepted_at delivered_at seen_at created_at updated_at",
        s1="cause", s2="address address_index facts otherwise",
    ),
    _kept("receipt", _J, days=365, by=Job.FORGET, s0="id wire event_id message_id provider_ref state reason at received_at"),
    _kept("wire", _S, s0="name failures rest_until free_at last_ok_at last_error last_error_at"),
    _kept("consent", _S, s0="id purpose given how version language at", s1="address_index"),
    _kept("short_link", _J, days=365, by=Job.FORGET, s1="path created_at", s2="token"),
    _kept("held_sending", _S, s0="sending"),
    _kept("spending", _J, days=365, by=Job.FORGET, s0="day centimes letters"),
    # the portal itself
    _kept("deed", _D, days=YEARS_2, since=("at",), s0="id", s1="at actor what subject fields"),
    _kept("form_answer", _J, days=7, by=Job.TIDY, s0="id token body_hash created_at", s1="actor address"),
    _kept("task_run", _S, s0="name last_success"),
    _kept("tombstone", _C, days=30, since=("at",), clear={"phone_index": None}, s0="id what at", s2="phone_index"),
)  # fmt: skip

BY_TABLE = {kept.table: kept for kept in RULES}
