# The page of one loan.

loan-title = Loan of { $what }
loan-between = { $home } lends, { $borrower } borrows
loan-unit = { $kind }, crew of { $crew }
loan-unit-no-crew = { $kind }
loan-team = { $kind }: { $units }
loan-lasted = From { $from } to { $to }: { $h } h { $min } min
loan-lasts = Since { $from }, not given back: { $h } h { $min } min so far
loan-stock = { $lent } ({ $unit }) lent, { $returned } given back, { $gone } used or lost, { $out } still out
loan-places = Places ({ $kind }): { $kept } kept, { $returned } given back unused, { $came } people came, { $nights } place-nights
loan-incidents = Worked at { $incidents }
loan-what-happened = What happened
loan-line = { $at }  { $says } ({ $who })
loan-costs = Costs and liability
loan-by-agreement = By { $agreement }, version { $number }, { $digest }
loan-no-agreement = No agreement that both had signed by then says what it costs
loan-pays = { $payer } pays
loan-payer = { $payer } pays; the first { $free } hours are free
loan-rate = { $what }: { $amount } per { $per } × { $quantity } = { $total }
loan-rate-unknown = { $what }: { $amount } per { $per }; how much is not on record
loan-rate-other = { $what }: { $amount } per { $per }; not for this kind
loan-total = Total: { $total }
loan-part = { $what }:
loan-team-total = Sum over the team: { $total }
loan-heads = Where it is recorded
loan-head = Log of { $town }: { $records }; head at { $position }, { $hash }
loan-slice = Slice of { $town }, last heard { $heard }: { $sequence }, { $hash }
loan-sign-here = Signed for the towns
loan-sign-name = Name
loan-sign-office = Office
loan-sign-date = Date
loan-sign-hand = Signature
