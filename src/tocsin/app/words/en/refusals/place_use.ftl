# One refusal each: what the rule says, and what the person can do next.

more_than_taken = { $left } places of { $loan } are taken and nobody was sent to them.
    .do = Send fewer, take what is offered, or ask for more.

nobody_on_the_way = { $sent } people are on the way to { $loan } as far as we have heard.
    .do = Name so many or fewer; who has come leaves there.

nobody_here = { $here } people of { $loan } are here.
    .do = Name so many or fewer.

facility_is_full = By its last count { $facility } has { $open } places open for people without a reservation.
    .do = Report the facility's new count first, then take them in.

no_facility_yet = No places are kept for { $loan } yet, so nobody comes to it.
    .do = Keep places first, or take them in by town, facility and kind.
