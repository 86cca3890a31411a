# One refusal each: what the rule says, and what the person can do next.

calls_only_in_earnest = هذا السجل { $log }: لا يُتصل منه بأحد.
    .do = دع هؤلاء الناس وشأنهم في التدريب.
call_list_unknown = ليس للرسالة { $warning } قائمة اتصال.
    .do = ضع القائمة أولاً (tocsin warn calls).
call_not_on_list = ليس { $registered } في قائمة اتصال { $warning }.
    .do = انظر القائمة واذكر واحداً منها.
call_owned_by_other = تولى { $owner } هذا الاتصال.
    .do = اتصل بغيره في القائمة أو اسأل { $owner }.
