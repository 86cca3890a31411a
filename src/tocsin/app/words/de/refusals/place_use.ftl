# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

more_than_taken = { $left } Plätze von { $loan } sind angenommen und niemand wurde dorthin geschickt.
    .do = Weniger schicken, Angebotenes annehmen oder um mehr bitten.

nobody_on_the_way = { $sent } Menschen sind nach unserem Wissen zu { $loan } unterwegs.
    .do = So viele oder weniger nennen; wer angekommen ist, geht dort.

nobody_here = { $here } Menschen von { $loan } sind hier.
    .do = So viele oder weniger nennen.

facility_is_full = Nach der letzten Zählung hat { $facility } { $open } offene Plätze für Menschen ohne Reservierung.
    .do = Erst die neue Zählung des Hauses melden, dann aufnehmen.

no_facility_yet = Für { $loan } sind noch keine Plätze freigehalten.
    .do = Erst freihalten, oder nach Stadt, Haus und Art aufnehmen.
