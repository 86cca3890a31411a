# One refusal each: what the rule says, and what the person can do next.

under_legal_hold = { $subject } is under the legal hold { $hold }.
    .do = Keep it until the hold is lifted; tocsin hold list says who placed it.

asked_for_by_request = { $subject } is kept for the open records request { $request }.
    .do = Answer and close the request first; tocsin records show says what it concerns.

legal_hold_unknown = There is no legal hold { $hold }.
    .do = Look which holds there are, with tocsin hold list.

forgotten_already = { $subject } is forgotten: there is nothing left to keep.
    .do = Say so to whoever asked for it; who forgot it, when and why is on record.
