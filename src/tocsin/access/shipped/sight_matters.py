"""Who sees what of incidents and of all that hangs on one.

What a merged incident `gave` is kept for undoing it and shown to nobody; a need-to-know list is
shown to those on it.
"""

STAFF = "dispatcher duty_officer chief"
WATCH = "watch_coordinator"

_IDENTITY = (
    "id number opened_at opened_after entered_at dispatched_at en_route_at on_scene_at closed_at"
)
_MATTER = "type status priority place hazards alarm_level agencies disposition"
_WORK = "responses stacked_by handover listed_until triage patients"
_TIES = "reports links merged_into absorbed"
_SOURCE = "source source_number attributes"
_WORDS = "summary people held_because closing_words public_words"
INCIDENT = f"{_IDENTITY} {_MATTER} {_WORK} asides {_TIES} {_SOURCE} {_WORDS} is_restricted"

_REPORT = (
    "id arrived_at channel source taken_by type words priority happened_at is_danger place"
    " caller_position caller"
    " callback language answers call_backs noted incident attached_at duplicate_of disposed"
    " disposed_at disposed_because handed_over"
)
_ORGANIZATION = (
    "incident name commanders offers transfers posts placements notices objectives tasks"
    " terminated_at"
)
_OBJECTIVE = "id incident text priority since measure state because earlier"
_TASK = (
    "id incident text owner assigned_at since state due_at objective because overdue_at"
    " owners_before"
)
_RUN = (
    "incident plan version level started_at ticks offered declined is_plan_withdrawn escalated"
    " stopped_at"
)
_OBLIGATION = (
    "id kind subject incident due_at opened_at role person opened_by state level told escalated_at"
    " note"
)

FIELDS: dict[str, dict[str, dict[str, str]]] = {
    "incidents": {
        f"{STAFF} call_taker": {"always": INCIDENT, "need_to_know": "need_to_know"},
        "incident_commander": {"always": INCIDENT, "need_to_know": "need_to_know"},
        "crew": {"own_incident": INCIDENT, "need_to_know": INCIDENT},
        "clerk": {"always": f"{_IDENTITY} {_MATTER} {_WORK} asides {_TIES} {_SOURCE} {_WORDS}"},
        f"planner {WATCH}": {"always": f"{_IDENTITY} {_MATTER} {_WORK} asides links {_SOURCE}"},
        "observer": {"always": f"{_IDENTITY} type status priority alarm_level place~coarse"},
        "partner": {"within_agreement": f"{_IDENTITY} {_MATTER} {_WORK} links summary triage"},
        "group": {
            "concerns_group": "id number opened_at closed_at type type~group status priority"
            " alarm_level place place~coarse summary public_words"
        },
        "requester": {
            "within_request": f"{_IDENTITY} {_MATTER} {_WORK} {_TIES} {_SOURCE} {_WORDS} type~group"
            " place~coarse responses~arrival"
        },
        "public": {
            "public_matter": "number opened_at closed_at type type~group status alarm_level"
            " place~coarse public_words"
        },
    },
    "reports": {
        f"{STAFF} call_taker": {"always": _REPORT},
        "incident_commander": {
            "incident_in_sight": "id arrived_at channel type words priority happened_at is_danger"
            " place language"
            " answers incident attached_at duplicate_of"
        },
        "clerk": {"always": _REPORT},
        WATCH: {
            "always": "id arrived_at channel type priority happened_at is_danger place incident"
            " handed_over"
        },
        "requester": {"within_request": f"{_REPORT} type~group place~coarse"},
    },
    "tellings": {"reporter": {"own_report": "id told"}},
    "narratives": {
        f"{STAFF} call_taker clerk {WATCH}": {"always": "subject entries"},
        "incident_commander": {"always": "subject entries"},
        "crew": {"own_matter": "subject entries"},
        "requester": {"within_request": "subject entries"},
    },
    "posts": {
        f"{STAFF} call_taker clerk planner {WATCH}": {"always": _ORGANIZATION},
        "incident_commander": {"always": _ORGANIZATION},
        "crew": {"incident_in_sight": _ORGANIZATION},
        "partner": {"incident_in_sight": "incident name commanders placements terminated_at"},
        "requester": {"within_request": _ORGANIZATION},
    },
    "objectives": {
        f"{STAFF} clerk planner {WATCH} incident_commander": {"always": _OBJECTIVE},
        "crew": {"incident_in_sight": _OBJECTIVE},
        "partner": {"incident_in_sight": "id incident text priority since measure state"},
        "requester": {"within_request": _OBJECTIVE},
    },
    "tasks": {
        f"{STAFF} clerk planner {WATCH} incident_commander": {"always": _TASK},
        "crew": {"incident_in_sight": _TASK},
        "requester": {"within_request": _TASK},
    },
    "runs": {
        f"{STAFF} call_taker clerk planner {WATCH} incident_commander": {"always": _RUN},
        "crew": {"incident_in_sight": _RUN},
        "requester": {"within_request": _RUN},
    },
    "obligations": {
        f"{STAFF} call_taker {WATCH}": {"always": _OBLIGATION},
        "incident_commander": {"own_matter": _OBLIGATION},
        "crew": {"own_matter": _OBLIGATION},
    },
    "looks": {
        "duty_officer chief": {"always": "incident looks"},
    },
    "glass": {
        "duty_officer chief": {"always": "person incident until reason at"},
    },
}
