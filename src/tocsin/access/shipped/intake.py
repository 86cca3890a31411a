"""Orders about reports and about what is written down: narrative, reading, obligations,
approvals.
"""

DESK = "call_taker dispatcher duty_officer chief"
WRITERS = f"{DESK} incident_commander crew@own_matter clerk watch_coordinator"

COMMANDS = {
    "ReceiveReport": "call_taker@unnamed dispatcher@unnamed duty_officer@unnamed chief@unnamed"
    " watch_coordinator@unnamed",
    "NoteWhat": DESK,
    "NoteWhere": DESK,
    "LocateCaller": DESK,
    "NoteCallback": DESK,
    "NoteLanguage": DESK,
    "AnswerQuestion": DESK,
    "TryCallBack": DESK,
    "OpenFromReport": DESK,
    "TakeWarning": f"{DESK} system/warnings",
    "AdoptProposedPlan": DESK,
    "AttachReport": DESK,
    "DetachReport": DESK,
    "LinkDuplicate": DESK,
    "UnlinkDuplicate": DESK,
    "DisposeReport": DESK,
    "HandOverReport": DESK,
    "ReopenReport": DESK,
    "PassCall": DESK,
    "WithdrawCall": DESK,
    "TakeCall": DESK,
    "RefuseCall": DESK,
    "SettleCrossing": "dispatcher duty_officer chief",
    "ArchiveReport": "duty_officer chief",
    "FileReport": f"{DESK} clerk",
    "AdoptReportForm": "administrator chief",
    "AdoptLikeness": "planner chief",
    # the narrative and who reads it
    "AddRemark": WRITERS,
    "CorrectEntry": WRITERS,
    "AttachBlob": WRITERS,
    "FlagEntry": WRITERS,
    "UnflagEntry": WRITERS,
    "AskToRead": WRITERS,
    "AcknowledgeEntry": WRITERS,
    # what is owed
    "OweThis": DESK,
    "MeetObligation": f"{DESK} incident_commander crew@own_matter",
    "WaiveObligation": "duty_officer chief",
    "PostponeObligation": "dispatcher duty_officer chief",
    "EscalateObligation": "duty_officer chief",
    "LapseObligation": "duty_officer chief",
    "AdoptTimers": "planner chief",
    # approvals: who may give the order inside is asked as well
    "AdoptApprovalRule": "administrator chief",
    "LiftApprovalRule": "administrator chief",
    "Propose": f"{DESK} incident_commander planner administrator watch_coordinator",
    "ApproveProposal": "duty_officer chief administrator incident_commander watch_coordinator",
    "ObjectToProposal": "duty_officer chief administrator incident_commander watch_coordinator",
    "WithdrawObjection": "duty_officer chief administrator incident_commander watch_coordinator",
    "WithdrawProposal": f"{DESK} incident_commander planner administrator watch_coordinator",
    "ExecuteProposal": f"{DESK} incident_commander planner administrator watch_coordinator",
    "ExpireProposal": "duty_officer chief administrator",
    "ArchiveProposal": "duty_officer chief administrator",
}
