# One refusal each: what the rule says, and what the person can do next.

aid_request_has_more = { $here } units are here for request { $request } already: it cannot be for { $quantity }.
    .do = Give back what is not needed; withdraw the request if nothing more is wanted.
