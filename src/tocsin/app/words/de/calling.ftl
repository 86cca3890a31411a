# Calls about warnings: the register, the lists.

registered-added = Im Register: bei einer Warnung, die sie betrifft, wird die Person angerufen.
registered-left = Nicht mehr im Register, und was dort über die Person stand, ist vergessen. Eine Meldung, die aus einem Anruf entstand, behält ihre Worte, bis sie selbst vergessen wird.
registered-none = Niemand steht im Register.
call-taken = Du rufst { $registered } an.
call-recorded = Was der Anruf bei { $registered } ergab, ist festgehalten.
call-outcome = Sag, was es ergab: --outcome.
call-nobody = `{ $registered }` ist niemand auf dieser Liste.
call-list-none = Die Meldung { $warning } verlangt keine Anrufe.
call-list-empty = Niemand aus dem Register ist betroffen.
call-list-hidden = Diese Liste ist nicht für dich bestimmt.
call-waits = nicht angerufen
call-answered = unterrichtet
call-no_answer = keine Antwort
call-needs_somebody = braucht jemanden
call-visited = an der Tür unterrichtet
call-go-there = keine Antwort: hingehen
