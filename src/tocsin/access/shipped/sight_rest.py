"""Who sees what of units, people, places, plans and policy.

Nobody sees `agenda` and `counts`: a running number would tell of what is out of sight.
"""

STAFF = "call_taker dispatcher duty_officer chief"
SCENE = "incident_commander"
WATCH = "watch_coordinator"

_UNIT_NAME = "id call_sign kind authority agency agency_name station capabilities"
_UNIT_STATE = (
    "status since incident stack post destination position returning_from condition condition_at"
    " without out_reason expected_back_at"
)
_UNIT_CREW = "seats crew_count crew_minimum shares_crew_with shift crew_since crew_until welfare_at"
UNIT = f"{_UNIT_NAME} {_UNIT_STATE} {_UNIT_CREW} condition_remark out_remark is_imported"
_STATION = "id name point agency row column"
_PERSON = "id roles agency credentials duty unit is_active handle"
_PERSON_WHOLE = f"{_PERSON} name contact is_forgotten left_at"
_FACILITY = (
    "id name kind agency place contact state state_at diversion diversion_at capacities"
    " reported_at source remark is_step_free takes_pets"
)
_CLOSURE = "id kind extent since agency ends_at passable_for incident reason lifted_at depth_cm"
_PROPOSAL = (
    "id kind digest text author proposed_at expires_at rules reason acting_for approvals"
    " objections state settled_at"
)
_NEIGHBOUR = (
    "id standing since name urls public_key former_keys spoken expires_at joined_at reason doubt"
    " doubt_says heals"
)
_WARNING_OUT = (
    "id state status msg_type sender sender_name facts texts digest chain follows references sent"
    " ended_at ended_by"
)
_WARNING = (
    f"{_WARNING_OUT} authors drafted_at incident template survey questions checked approval issued"
    " told reviewed_at review"
)
_DESTRUCTION = (
    "id record_class schedule by begun_at first last on_behalf_of records keys ended_at kept"
    " kept_count notice_s waited_s looked_at"
)
_CUSTODY = (
    "id home claim since is_watching top heard_generation offer heard register conflicts"
    " recalled_at limits vehicle entries life is_reconciled guest_of giver"
    " kept_as kept_at kept_under"
)
_AID_REQUEST = (
    "id by wanted at state asked incident answers answer given closed_at reason changed_at"
)
_LOT = "id home kind unit_of_measure quantity kept_at label thing batch expires_at counted_at"
_TEAM = "id name kind by units channel leader leader_unit since"
_REGIONAL = (
    "id at stand incident names claims members proposals asked_for towns offer accepts asks ours"
    " number status is_closed commanders command_name commander_name objectives taking"
    " conflicts closed_at reason"
)
_REGIONAL_TOLD = (
    "id at stand revision names claims proposals~theirs towns offer accepts asks ours number status"
    " is_closed commanders command_name commander_name objectives"
)
_CALL = (
    "id by to passed_at is_incoming told remarks report incident received_at news_at answer"
    " withdrawn_at withdrawn_because own_since known_as settled_at settled"
)
_LOT_BOOKS = "received used lost found revision life sure_in expected lent retired retired_at"
_LOT_TRANSFER = (
    "id number lot home kind unit_of_measure by to quantity thing batch expires_at"
    " released_at accepted_at receipted_at"
)
_LOT_RECALL_TOLD = "id number lot home to quantity by_at answer"
_PLACES_TOLD = (
    "id number keeper borrower kind wanted wanted_at since until keeper_says borrower_says"
)
_PLACE_LOAN = f"{_PLACES_TOLD} opened_at is_ours uncounted heard_at closed_at is_read"
EVERYBODY_INSIDE = f"{STAFF} {SCENE} crew clerk planner administrator observer {WATCH}"

