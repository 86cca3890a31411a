# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

local_name_has_no_place = Niemand konnte finden, wo „{ $name }“ ist.
    .do = Geben Sie einen Punkt an, oder die Kennung von etwas auf der Karte.

local_name_without_ground = Die Stadt hat keine Kartengrundlage, auf der { $feature } liegen könnte.
    .do = Übernehmen Sie eine (tocsin ground adopt TOWN GROUND), oder geben Sie einen Punkt an.

local_name_unknown = Es gibt keinen örtlichen Namen { $local_name }.
    .do = Sehen Sie in der Liste der örtlichen Namen nach.
