# One refusal each: what the rule says, and what the person can do next.

calls_only_in_earnest = Dieses Log ist { $log }: von hier wird niemand angerufen.
    .do = Lass diese Menschen in einer Übung in Ruhe.
call_list_unknown = Zur Meldung { $warning } gibt es keine Anrufliste.
    .do = Stelle sie zuerst auf (tocsin warn calls).
call_not_on_list = { $registered } steht nicht auf der Anrufliste von { $warning }.
    .do = Sieh auf der Liste nach und nenne jemanden von ihr.
call_owned_by_other = { $owner } hat diesen Anruf übernommen.
    .do = Rufe jemand anderen von der Liste an, oder frage { $owner }.
