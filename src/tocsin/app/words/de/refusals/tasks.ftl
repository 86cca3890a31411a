# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

task_unknown = Es gibt keinen Auftrag { $task }.
    .do = Sehen Sie die Aufträge des Einsatzes an und nennen Sie einen anderen.

task_is_settled = Der Auftrag { $task } ist { $state }.
    .do = Es ist nichts zu tun, oder erteilen Sie einen neuen.

task_not_open = Der Auftrag { $task } wurde zurückgegeben ({ $state }).
    .do = Erteilen Sie ihn erneut, derselben oder jemand anderem, oder nehmen Sie ihn zurück.

deadline_has_passed = { $due_at } liegt nicht in der Zukunft.
    .do = Geben Sie eine Frist, die noch kommt, oder keine.

objective_not_here = { $objective } ist kein Ziel von { $incident }.
    .do = Nennen Sie ein Ziel dieses Einsatzes, oder keines.
