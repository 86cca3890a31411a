# One refusal each: what the rule says, and what the person can do next.

local_name_has_no_place = Nobody could find where “{ $name }” is.
    .do = Give a point, or the id of something on the ground.

local_name_without_ground = The town has no ground on which { $feature } could be.
    .do = Adopt a ground (tocsin ground adopt TOWN GROUND), or give a point.

local_name_unknown = There is no local name { $local_name }.
    .do = Check the list of local names.
