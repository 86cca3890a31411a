# The page of an incident.

fact-summary = summary
fact-hazards = hazards
fact-alarm_level = alarm level
fact-held = held
fact-restricted = restricted
fact-areas = areas
fact-agencies = agencies
fact-people = people
fact-reports = reports
fact-merged_into = merged into
fact-absorbed = absorbed
fact-handed_over_to = handed over to
fact-closed = closed
fact-disposition = disposition
fact-closing_words = closing words
fact-told_outside = told outside
fact-last_listed = last listed
fact-source = source

relation-same_cause = same cause
relation-related = related
relation-follows = follows
relation-followed_by = followed by
relation-part_of = part of
relation-includes = includes
relation-duplicate_of = duplicate of
relation-duplicated_by = duplicated by

counted-immediate = immediate
counted-delayed = delayed
counted-minor = minor
counted-deceased = deceased
counted-missing = missing
counted-trapped = trapped
counted-on_scene = on scene
counted-transporting = transporting
counted-at_hospital = at hospital
counted-released = released
counted-refused = refused

agency-fire = fire
agency-medical = medical
agency-police = police
agency-works = works
agency-rescue = rescue
agency-health = health
agency-utility = utility
agency-transport = transport
agency-civil_protection = civil protection
agency-other = other

outcome-cleared = cleared
outcome-cancelled = cancelled
outcome-diverted = diverted
outcome-reassigned = reassigned
outcome-pre_empted = pre-empted
outcome-merged = merged
outcome-unlisted = unlisted

involved-caller = caller
involved-patient = patient
involved-witness = witness
involved-missing = missing

need-to-know = need to know
fact-led = { $agency } led by { $lead }
fact-counted = { $n } { $what }
answers = Answers
question-who_is_hurt = Who is hurt
question-danger_to_crews = Danger to crews
