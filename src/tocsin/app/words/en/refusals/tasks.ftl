# One refusal each: what the rule says, and what the person can do next.

task_unknown = There is no task { $task }.
    .do = Look at the tasks of the incident and name another.

task_is_settled = The task { $task } is { $state }.
    .do = Nothing to do, or assign a new task.

task_not_open = The task { $task } was given back ({ $state }).
    .do = Reassign it, to the same owner or another, or cancel it.

deadline_has_passed = { $due_at } is not in the future.
    .do = Give a deadline that is still to come, or none.

objective_not_here = { $objective } is not an objective of { $incident }.
    .do = Name an objective of this incident, or none.
