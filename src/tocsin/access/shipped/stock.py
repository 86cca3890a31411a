"""Orders about counted stock, own and borrowed, and about places at facilities."""

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
    "RecallLot": FLOOR,
    "AnswerLotRecall": FLOOR,
    "AdmitTransfer": "duty_officer chief",
    "ArchiveLotTransfers": "system/clock",
    "ArchiveHeardOffer": "system/clock",
    "HearTransfer": "system/neighbours",
    "HearLot": "system/neighbours",
    "HearLotRecall": "system/neighbours",
    "ArchiveLotRecall": "system/clock",
    "AskForPlaces": FLOOR,
    "OfferPlaces": FLOOR,
    "KeepPlaces": FLOOR,
    "DeclinePlaces": FLOOR,
    "AcceptPlaces": FLOOR,
    "GiveBackPlaces": FLOOR,
    "SendPeople": f"{FLOOR} clerk incident_commander",
    "TurnPeopleBack": f"{FLOOR} clerk incident_commander",
    "TakeInPeople": f"{FLOOR} clerk call_taker",
    "LetPeopleGo": f"{FLOOR} clerk call_taker",
    "RecallPlaces": FLOOR,
    "AnswerPlaceRecall": FLOOR,
    "TakeBackPlaces": "duty_officer chief",
    "SettlePlaceLoan": "system/clock",
    "ArchivePlaceLoan": "system/clock",
    "HearPlaceLoan": "system/neighbours",
}
