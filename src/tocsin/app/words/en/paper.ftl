# Sheets of paper for the hours without the system.

paper-title = { $town }: sheets to write on
paper-as_of = As of { $at }
paper-standing = What stands now
paper-incidents = Open incidents: { $n }
paper-units = Units: { $n }
paper-number = Number
paper-type = What it is
paper-priority = Priority
paper-place = Place
paper-unit = Unit
paper-kind = Kind
paper-status = Status
paper-changes = Changes, with times
paper-call = Call and incident
paper-log = Log
paper-time = Time
paper-by = Taken by
paper-words = What the caller said
paper-caller = Caller
paper-call_back = Number to call back
paper-what = What was ordered or heard
paper-entered = Entered
paper-how = One line a fact, each with its time. Later it is entered as it stands, by the number of the sheet; % is the incident of this sheet.
