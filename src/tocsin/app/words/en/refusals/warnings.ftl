# One refusal each: what the rule says, and what the person can do next.

warning_unknown = There is no warning { $warning }.
    .do = See the list of warnings and name one of them.

warning_stands_otherwise = That cannot be done to the warning { $warning }: it is { $state }.
    .do = Look at the warning; a draft is checked first, then approved, then sent.

warning_not_in_force = The warning { $warning } is not in force: it is { $state }.
    .do = Write a new warning; what is over is neither updated nor ended.

warning_follows_nothing = A message of type { $type } needs the warning that it follows.
    .do = Name the warning that is updated or ended.

warning_follows_something = A first alert follows no other, but { $warning } is named.
    .do = Write it as an update or an end, or leave the other one out.

warning_more_real_than_log = A warning cannot be { $status } in a log of kind { $log }.
    .do = Leave the status out: a warning is what its log is.

warning_of_another_log = This warning was written as { $status }; the log here is of kind { $log }.
    .do = Write it anew in this log.

warning_without_area = The warning says nowhere for which area it is.
    .do = Draw an area, or name a zone or a code.

warning_area_unsound = The border of { $area } is none: { $fault }.
    .do = Draw it as one line that does not cross itself, the first point not said again.

warning_outside_authority = The area reaches where this town has no authority: { $towns }.
    .do = Draw it smaller, or ask the town whose ground it is to warn.

warning_without_words = The warning has no text in any language.
    .do = Write it in at least one language, or fill a template.

warning_language_twice = The warning has two texts in { $language }.
    .do = Leave one of them out.

warning_incomplete = The warning lacks { $part }.
    .do = Say it: without it nobody can read the message.

warning_unwritable = The warning cannot be written with { $part }.
    .do = Leave that out, or write it with other letters.

warning_ends_too_early = The warning would end at { $expires }, before it begins at { $begins }.
    .do = Give a later end.

warning_lasts_too_long = The warning would hold until { $expires }, longer than { $hours } hours.
    .do = Give an earlier end, and renew it by an update when it comes near.

warning_moved_on = The warning { $warning } is not what was read.
    .do = Read it as it is now ({ $digest }), then decide.

warning_questions_open = Something about the warning is unusual, and nobody has answered it: { $questions }.
    .do = Look at each, and approve it with each of these names, or write the warning anew.

warning_needs_sign_in = A warning takes people who have signed in.
    .do = Sign in with a password, a second device or a passkey, then ask again.

warning_not_present = You proved who you are { $ago_s } seconds ago; for a warning at most { $presence_s } may have passed.
    .do = Prove who you are again, then ask again.

warning_needs_another_person = Who wrote the warning { $warning } or asked for it does not approve it.
    .do = Let another officer look at it and approve it.

warning_needs_another_session = The two who stand behind the warning { $warning } used one sign-in.
    .do = Let the second person sign in by their own, on another device.

warning_approval_personal = Nobody stands behind a warning for { $person }.
    .do = Do it in your own name, or let that person do it.

warning_approver_not_authorised = { $person } does not have the authority to warn; it takes one of { $roles }.
    .do = Let somebody with one of these roles do it.

warning_approval_too_old = The warning { $warning } was asked for or approved more than { $minutes } minutes ago.
    .do = Ask for approval again, and let the second person look once more.

warning_neighbours_not_told = The warning { $warning } reaches over the border, and these do not know of it: { $neighbours }.
    .do = Tell each of them, or say why not, then send it.

warning_neighbour_not_concerned = The warning { $warning } does not reach into { $neighbour }.
    .do = Name a neighbour that it concerns, or nobody.

warning_told_how = Either how { $neighbour } was told, or why not.
    .do = Say one of the two.

warning_not_over = The warning { $warning } is not over, or never went out: it is { $state }.
    .do = End it first; then review it.

warning_not_expired = The warning { $warning } holds until { $at }.
    .do = Nothing: the clock ends it then. To end it now, send an end of it.
