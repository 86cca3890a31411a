"""Code lists that are closed: their values are stored, sorted and compared.

Open lists (incident types, unit kinds, capabilities, dispositions) are adopted by events, because
towns differ; here stands only what the rules of the house themselves distinguish.
"""

from enum import IntEnum, StrEnum


class Priority(IntEnum):
    """How soon somebody must act (ISO 22324 order). Unknown is `None`, never `routine`."""

    immediate = 1
    urgent = 2
    prompt = 3
    routine = 4


class IncidentStatus(StrEnum):
    """Where an incident stands (NENA-STA-021.1 EIDO `incidentStatusCommonRegistryText`)."""

    open = "open"
    held = "held"
    closed = "closed"


class UnitStatus(StrEnum):
    """The status chain of a unit (APCO 1.111.2 common status codes; NERIS unit response times)."""

    available = "available"
    committed = "committed"
    en_route = "en_route"
    staged = "staged"
    on_scene = "on_scene"
    transporting = "transporting"
    at_hospital = "at_hospital"
    returning = "returning"
    out_of_service = "out_of_service"


ASSIGNED = frozenset(
    {
        UnitStatus.committed,
        UnitStatus.en_route,
        UnitStatus.staged,
        UnitStatus.on_scene,
        UnitStatus.transporting,
        UnitStatus.at_hospital,
    }
)
"""States in which a unit works for an incident; `returning` may be given a new one."""


class Agency(StrEnum):
    """The disciplines that may share one incident (NENA EIDO `agencyRole`, NERIS `type_entity`)."""

    fire = "fire"
    medical = "medical"
    police = "police"
    works = "works"
    rescue = "rescue"
    health = "health"
    utility = "utility"
    transport = "transport"
    civil_protection = "civil_protection"
    other = "other"


class Role(StrEnum):
    """The roles an access table may speak of; which role may do and see what, each town adopts."""

    call_taker = "call_taker"
    dispatcher = "dispatcher"
    duty_officer = "duty_officer"
    incident_commander = "incident_commander"
    crew = "crew"
    chief = "chief"
    clerk = "clerk"
    planner = "planner"
    administrator = "administrator"
    observer = "observer"
    importer = "importer"
    watch_coordinator = "watch_coordinator"
    partner = "partner"
    public = "public"
    reporter = "reporter"
    group = "group"
    member = "member"
    requester = "requester"


class Channel(StrEnum):
    """How a report came in (NENA-STA-021.1 EIDO `callTypeText`, in the words of a call taker)."""

    call = "call"
    walk_in = "walk_in"
    sensor = "sensor"
    app = "app"
    partner = "partner"
    officer = "officer"
    alarm = "alarm"


class AsideReason(StrEnum):
    """Why somebody sent others than an advice proposed, in one word.

    nearer: they are nearer than it says; known: they know the place or the people; crew: who rides
    on them; road: the way there; tired: those proposed need rest; other: a word of one's own.
    """

    nearer = "nearer"
    known = "known"
    crew = "crew"
    road = "road"
    tired = "tired"
    other = "other"


class Disposal(StrEnum):
    """Why a report led to no incident (APCO/NENA ANS 1.107; NENA-REF-001 on abandoned calls)."""

    abandoned = "abandoned"
    prank = "prank"
    misdial = "misdial"
    test = "test"
    information_only = "information_only"


class EntryKind(StrEnum):
    """What an entry of a narrative is (ICS 214 activity log)."""

    remark = "remark"
    radio = "radio"
    decision = "decision"
    attachment = "attachment"


class EntryFlag(StrEnum):
    """Why an entry stays on top: somebody pinned it, or lives depend on reading it."""

    pinned = "pinned"
    safety = "safety"


class ForgetGround(StrEnum):
    """Why something was erased (GDPR Art. 17 (1) a to e); a code, so that it tells nothing."""

    no_longer_needed = "no_longer_needed"
    consent_withdrawn = "consent_withdrawn"
    objection = "objection"
    unlawfully_kept = "unlawfully_kept"
    legal_duty = "legal_duty"


class RecordsKind(StrEnum):
    """By what right somebody asks for records (5 USC 552, GDPR Art. 15, FRCP 34 and 45)."""

    public_records = "public_records"
    subject_access = "subject_access"
    court = "court"
    insurer = "insurer"
    own_staff = "own_staff"


class RecordsOutcome(StrEnum):
    """How a request for records ended (the words of agencies' annual reports, 5 USC 552 (e))."""

    answered = "answered"
    partly_refused = "partly_refused"
    refused = "refused"
    withdrawn = "withdrawn"
    nothing_held = "nothing_held"
