"""Orders about units and crews, and orders to them."""

FLOOR = "dispatcher duty_officer chief"
CREW = f"{FLOOR} crew@own_unit"

COMMANDS = {
    "RegisterUnit": "administrator planner chief duty_officer",
    "ReviseUnit": "administrator planner chief duty_officer",
    "RetireUnit": "administrator planner chief",
    "TakeOutOfService": CREW,
    "ReturnToService": CREW,
    "ReportPosition": CREW,
    "ReportCondition": CREW,
    "MoveUp": FLOOR,
    "CrewUnit": CREW,
    "RelieveCrew": CREW,
    "StandDownCrew": CREW,
    "ShareCrew": FLOOR,
    "StopSharingCrew": FLOOR,
    "ReportWelfare": f"{FLOOR} crew@own_unit incident_commander",
    # the status chain
    "ReportEnRoute": CREW,
    "ReportStaged": CREW,
    "ReportOnScene": CREW,
    "ReportTransporting": CREW,
    "ReportAtHospital": CREW,
    "ReportReturning": CREW,
    "ClearUnit": CREW,
    "CorrectStatusTime": FLOOR,
    # lending
    "OfferUnit": FLOOR,
    "WithdrawOffer": FLOOR,
    "DeclineOffer": FLOOR,
    "ReadyCrew": CREW,
    "ReleaseUnit": FLOOR,
    "ReaffirmAuthority": FLOOR,
    "RecallUnit": FLOOR,
    "ReconcileUnit": CREW,
    "LeaveOut": "duty_officer chief",
    "OpenOverride": "duty_officer chief",
    "ConfirmOverride": "duty_officer chief",
    "AnswerOverride": FLOOR,
    "OwnConflict": "duty_officer chief",
    "CloseConflict": "duty_officer chief",
    "RequestAid": FLOOR,
    "WithdrawAidRequest": FLOOR,
    "DeclineAidRequest": FLOOR,
    "HearAidRequest": FLOOR,  # what came by another system, or by telephone
    "HearAidAnswer": FLOOR,
    # teams
    "FormTeam": FLOOR,
    "ChangeTeam": FLOOR,
    "DisbandTeam": FLOOR,
    "OrderTeam": FLOOR,  # and what it orders, of each unit
    "ReleaseTeam": FLOOR,
    # dispatch
    "DispatchUnit": FLOOR,
    "CancelUnit": FLOOR,
    "ReassignUnit": FLOOR,
    "DivertUnit": FLOOR,
    "PreemptUnit": FLOOR,
    "StackAssignment": FLOOR,
    "UnstackAssignment": FLOOR,
    "SelfAttach": CREW,
}
