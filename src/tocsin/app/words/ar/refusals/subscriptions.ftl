# One refusal each: what the rule says, and what the person can do next.

subscription_unknown = لا يوجد اشتراك { $subscription }.
    .do = انظر قائمة الاشتراكات؛ ما انتهى نُسي.
subscriptions_not_taken = لا يمكن الاشتراك هنا عبر { $carrier }.
    .do = أضف قناة بريد مع العنوان العام للبلدة.
subscriptions_full = يوجد { $most } اشتراكاً ولا يُقبل المزيد.
    .do = دل الناس على الخلاصة التي يقرؤها الجميع.
subscriptions_waiting = { $most } اشتراكاً بانتظار التأكيد، ولا يُقبل المزيد حتى ذلك.
    .do = حاول غداً: ما لا يُؤكد خلال يوم يُنسى.
subscription_too_late = لم يُؤكد { $subscription } في الوقت المحدد.
    .do = اشترك من جديد.
subscription_address_unsound = ليس هذا عنوان بريد.
    .do = اكتبه على صورة name@domain.
