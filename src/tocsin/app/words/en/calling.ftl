# Calls about warnings: the register, the lists.

registered-added = They are on the register: they are called in a warning that concerns them.
registered-left = They are off the register, and what it held of them is forgotten. A report that a call about them opened keeps its words until it is forgotten itself.
registered-none = Nobody is on the register.
call-taken = You call { $registered }.
call-recorded = What came of the call to { $registered } is on record.
call-outcome = Say what came of it: --outcome.
call-nobody = `{ $registered }` is not one on this list.
call-list-none = The message { $warning } owes no calls.
call-list-empty = Nobody on the register is concerned.
call-list-hidden = This list is not for you to see.
call-waits = not called
call-answered = told
call-no_answer = no answer
call-needs_somebody = needs somebody
call-visited = told at the door
call-go-there = no answer: go there
