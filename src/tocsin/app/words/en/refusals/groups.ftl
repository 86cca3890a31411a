# One refusal each: what the rule says, and what the person can do next.

group_unknown = There is no group { $group } here.
    .do = Look at the list of groups.

group_has_no_area = Nothing could concern { $name }: it has no area.
    .do = Give a border with a radius, a ring of points, or names of areas.

ring_too_short = The ring of { $name } has fewer than three points.
    .do = Give the corners of the area in their order, at least three.

ring_crosses_itself = The ring of { $name } crosses or touches itself.
    .do = Give the corners in the order in which one walks round the area, each once.

ring_round_a_pole = The ring of { $name } goes round a pole.
    .do = Give a ring that lies on one side of the pole.

not_in_group = You do not belong to { $group }.
    .do = A coordinator can have you taken in.

notice_unknown = There is no notice { $notice } here.
    .do = Look at the inbox of the group.
