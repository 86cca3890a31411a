# One refusal each: what the rule says, and what the person can do next.

records_request_unknown = There is no records request { $request }.
    .do = Look which there are, with tocsin records list.

records_request_closed = Records request { $request } is closed: { $outcome }.
    .do = Open a new one if more is asked for; what was given out stays on record.

records_nobody_named = A request of the kind { $kind } does not say whose records it is about.
    .do = Name them with about, as person/ID: the id on the register, or of somebody involved.

records_not_asked_for = Request { $request } does not concern { $subject }.
    .do = Look what it concerns, with tocsin records show.

records_time_in_future = A request cannot have come in at { $at }, which lies ahead.
    .do = Say when it came in; the time to answer counts from there.

records_not_later = Request { $request } is due at { $due }; that is no later.
    .do = Name a later time, or answer by then.

records_decided_meanwhile = Something else was decided about request { $request } while it was being put together.
    .do = Produce it again.

records_never_produced = Nothing was produced for request { $request }, so it is not { $outcome }.
    .do = Produce it first, or close it as refused, withdrawn or nothing_held.
