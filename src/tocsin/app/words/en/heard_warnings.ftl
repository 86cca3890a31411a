# Warnings of others.

heard-no-source = nobody called { $source } warns this town; see tocsin cap sources
heard-taken = The warning is taken.
heard-known = It was known already.
heard-asked = { $read } messages read, { $taken } taken
heard-plan = Plan { $plan } is proposed
heard-no-plan = no plan is proposed
heard-adopted = adopted
heard-none = Others warn of nothing.
heard-plan-runs = The incident is open and runs under the plan.
heard-source-added = Warnings of { $source } are taken now.
heard-source-removed = Its warnings are taken no more.
heard-source-line = { $source }: { $url }, { $pins } pins, { $rules } rules{ $unsigned ->
    [true] {", unsigned messages are accepted"}
   *[other] {""}
}
heard-source-none = Nobody's warnings are taken yet.
heard-nobody = there is no active officer so named here; see tocsin user list
heard-no-extra = CAP is not installed here.
    .do = Install the extra: pip install 'tocsin[warnings]'.
