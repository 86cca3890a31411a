# One refusal each: what the rule says, and what the person can do next.

exemption_unknown = No exemption { $exemption } is adopted for requests of the kind { $kind }.
    .do = Adopt it with its citation (AdoptRedactionRules), or name one that is.

exemption_twice = The exemption { $exemption } is named twice.
    .do = Say each exemption once, with its one citation.

redaction_unknown = Request { $request } has no redaction or release { $redaction }.
    .do = Look at them with tocsin records show; a restricted incident is named by its own id.

redaction_field_unknown = { $kind } that can be given out have no field { $field }.
    .do = Name a field as docs/access-table.md lists it, or a part of one: place/words.

redaction_span_empty = From { $start } to { $end } is no span of a text.
    .do = Give both offsets, the end after the start, in characters from 0.

redaction_span_unmarked = It is not said in which text of { $field } the offsets were counted.
    .do = Give the mark that the preview shows beside the text; tocsin records withhold does so itself.

redaction_rules_changed = The rules are at version { $version } now; yours were drawn up on version { $after }.
    .do = Look at the present rules and adopt again, after their version.
