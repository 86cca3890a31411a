# A warning as the tones that a broadcaster's encoder takes.

same-written = { $file } is written: { $seconds } seconds.
same-why-approved = { $event } ({ $name }) follows from what was approved.
same-why-said = { $event } ({ $name }), as it was said.
same-why-practice = { $event } ({ $name }): an announced test is a demonstration. Where it is the town's part in a required test, say --event RWT or --event RMT.
same-voice-from = The voice goes in between second { $begins } and second { $ends }.
same-voice-none = A weekly test has no attention signal and no voice.
same-file = { $file }: give a file that ends in .wav.
same-voice = Give the voice 1 to { $n } seconds.
same-drill = This log or warning is a drill or a test of the machine: nothing of it goes to an encoder.
same-end = { $warning } is the end of a warning, and SAME has no code for one: have it said by voice.
same-not-in-force = The warning { $warning } is not in force: only what was sent and still holds goes to an encoder. See tocsin warn list.
same-not-yet = The warning { $warning } takes effect at { $at }: write the file then.
same-not-public = The warning { $warning } is not for the public: it does not go on the air.
same-not-approved = The warning { $warning } is not what was approved, some of its words were forgotten: write an update.
same-event-none = No event code of 47 CFR 11.31 follows from what was approved ({ $code }, { $grades }): say one by --event, as in CEM (civil emergency) or LAE (local area emergency).
same-event-unknown = `{ $event }` is no event code that a town may send: { $events }.
same-event-of-test = `{ $event }` says that something has happened, and this is a test: { $events }.
same-event-differs = What was approved is { $event }: leave --event out, or write an update that says otherwise.
same-location-none = The warning { $warning } has no geocodes SAME: say where by --location, as in 039173.
same-location-wrong = `{ $location }` is no location: six digits, the part of a county (0 is all of it), the state, the county, as in 039173.
same-location-beyond = { $location } is not among the places that were approved: { $places }.
same-location-many = A header holds at most { $n } locations: write a file for each part of them.
same-too-long = The warning { $warning } lasts longer than a header can say, 99 hours 30 minutes: write an update that ends sooner.
