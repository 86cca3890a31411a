"""Orders about facilities, closures, stations, the ground and names on it."""

COMMANDS = {
    "AddStation": "administrator planner chief",
    "RegisterFacility": "planner chief duty_officer watch_coordinator",
    "ReviseFacility": "planner chief duty_officer watch_coordinator",
    "ReportFacility": "call_taker dispatcher duty_officer chief watch_coordinator",
    "RetireFacility": "planner chief",
    "DeclareClosure": "dispatcher duty_officer chief watch_coordinator"
    " incident_commander@own_incident",
    "ReviseClosure": "dispatcher duty_officer chief watch_coordinator",
    "ExtendClosure": "dispatcher duty_officer chief watch_coordinator",
    "LiftClosure": "dispatcher duty_officer chief watch_coordinator",
    "ArchiveClosure": "duty_officer chief",
    "AdoptGround": "administrator planner chief",
    "NamePlace": "call_taker dispatcher planner duty_officer chief watch_coordinator",
    "WithdrawPlaceName": "planner duty_officer chief",
}
