# One refusal each: what the rule says, and what the person can do next.

agreement_not_there = There is no agreement { $agreement }.
    .do = Look which agreements there are, with tocsin agreement list.

agreement_unreadable = This is not the text of an agreement: { $fault }.
    .do = Ask whoever sent it for the file again; if they run a newer Tocsin, upgrade first.

agreement_unsound = The agreement cannot be agreed as it stands: { $fault }.
    .do = Put that part right and propose it again.

agreement_not_with_us = This is of { $towns }: this town is no party, or did not say it.
    .do = Give it to the towns it names.

agreement_has_moved_on = { $agreement } has moved on: version { $number } comes too late, the next is { $least } or higher.
    .do = Draw the amendment up on the version in force; tocsin agreement show prints it.

agreement_version_unknown = { $agreement } has no version { $digest } here.
    .do = Take in the file that holds it, or sign one of those that tocsin agreement show lists.

agreement_is_over = That version of { $agreement } ended on { $at } already.
    .do = Propose a version with a later end.

agreement_not_in_force = { $agreement } is not in force: { $state }.
    .do = Both towns must sign a version first.

agreed_elsewhere = { $part ->
    [sight] What { $town } shows of { $kind }
    [units] Which units { $town } lends
    [stock] How much { $kind } { $town } lends
    [places] Which places ({ $kind }) { $town } lends
    [calls] Which calls { $town } passes
    [escalation] The level { $kind } of the escalation path
   *[other] { $kind } of { $town }
} is said in { $other } already, so { $agreement } may not say it as well.
    .do = Amend { $other }, or end it first; or leave this part out here. All other parts may stand beside it.

signature_wrong = { $agreement } is not signed by { $partner } as it says.
    .do = Take nothing from it. Ask { $partner } by telephone for the file again.

signatory_unknown = { $actor } is nobody on the register: an agreement is signed by an officer.
    .do = Sign in as an officer who may sign.
