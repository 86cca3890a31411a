# One refusal each: what the rule says, and what the person can do next.

aid_request_unknown = There is no request { $request }.
    .do = Look at what is asked for with tocsin lend list.

aid_request_is_over = Request { $request } is over ({ $state }).
    .do = Make a new request if something is wanted still.

aid_request_is_ours = We made request { $request } ourselves.
    .do = Withdraw it if nothing is wanted any more.

aid_request_is_theirs = Request { $request } was made by { $by }.
    .do = Decline it if we give nothing.

borrowing_not_agreed = No agreement in force says that { $to } lends us units.
    .do = Propose an agreement on lending to { $to } (tocsin agreement propose), or ask another town.

aid_request_ends_before = { $at } is over already.
    .do = Say a time that is to come.
