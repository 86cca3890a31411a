# One refusal each: what the rule says, and what the person can do next.

policy_has_changed = The access table is at version { $version } now; this was drawn up on { $after }.
    .do = Look at the table again, and adopt your differences on version { $version }.

policy_row_twice = The row { $row } stands twice.
    .do = Keep one of the two; a row says everything about its order, or its kind and role.

policy_role_unknown = There is no role { $role }.
    .do = Use a role of the list in docs/access-table.md.

policy_field_unknown = A subject of kind { $kind } has no field { $field }.
    .do = Look up the fields in docs/access-table.md.

policy_would_lock_out = With this table no administrator could give { $command } any more.
    .do = Leave administrator without a condition in the row of { $command }.

agreement_without_region = The agreement with { $partner } does not say where it holds.
    .do = Give a border with a radius, or the names of areas.

agreement_unknown = There is no agreement with { $partner }.
    .do = Nothing to do; nothing is shown to { $partner }.

rounding_too_fine = A public position is rounded to at least { $least } µ°, not to { $step_udeg }.
    .do = Give a larger step.

sharing_is_signed = What { $partner } sees is agreed in { $agreement }, which both towns have signed.
    .do = Amend { $agreement }, or end it first.
