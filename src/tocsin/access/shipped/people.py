"""Orders about people, policy and the town itself."""

COMMANDS = {
    "RegisterPerson": "administrator",
    "DescribePerson": "administrator",
    "SetHandle": "administrator",
    "SetRoles": "administrator",
    "DeactivatePerson": "administrator",
    "ReactivatePerson": "administrator",
    "GiveCredential": "administrator chief",
    "RevokeCredential": "administrator chief",
    "BeginDuty": "dispatcher duty_officer chief call_taker@own_person crew@own_person"
    " incident_commander@own_person watch_coordinator@own_person",
    "ChangeDuty": "dispatcher duty_officer chief call_taker@own_person crew@own_person"
    " incident_commander@own_person watch_coordinator@own_person",
    "EndDuty": "dispatcher duty_officer chief call_taker@own_person crew@own_person"
    " incident_commander@own_person watch_coordinator@own_person",
    "ForgetPerson": "administrator clerk",
    "ForgetIncident": "chief clerk",
    "ForgetSubject": "administrator clerk",
    "PlaceLegalHold": "administrator chief clerk",
    "LiftLegalHold": "chief",
    "AdoptRetentionSchedule": "administrator chief",
    "DisposeRecords": "chief clerk",
    "IssueToken": "administrator",
    "RevokeToken": "administrator",
    "FormGroup": "administrator chief watch_coordinator",
    "DissolveGroup": "administrator chief watch_coordinator",
    "SendNotice": "dispatcher duty_officer chief watch_coordinator",
    "AcknowledgeNotice": "call_taker dispatcher duty_officer chief crew clerk observer"
    " watch_coordinator member",
    "DescribeTown": "administrator",
    "AdoptAccess": "administrator",
    "AgreeSharing": "administrator chief",
    "EndSharing": "administrator chief",
    "SetPublicPolicy": "administrator chief",
    "TakeOver": "administrator chief duty_officer",
}
