"""Orders of the town's own parts: the founder of an empty town, the clock, the import of
records.
"""

IMPORT = "system/import importer"

COMMANDS = {
    "RegisterPerson": "system/founder@empty_town",
    "DescribeTown": "system/founder@empty_town",
    "AdoptAccess": "system/founder@empty_town",
    "AddStation": f"system/founder@empty_town {IMPORT}",
    "RegisterUnit": f"system/founder@empty_town {IMPORT}",
    "RecordCall": IMPORT,
    "RecordCallTime": IMPORT,
    "RecordUnit": IMPORT,
    "RecordUnitStatus": IMPORT,
    "RecordUnitMark": IMPORT,
    "RecordCallEnd": IMPORT,
    "RecordUnlisted": IMPORT,
    "RecordRelisted": IMPORT,
    "FileReport": "system/residents",
    "ArchiveIncident": "system/clock system/import",
    "ArchiveReport": "system/clock",
    "ArchiveClosure": "system/clock",
    "ArchiveProposal": "system/clock",
    "ExpireProposal": "system/clock",
    "ExpireAgreement": "system/clock",
    "OweThis": "system/clock",
    "EscalateObligation": "system/clock",
    "LapseObligation": "system/clock",
    "DestroyDue": "system/clock",
    "NoticeLeap": "system/clock",
    "NoticeRun": "system/clock",
    "NoticeSpan": "system/clock",
    "NoticeTaskOverdue": "system/clock",
    "ShutGlass": "system/clock",
    "TakeOver": "system/standby",
    "MeetNeighbour": "system/neighbours",
    "RotateNeighbourKey": "system/neighbours",
    "DoubtNeighbour": "system/neighbours",
    "ReceiveAgreement": "system/neighbours",
    "ReceiveAgreementNotice": "system/neighbours",
}
