# One refusal each: what the rule says, and what the person can do next.

place_loan_unknown = There are no places { $loan } here.
    .do = Look at them with tocsin lend place list; say town, facility and kind for people who were not announced.

place_loan_is_theirs = Places { $loan } are at { $keeper }: it says what is kept there and who has come.
    .do = Ask { $keeper }.

place_loan_is_ours = Places { $loan } are kept for { $borrower }: it says what it takes, sends and gives back.
    .do = Keep, decline or ask back instead; or call { $borrower }.

places_of_our_own = { $to } is our own town: its places are not lent to it.
    .do = Name the other town.

places_end_before = { $at } is over, or before it begins.
    .do = Give a later time.

places_not_agreed = The agreement with { $to } does not cover places of kind { $kind } there.
    .do = Name an agreed kind and facility, or amend the agreement.

more_places_than_agreed = { $to } has { $there } places of kind { $kind } already, and the agreement allows { $most } at once.
    .do = Keep fewer, or amend the agreement.

more_than_asked = { $left } more are asked for with { $loan }.
    .do = Keep so many or fewer; offer others with an offer of its own.

places_not_counted = Nobody has said how many places of kind { $kind } are free at { $facility }.
    .do = Report what the facility has free, then keep them.

places_not_recounted = This log was restored and places of kind { $kind } at { $facility } were not counted since, or a neighbour has not answered.
    .do = Report what the facility has free, once all neighbours have answered.

no_place_free = { $quantity } places of kind { $kind } cannot be kept at { $facility }: { $free } are open, and { $least } stay free.
    .do = Keep fewer, at another facility, or report a new count.

facility_takes_nobody = { $facility } is closed or sends people away.
    .do = Keep places elsewhere, or report how it is now.

nothing_asked = Nothing is asked for with { $loan } any more.
    .do = Offer places with an offer of its own.

one_facility_a_loan = { $loan } has its places at { $facility } already.
    .do = Keep more there, or offer places elsewhere with an offer of its own.

nothing_offered = Nothing that is kept for { $loan } waits to be taken.
    .do = Look at it with tocsin lend place list; ask for more with a new request.

more_than_kept = { $loan } has { $kept } places of that sort.
    .do = Name fewer.

place_loan_unreconciled = This log was restored, and { $neighbour } has not told yet how it stands with { $loan }.
    .do = Wait until it has answered, or call { $neighbour }.
