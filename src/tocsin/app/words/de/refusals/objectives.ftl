# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

objective_unknown = Es gibt kein Ziel { $objective }.
    .do = Sehen Sie die Ziele des Einsatzes an und nennen Sie ein anderes.

objective_is_settled = Das Ziel { $objective } ist { $state }.
    .do = Verfolgen Sie es mit einer Begründung wieder, oder setzen Sie ein anderes.

objective_is_open = Das Ziel { $objective } ist offen.
    .do = Es ist nichts zu tun.
