"""Orders about incidents: the matter itself, its command, objectives, tasks, plans and agencies."""

FLOOR = "dispatcher duty_officer chief"
DESK = f"call_taker {FLOOR}"
SCENE = f"{FLOOR} incident_commander@own_incident"
SCENE_AND_CREW = f"{SCENE} crew@own_incident"
LEAD = "duty_officer chief"
WARNING = "duty_officer chief watch_coordinator"
"""Who may stand behind a warning; others may write one."""

COMMANDS = {
    "OpenIncident": "call_taker@unnamed dispatcher@unnamed duty_officer@unnamed chief@unnamed",
    "RetypeIncident": f"call_taker {SCENE_AND_CREW}",
    "SetPriority": f"call_taker {SCENE}",
    "RelocateIncident": f"call_taker {SCENE_AND_CREW}",
    "NameHazards": f"call_taker {SCENE_AND_CREW}",
    "CloseIncident": SCENE,
    "ReopenIncident": FLOOR,
    "ArchiveIncident": LEAD,
    # alarm levels and holding
    "RaiseAlarm": SCENE,
    "LowerAlarm": SCENE,
    "HoldIncident": FLOOR,
    "ResumeIncident": FLOOR,
    # who is involved
    "InvolvePerson": f"call_taker {SCENE_AND_CREW}",
    "DismissPerson": f"{SCENE_AND_CREW}",
    "ReportTriage": SCENE_AND_CREW,
    "ReportPatients": SCENE_AND_CREW,
    # one matter or several
    "LinkIncidents": DESK,
    "UnlinkIncidents": DESK,
    "DeclareDuplicate": DESK,
    "MergeIncidents": FLOOR,
    "SeparateIncidents": FLOOR,
    # agencies
    "AddAgency": SCENE,
    "ReleaseAgency": SCENE,
    "OfferHandover": f"{FLOOR} watch_coordinator",
    "AcceptHandover": f"{FLOOR} watch_coordinator",
    "EndHandover": f"{FLOOR} watch_coordinator",
    # command and its positions
    "AssumeCommand": f"{FLOOR} incident_commander@own_person crew@own_person",
    "EnterUnifiedCommand": f"{FLOOR} incident_commander@own_person crew@own_person",
    "LeaveUnifiedCommand": f"{LEAD} incident_commander@own_person crew@own_person",
    "TerminateCommand": SCENE_AND_CREW,
    "OfferCommand": f"{LEAD} incident_commander@own_person crew@own_person",
    "AcceptCommand": "duty_officer@own_person chief@own_person"
    " incident_commander@own_person crew@own_person",
    "DeclineCommand": "duty_officer@own_person chief@own_person"
    " incident_commander@own_person crew@own_person",
    "WithdrawCommandOffer": f"{LEAD} incident_commander@own_person crew@own_person",
    "EstablishPost": SCENE_AND_CREW,
    "FillPost": SCENE_AND_CREW,
    "VacatePost": SCENE_AND_CREW,
    "MovePost": SCENE_AND_CREW,
    "DissolvePost": SCENE_AND_CREW,
    "PlaceUnit": SCENE_AND_CREW,
    "NoticeSpan": SCENE,
    # objectives and tasks
    "SetObjective": SCENE_AND_CREW,
    "ReviseObjective": SCENE_AND_CREW,
    "MeetObjective": SCENE_AND_CREW,
    "AbandonObjective": SCENE_AND_CREW,
    "ReopenObjective": SCENE_AND_CREW,
    "AssignTask": SCENE_AND_CREW,
    "AcceptTask": SCENE_AND_CREW,
    "FinishTask": SCENE_AND_CREW,
    "ReportTaskImpossible": SCENE_AND_CREW,
    "CancelTask": SCENE_AND_CREW,
    "ReassignTask": SCENE_AND_CREW,
    "SetTaskDeadline": SCENE_AND_CREW,
    "NoticeTaskOverdue": FLOOR,
    # plans
    "AdoptPlan": "planner chief",
    "SetAdviceAside": FLOOR,
    "AdoptDispatchPolicy": "planner chief",
    "WithdrawPlan": "planner chief",
    "AdoptWarningTemplate": "planner duty_officer chief watch_coordinator",
    "WithdrawWarningTemplate": "planner duty_officer chief watch_coordinator",
    "ApproveTranslation": "planner duty_officer chief watch_coordinator",
    "WithdrawTranslationApproval": "planner duty_officer chief watch_coordinator",
    "AddWarningChannel": "administrator chief",
    "AddWarningSource": "administrator chief",
    "RemoveWarningSource": "administrator chief",
    "RemoveWarningChannel": "administrator chief",
    "RequestSubscription": "administrator duty_officer chief watch_coordinator",
    "ConfirmSubscription": "administrator chief",
    "EndSubscription": "administrator duty_officer chief watch_coordinator",
    "TryWarningChannel": "administrator duty_officer chief watch_coordinator",
    "RetryDelivery": "administrator duty_officer chief watch_coordinator",
    # warnings
    "DraftWarning": f"dispatcher planner {WARNING}",
    "ReviseWarning": f"dispatcher planner {WARNING}",
    "WithdrawWarning": f"dispatcher planner {WARNING}",
    "CheckWarning": WARNING,
    "ApproveWarning": WARNING,
    "TellNeighbourOfWarning": f"dispatcher {WARNING}",
    "IssueWarning": WARNING,
    "ExpireWarning": WARNING,
    "ReviewWarning": f"planner {WARNING}",
    "ArchiveWarning": WARNING,
    "StartPlan": SCENE,
    "StopPlan": SCENE,
    "TakeCard": SCENE,
    "TickStep": SCENE_AND_CREW,
    "SkipStep": SCENE,
    "UntickStep": SCENE,
    "AcceptPlanChange": SCENE,
    "DeclinePlanChange": SCENE,
    "NoticeRun": FLOOR,
    # restricted matters
    "RestrictIncident": "call_taker dispatcher duty_officer chief incident_commander@own_incident",
    "LiftRestriction": "duty_officer@need_to_know chief@need_to_know",
    "ChangeNeedToKnow": "duty_officer@need_to_know chief@need_to_know"
    " dispatcher@need_to_know incident_commander@need_to_know",
    "LookAtRestricted": f"{DESK} incident_commander crew clerk planner watch_coordinator",
    "BreakGlass": "dispatcher duty_officer chief incident_commander",
    "ShutGlass": "dispatcher@own_person duty_officer chief incident_commander@own_person",
}
