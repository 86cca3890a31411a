# One refusal each: what the rule says, and what the person can do next.

warning_template_unknown = The town has adopted no template { $template }.
    .do = Adopt it first, or look at the list and name another.

warning_template_moved_on = The template { $template } was drawn up on version { $over }; the latest is { $latest }.
    .do = Look at what changed, bring it into yours, and adopt it over version { $latest }.

warning_template_unsound = The template { $template } does not hold together: { $fault }.
    .do = Put that part right and adopt it again.

warning_template_withdrawn = The template { $template } was withdrawn.
    .do = Adopt it anew, then let a speaker read it.

translation_unknown = The template { $template } says nothing in { $language }; it is there in { $there }.
    .do = Name one of these, or adopt a version that has a text in it.

translation_moved_on = The words of { $template } in { $language } are not those that were read.
    .do = Let the speaker read the words as they are now ({ $digest }), and approve these.

translation_not_approved = Nobody stands by the words of { $template } in { $language }.
    .do = Nothing: they count as not reviewed already.
