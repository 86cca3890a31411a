# One refusal each: what the rule says, and what the person can do next.

closure_unknown = There is no closure { $closure }.
    .do = Check the list of closures.

closure_is_lifted = { $closure } was lifted at { $at }.
    .do = Declare a new one.

closure_not_lifted = { $closure } still stands.
    .do = Lift it first.

closure_has_no_place = Nobody could find where that is.
    .do = Give a place, a point with its radius, a polygon or a line.

closure_without_ground = The town has no ground on which { $edges } could be.
    .do = Adopt a ground (tocsin ground adopt TOWN GROUND), or draw where it is.

shape_too_small = A { $shape } needs at least { $needs } different points.
    .do = Draw it again.

closure_end_before_begin = It would end at { $ends }, before it begins at { $begins }.
    .do = Check the time; what is over is lifted.
