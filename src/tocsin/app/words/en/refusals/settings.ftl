# One refusal each: what the rule says, and what the person can do next.

zone_unknown = { $zone } is not a time zone.
    .do = Give an IANA name, as in Europe/London.

language_unknown = { $language } is not a language tag.
    .do = Give a BCP 47 tag, as in en or pt-BR.
