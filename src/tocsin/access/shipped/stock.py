"""Orders about counted stock, own and borrowed."""

FLOOR = "dispatcher duty_officer chief"
STORE = f"{FLOOR} planner clerk"

COMMANDS = {
    "RegisterLot": "administrator planner chief duty_officer",
    "ReceiveLot": STORE,
    "UseLot": f"{STORE} incident_commander",
    "LoseLot": f"{STORE} incident_commander",
    "CountLot": STORE,
    "MoveLot": STORE,
    "ReleaseLot": FLOOR,
    "HearTransfer": "system/neighbours",
    "HearLot": "system/neighbours",
}
