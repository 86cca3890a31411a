# One refusal each: what the rule says, and what the person can do next.

form_is_closed = The report form of this town is closed.
    .do = Ring the town, or come to the desk.

category_unknown = { $type } is not among what can be reported here.
    .do = Choose one of the form's own, or none.
