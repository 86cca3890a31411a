# One refusal each: what the rule says, and what the person can do next.

approval_needed =
    { $kind } needs the approval of { $n ->
        [one] one person
       *[other] { $n } people
    } ({ $roles }).
    .do = Propose it; when enough have approved, it can be carried out.

order_unknown = There is no order { $kind }.
    .do = Look at the list of orders and name another.

order_not_proposable = { $kind } is part of approving and cannot itself wait for approval.
    .do = Give the order directly.

rule_without_roles = The rule for { $kind } names no role that may approve.
    .do = Name at least one role.

too_few_approvers = { $n } must approve, but only { $found } active people hold one of: { $roles }.
    .do = Give more people such a role first, or ask for fewer approvals.

rule_unknown = No rule asks for approval of { $kind }.
    .do = Nothing to do.

order_unreadable = This is not an order of the kind { $kind }: see { $where }.
    .do = Put that part right and send it again.

digest_differs = This is not the text of the proposal { $proposal }.
    .do = Look at the proposal again; an edited text needs a proposal of its own.
