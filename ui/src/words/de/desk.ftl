units = Einheiten
units-told = { $units } · { $free } frei
units-order = angeordnet wie im Gelände
units-empty = Noch keine Einheiten. Mit NU E1 engine wird eine angelegt.
units-here = Einheiten hier
units-here-none = Hier arbeitet keine Einheit.
no-station = Ohne Wache
free-told = { $count } frei
at-incident = bei { $number }
elsewhere = anderswo
not-heard-for = nicht gehört seit { $minutes ->
    [one] { $minutes } Minute
   *[other] { $minutes } Minuten
}
incidents = Einsätze
open-told = { $count } offen
incidents-order = danach, was jemanden braucht
band-needs = Braucht jemanden
band-working = In Arbeit
band-quiet = Ruhig
no-incidents = Keine offenen Einsätze.
no-incidents-next = Ein Anruf beginnt mit F1, eine Zeile mit C.
selected = Ausgewählt
nothing-selected = Nichts ist ausgewählt.
nothing-selected-next = Wählen Sie einen Einsatz in der Liste oder auf der Karte; F8 geht zum nächsten, der jemanden braucht.
is-closed = Er ist abgeschlossen.
act-send = Einheiten schicken
act-priority = Dringlichkeit
act-note = Notiz
act-close = Abschließen
act-open = Alles dazu
act-on-map = Auf der Karte
proposal = Vorschlag
nothing-needed = Es fehlt nichts mehr: was die Ausrückeordnung verlangt, ist da oder unterwegs.
also-given = Dazu in einer eigenen Zeile, die der Knopf mit schickt:
nobody-to-send = Niemand, der fahren könnte, bringt das Nötige. Fragen Sie einen Nachbarn, oder ziehen Sie ein Einsatzmittel ab (X).
send-all = { $count ->
    [one] Schicken
   *[other] Alle { $count } schicken
 }
change-proposal = Ändern
reach-option = Vorschlag { $number }:
reach-asks = Wege und Ungedeckte werden nachgesehen …
reach-away = Wen er ohne Deckung lässt, ist im Augenblick nicht zu sagen.
reach-ways = Weg derer, die ausrücken, mit wem und wann
reach-straight = Luftlinie: kein Weg bekannt
reach-nobody-counted = Auf dieser Karte wurde niemand gezählt: wen er ohne Deckung lässt, ist nicht bekannt.
reach-all-covered = Wer rechtzeitig eine Einheit hatte, behält eine.
reach-left = ohne Einheit in der Zeit, mit der Zahl der Menschen
reach-at-home = Zu Hause, { $people }:
reach-in-town = In { $town }, { $people }:
reach-area = { $people } von { $of }
reach-more = und { $areas } Gebiete mehr, { $people } Menschen
reach-and-more = und { $count } mehr
something-else = Etwas anderes
aside-asks = Stattdessen ausgerückt: { $units }. Warum, mit einem Wort?
aside-asks-none = Nicht wie vorgeschlagen. Warum, mit einem Wort?
aside-go-on = Ohne Antwort weiter
aside-nearer = näher
aside-known = bekannt
aside-crew = Besatzung
aside-road = Weg
aside-tired = müde
aside-other = anderes
why-not = Warum nicht die anderen
why-not-rest = { $count ->
    [one] und eines, das nichts von dem hat, was gebraucht wird
   *[other] und { $count }, die nichts von dem haben, was gebraucht wird
 }
together = Alle, die warten, zusammen
together-wait = { $count ->
    [one] { $count } Einsatz braucht Einsatzmittel
   *[other] { $count } Einsätze brauchen Einsatzmittel
 }
together-ask = Wer fährt wohin
together-again = Neu fragen
together-close = Schließen
together-sent = Geschickt.
together-other = Andere Vorschläge
together-lacks = für { $needs } fährt niemand
together-none = Kein offener Einsatz braucht noch jemanden.
together-least = Keine andere Wahl hat eine kleinere Summe der Ankünfte.
together-gap = Die Summe der Ankünfte ist höchstens { $gap } s größer als die kleinste, die es geben kann.
together-gap-unknown = Wie weit das von der kleinsten Summe der Ankünfte entfernt ist, kann niemand sagen.
time-unknown = Zeit unbekannt
advice-asked = Wird gefragt, wer ausrücken soll …
advice-away = Im Augenblick kein Rat. Wählen Sie von Hand: D, die Einsatzmittel, den Einsatz.
next-E = Unterwegs
next-A = Vor Ort
next-F = Frei
next-CU = Abberufen
plan = Plan
plan-none = Hier läuft kein Plan. PL beginnt einen.
plan-named = Plan: { $name }
of-told = { $done } von { $all }
due-at = fällig { $time }
log = Verlauf
log-empty = Noch ist nichts geschehen.
talk = Gespräch
talk-unseen = { $count } ungelesen
talk-empty = Noch hat niemand etwas gesagt. Hier steht, was gefunkt wurde, was jemand lesen soll und was Leben betrifft.
talk-say = Etwas sagen
talk-new = Neu:
map-label = Karte der Stadt. Pfeiltasten bewegen sie, Plus und Minus ändern den Maßstab.
map-all = Ganze Stadt
map-selected = Zum Ausgewählten
map-failed = Keine Karte: { $why }
map-failed-next = Alles, was darauf wäre, steht in den Listen.
try-again = Erneut versuchen
severity-1 = sofort
severity-2 = dringend
severity-3 = zügig
severity-4 = Routine
severity-unknown = Dringlichkeit unbekannt
status-available = frei
status-committed = geschickt
status-en_route = unterwegs
status-staged = im Bereitstellungsraum
status-on_scene = vor Ort
status-transporting = transportiert
status-at_hospital = in der Klinik
status-returning = auf dem Rückweg
status-out_of_service = außer Dienst
status-unknown = Zustand unbekannt
quiet-show = { $count } ruhige zeigen
quiet-fold = { $count } ruhige falten
changes-wait = { $count ->
    [one] { $count } Änderung wartet: zeigen
   *[other] { $count } Änderungen warten: zeigen
}
needs-empty = Nichts braucht gerade jemanden.
