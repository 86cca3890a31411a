# One refusal each: what the rule says, and what the person can do next.

unit_has_crew = { $unit } has a crew of { $crew }.
    .do = Relieve the crew, so that it hands over.

unit_has_no_crew = { $unit } would have, or has, nobody on board.
    .do = Say who gets on; a unit without a crew is crewed, not relieved.

person_on_other_unit = { $person } is on { $unit }.
    .do = Take them off that unit first.

person_twice = { $person } has two seats.
    .do = Name each person once.

crew_count_below_seats = { $seats } seats are filled, but the count is { $count }.
    .do = Count everybody on board.

crew_end_in_past = The crew of { $unit } would be relieved at { $until }, before it begins.
    .do = Check the time.

crews_differ = { $units } have different crews.
    .do = Stand one of them down first.

crew_not_shared = { $unit } shares its crew with no other.
    .do = Name at least two vehicles to share one crew.

crew_at_work = { $unit } is needed for { $incident }.
    .do = Clear it, or relieve the crew instead.
