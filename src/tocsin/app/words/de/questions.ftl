# Antworten auf Fragen, die nichts befehlen: was aussteht, was gefunden wurde, was damals war, warum.

due-none = Nichts ist überfällig, und in { $minutes } min wird nichts fällig.
due-overdue = { $n } überfällig
due-coming = { $n } fällig in { $minutes } min
due-ago = vor { $n } min
due-in = in { $n } min
due-nobody = niemand benannt
due-told = erfahren hat es: { $who }
found-all = { $n } gefunden
found-newest = { $n } gefunden, die neuesten { $shown }
picture-at = Lage um { $at }, nur zum Lesen.
not-known-then = { $id } war damals nicht bekannt.
why-facts = { $n ->
    [one] { $subject }: 1 Tatsache
   *[other] { $subject }: { $n } Tatsachen
}
why-because = weil: { $reason }
why-by = nach { $what }
why-advice = auf den Vorschlag: { $basis }
why-used = stand bei { $where }, gesehen { $age } s davor ({ $good }, { $source }, Spur { $track })
why-from = aus { $source }
why-command = { $who }, Befehl { $id }, { $event }
why-nothing = nichts
asks-which_town = Derselbe Name in mehr als einer Stadt. Fragen Sie, welche.
asks-which_place = Mehr als ein Ort passt. Fragen Sie, welcher.
asks-transposed = Das liegt außerhalb dieses Geländes; mit vertauschter Breite und Länge liegt es darin. Fragen Sie, was gemeint ist.
asks-which_hemisphere = `O` kann Ost oder West heißen. Fragen Sie, was gemeint ist.
asks-outside = Diese Position liegt nicht auf diesem Gelände. Fragen Sie noch einmal.
asks-from_which_end = Geschätzt nach der Länge der Straße auf diesem Gelände, von jedem ihrer Enden. Fragen Sie, was in der Nähe ist oder wohin die Nummern laufen.
asks-beyond_the_end = So lang ist diese Straße auf diesem Gelände nicht. Fragen Sie, was in der Nähe ist.
asks-do_not_meet = Von diesen beiden ist keine Kreuzung bekannt. Fragen Sie, was sonst in der Nähe ist.
asks-none_there = An diesem Ort gibt es keinen; dies sind die nächsten. Fragen Sie, welcher.
asks-none_of_kind = So etwas gibt es auf diesem Gelände nicht. Fragen Sie, was sonst in der Nähe ist.
asks-no_words = Es wurde nichts eingegeben. Fragen Sie nach einer Straße, einer Stadt oder einer Landmarke.
asks-which_street = Nichts heißt hier so. Fragen Sie nach einer Straße, einer Stadt oder einer Landmarke.
asks-none-of = Auf diesem Gelände gibt es nichts von der Art { $kind }. Fragen Sie, was sonst in der Nähe ist.
asks-none-named = Auf diesem Gelände gibt es nichts von der Art { $kind }, das einen Namen hat. Fragen Sie, was sonst in der Nähe ist.
where-disputed = strittig: { $claims }
where-nobodys = außerhalb jeder Zuständigkeit
where-between = { $how } zwischen { $first } und { $last }
where-within = auf { $m } m genau
where-from-end = { $how } vom Ende bei { $end }
where-turned = andersherum
where-away = { $m } m entfernt
where-more = … und { $n } weitere, die ebenso passen (--limit)
