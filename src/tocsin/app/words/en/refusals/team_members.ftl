# One refusal each: what the rule says, and what the person can do next.

team_unknown = There is no team { $team }.
    .do = Look at the teams with tocsin team list.

team_exists = A team or a unit is called { $team } already.
    .do = Give it another name.

team_too_small = { $team } would have fewer units than { $least }.
    .do = Name more units, or disband it.

team_units_unlike = A strike team is of one kind and type; { $unit } and { $other } are not alike: { $team } would be a task force.
    .do = Form a task force, or name units of one kind and type.

team_leader_unclear = { $team } needs one leader: a person, or the crew of one of its units.
    .do = Name either a leader or a leading unit.

team_is_offered = { $team } is offered to { $to }, with { $unit }: its units stay as they are.
    .do = Withdraw the offer first, or release it and leave a unit behind.

team_is_away = { $unit } of { $team } is with { $holder }: its units stay as they are.
    .do = Wait until it is back, or ask for it back.

unit_is_in_team = { $unit } is in { $team }, which goes as one.
    .do = Order the team; or take { $unit } out of it first, or send it alone and say why.

unit_not_in_team = { $unit } is not in { $team }.
    .do = Look at its units with tocsin team show.

unit_goes_with_team = { $unit } is offered with { $team } and is released with it.
    .do = Release the team; leave a unit behind, with the reason, where its crew does not answer.

order_not_for_teams = “{ $kind }” is no order that a team can be given.
    .do = Give it to each unit by itself.

leader_left_behind = { $unit } leads { $team }, which does not go without its leader.
    .do = Name another leader first (tocsin team change).

left_without_reason = { $team } leaves a unit behind, and nobody has said why.
    .do = Say why.

strike_team_of_no_kind = A strike team is several units of one kind, and the request does not say which, or how many.
    .do = Name the kind and two units or more, or ask for a task force.