FIELDS: dict[str, dict[str, dict[str, str]]] = {
    "units": {
        f"{STAFF} {SCENE} {WATCH}": {"always": UNIT},
        "planner clerk": {"always": f"{_UNIT_NAME} {_UNIT_STATE} crew_count crew_minimum shift"},
        "administrator": {"always": f"{_UNIT_NAME} crew_minimum shares_crew_with is_imported"},
        "observer": {"always": f"{_UNIT_NAME} status"},
        "crew": {
            "own_unit": UNIT,
            "own_incident": f"{_UNIT_NAME} {_UNIT_STATE} crew_count",
            "always": f"{_UNIT_NAME} status",
        },
        "partner": {"within_agreement": f"{_UNIT_NAME} {_UNIT_STATE} crew_count crew_minimum"},
        "requester": {"always": _UNIT_NAME},
    },
    "custody": {
        f"{STAFF} {SCENE} planner clerk administrator {WATCH}": {"always": _CUSTODY},
        "dispatcher duty_officer chief": {"always": f"{_CUSTODY} override"},
        "crew": {"always": "id home claim offer heard register since"},
        "partner": {"lending_agreed": "id home entries life"},
    },
    "aid_requests": {
        f"{STAFF} {SCENE} planner {WATCH}": {"always": _AID_REQUEST},
        "partner": {"lending_agreed": "id by wanted at state answer changed_at"},
    },
    "teams": {
        f"{STAFF} {SCENE} planner clerk administrator crew {WATCH}": {"always": _TEAM},
        "observer": {"always": "id name kind by units"},
    },
    "regional_incidents": {
        f"{STAFF} {SCENE} planner clerk {WATCH}": {"always": _REGIONAL},
        "partner": {"regional_party": _REGIONAL_TOLD},
    },
    "call_transfers": {
        f"{STAFF} {WATCH}": {"always": _CALL},
        "partner": {
            "calls_agreed": "id by to passed_at told remarks received_at answer withdrawn_at"
            " withdrawn_because own_since"
        },
    },
    "lots": {
        f"{STAFF} {SCENE} planner clerk administrator {WATCH}": {"always": f"{_LOT} {_LOT_BOOKS}"},
        "crew observer": {"always": _LOT},
        "partner": {
            "lending_agreed": f"{_LOT} used lost found revision life",
            "always": "id home kind unit_of_measure quantity kept_at label counted_at",
        },
    },
    "lot_transfers": {
        f"{STAFF} {SCENE} planner clerk administrator {WATCH}": {
            "always": f"{_LOT_TRANSFER} noted_at"
        },
        "partner": {"lending_agreed": _LOT_TRANSFER},
    },
    "lot_recalls": {
        f"{STAFF} {SCENE} planner clerk administrator {WATCH}": {
            "always": f"{_LOT_RECALL_TOLD} asked_at is_ours moved answered_at closed_at"
        },
        "partner": {"lending_agreed": _LOT_RECALL_TOLD},
    },
    "place_loans": {
        f"{STAFF} {SCENE} planner clerk administrator {WATCH}": {"always": f"{_PLACE_LOAN} reason"},
        "observer": {"always": _PLACE_LOAN},
        "partner": {"lending_agreed": _PLACES_TOLD},
    },
    "settled_transfers": {
        f"{STAFF} administrator": {"always": "town incarnation serials"},
    },
    "log_lives": {
        f"{STAFF} administrator": {"always": "life at asked answers left_out past stock admitted"},
        "partner": {"lending_agreed": "life at asked"},
    },
    "heard_lives": {
        f"{STAFF} administrator": {"always": "neighbour life units towns"},
        "partner": {"lending_agreed": "neighbour life units towns"},
    },
    "stations": {
        EVERYBODY_INSIDE: {"always": _STATION},
        "partner": {"within_agreement": _STATION},
        "public": {"always": "id name agency"},
    },
    "people": {
        f"{STAFF} {WATCH}": {"always": f"{_PERSON} name contact"},
        "administrator": {"always": _PERSON_WHOLE},
        "clerk": {"always": _PERSON_WHOLE},
        SCENE: {"always": f"{_PERSON} name contact"},
        "crew": {"own_person": _PERSON_WHOLE, "own_unit": "id duty unit roles name"},
        "requester": {"within_request": _PERSON_WHOLE},
        "planner": {"always": "id roles agency credentials duty unit is_active"},
    },
    "groups": {
        f"{STAFF} {WATCH} administrator": {
            "always": "id name kind members coordinators fields border radius_m ring areas types"
            " step_udeg"
        },
        "group": {"own_group": "id name kind border radius_m ring areas types"},
    },
    "notices": {
        f"{STAFF} {WATCH}": {"always": "id group words sent_at sent_by seen"},
        "group": {"own_group": "id group words sent_at seen"},
    },
    "report_forms": {
        EVERYBODY_INSIDE: {"always": "is_open emergency_number categories"},
        "partner public": {"always": "is_open emergency_number categories"},
    },
    "tokens": {
        "administrator": {
            "always": "id person scopes issued_at expires_at label reports_for inbox"
        },
    },
    "facilities": {
        f"{STAFF} {SCENE} crew clerk planner {WATCH}": {"always": _FACILITY},
        "observer": {"always": "id name kind agency state diversion capacities reported_at"},
        "partner": {
            "within_agreement": "id name kind agency place state state_at diversion"
            " diversion_at capacities reported_at"
        },
        "public": {
            "always": "id name kind state reported_at",
            "open_shelter": "place state_at capacities is_step_free takes_pets",
        },
    },
    "closures": {
        f"{STAFF} {SCENE} crew clerk planner {WATCH}": {"always": _CLOSURE},
        "observer": {"always": "id kind extent since ends_at passable_for lifted_at depth_cm"},
        "partner": {
            "always": "id kind extent since agency ends_at passable_for lifted_at depth_cm"
        },
        "public": {"always": "id kind extent since ends_at passable_for lifted_at depth_cm"},
    },
    "grounds": {
        EVERYBODY_INSIDE: {
            "always": "checksum version manifest jurisdiction name source adopted_at newest_edit"
            " licence replaced_at"
        },
    },
    "local_names": {
        EVERYBODY_INSIDE: {"always": "id name point feature ground"},
        "partner": {"always": "id name point feature"},
    },
    "plans": {
        EVERYBODY_INSIDE: {"always": "id latest in_force versions withdrawn_because"},
    },
    "warning_templates": {
        EVERYBODY_INSIDE: {"always": "id version content adopted_at approvals withdrawn_at"},
    },
    "warning_channels": {
        "administrator chief": {
            "always": "id carrier receivers since test servers sender least languages per_minute"
            " subscribe_at removed_at stand_in stand_in_tries stand_in_s"
        },
        f"dispatcher duty_officer planner {WATCH}": {
            "always": "id carrier since least languages per_minute subscribe_at removed_at"
            " stand_in stand_in_tries stand_in_s"
        },
    },
    "registered": {
        "call_taker duty_officer chief": {"always": "id consent since facts"},
        f"clerk {WATCH}": {"always": "id consent since"},
    },
    "call_lists": {
        f"call_taker duty_officer chief {WATCH}": {"always": "id warning drawn_at entries"},
    },
    "warning_subscriptions": {
        "administrator chief": {
            "always": "id carrier address place requested_at categories least language quiet"
            " asked_at confirmed_at"
        },
        f"duty_officer {WATCH}": {
            "always": "id carrier requested_at categories least language quiet asked_at"
            " confirmed_at"
        },
    },
    "warning_sources": {
        "administrator chief": {
            "always": "id since url every_s pins vouches_for is_unsigned_ok rules removed_at"
        },
        f"call_taker dispatcher duty_officer planner {WATCH}": {
            "always": "id since every_s is_unsigned_ok rules removed_at"
        },
    },
    "heard_warnings": {
        f"{STAFF} administrator planner {WATCH}": {
            "always": "id source messages status msg_type sent event severity verdict expires"
            " plan adopted_at"
        },
    },
    "deliveries": {
        f"dispatcher duty_officer chief administrator planner {WATCH}": {
            "always": "id message warning channel issued_at until reaches late_noticed_at left"
        },
    },
    "warnings": {
        EVERYBODY_INSIDE: {"always": _WARNING},
        "partner public": {"warned": _WARNING_OUT},
    },
    "likeness": {f"{STAFF} planner": {"always": "within_m within_s"}},
    "timers": {EVERYBODY_INSIDE: {"always": "kind after_s role steps"}},
    "settings": {
        EVERYBODY_INSIDE: {"always": "name zone language"},
        "partner public": {"always": "name zone language"},
    },
    "dispatch_policies": {EVERYBODY_INSIDE: {"always": "name weights version"}},
    "approval_rules": {
        EVERYBODY_INSIDE: {"always": "kind n roles presence_s expires_s"},
    },
    "proposals": {
        f"duty_officer chief administrator {SCENE} {WATCH}": {"always": _PROPOSAL},
        "dispatcher call_taker planner": {
            "always": "id kind author proposed_at expires_at rules approvals state settled_at"
        },
    },
    "access": {"administrator chief": {"always": "version commands fields"}},
    "agreements": {
        f"administrator chief duty_officer dispatcher planner {WATCH}": {
            "always": "partner version fields border radius_m areas unit_kinds beside"
        },
    },
    "neighbours": {
        "administrator chief": {"always": _NEIGHBOUR},
        f"duty_officer dispatcher call_taker planner {WATCH}": {
            "always": "id standing since name joined_at reason doubt doubt_says heals"
        },
    },
    "compacts": {
        f"{STAFF} administrator clerk planner {WATCH}": {
            "always": "id partner state versions in_force in_force_since suspended_by notices"
            " over_number over_at partner_key"
        },
    },
    "instruments": {
        "partner": {"addressed": "id agreement to kind text key signature signed"},
    },
    "openness": {
        "administrator chief planner clerk": {
            "always": "audience version fields step_udeg withheld_types"
        },
    },
    "trackers": {
        f"{STAFF} planner administrator {WATCH}": {"always": "id subject label"},
    },
    "sensors": {
        EVERYBODY_INSIDE: {"always": "id quantity unit decimals point label"},
    },
    "telemetry": {
        EVERYBODY_INSIDE: {"always": "fresh_s old_s file_h keep_h most_mb"},
    },
    "legal_holds": {
        "administrator chief clerk": {"always": "id subject reason by placed_at reaches"},
    },
    "retention": {
        "administrator chief clerk": {
            "always": "version adopted_at adopted_by classes backups_days leap"
        },
    },
    "destructions": {
        "administrator chief clerk": {"always": _DESTRUCTION},
    },
    "records_requests": {
        "chief clerk": {
            "always": "id kind what requester received_at due_at contact about incidents reports"
            " reaches redactions releases unsealings extensions productions outcome closed_at"
            " closed_because"
        },
        "duty_officer": {"always": "id kind received_at due_at incidents unsealings outcome"},
    },
    "redaction_rules": {
        "administrator chief clerk": {
            "always": "kind version days fields exemptions otherwise exempt step_udeg by"
        },
    },
    "forgotten": {"administrator clerk": {"always": "subject at ground"}},
}
