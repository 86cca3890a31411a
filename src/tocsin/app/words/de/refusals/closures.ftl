# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

closure_unknown = Es gibt keine Sperrung { $closure }.
    .do = Sehen Sie in der Liste der Sperrungen nach.

closure_is_lifted = { $closure } wurde um { $at } aufgehoben.
    .do = Melden Sie eine neue.

closure_not_lifted = { $closure } gilt noch.
    .do = Heben Sie sie zuerst auf.

closure_has_no_place = Niemand konnte finden, wo das ist.
    .do = Geben Sie einen Ort, einen Punkt mit Umkreis, eine Fläche oder eine Linie an.

closure_without_ground = Die Stadt hat keine Kartengrundlage, auf der { $edges } liegen könnte.
    .do = Übernehmen Sie eine (tocsin ground adopt TOWN GROUND), oder zeichnen Sie, wo es ist.

shape_too_small = Eine Form { $shape } braucht mindestens { $needs } verschiedene Punkte.
    .do = Zeichnen Sie sie neu.

closure_end_before_begin = Sie würde um { $ends } enden, bevor sie um { $begins } beginnt.
    .do = Prüfen Sie die Zeit; was vorbei ist, wird aufgehoben.
