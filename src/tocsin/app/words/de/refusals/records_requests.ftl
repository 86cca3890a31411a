# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

records_request_unknown = Es gibt kein Auskunftsersuchen { $request }.
    .do = Welche es gibt, sagt tocsin records list.

records_request_closed = Das Auskunftsersuchen { $request } ist abgeschlossen: { $outcome }.
    .do = Eröffnen Sie ein neues, wenn mehr verlangt wird; was herausgegeben wurde, bleibt aufgezeichnet.

records_nobody_named = Ein Ersuchen der Art { $kind } sagt nicht, um wessen Akten es geht.
    .do = Nennen Sie die Person mit about, als person/ID: die Kennung im Verzeichnis, oder die von jemandem, der beteiligt war.

records_not_asked_for = Das Ersuchen { $request } betrifft { $subject } nicht.
    .do = Was es betrifft, sagt tocsin records show.

records_time_in_future = Ein Ersuchen kann nicht um { $at } eingegangen sein; das steht noch bevor.
    .do = Sagen Sie, wann es einging; von da an läuft die Frist.

records_not_later = Das Ersuchen { $request } ist um { $due } fällig; das ist nicht später.
    .do = Nennen Sie eine spätere Zeit, oder antworten Sie bis dahin.

records_decided_meanwhile = Über das Ersuchen { $request } wurde etwas anderes entschieden, während es zusammengestellt wurde.
    .do = Stellen Sie es erneut zusammen.

records_never_produced = Für das Ersuchen { $request } wurde nichts zusammengestellt, also ist es nicht { $outcome }.
    .do = Stellen Sie es zuerst zusammen, oder schließen Sie es mit refused, withdrawn oder nothing_held ab.
