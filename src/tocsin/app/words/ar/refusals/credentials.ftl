# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

credential_unknown = ليس لدى { $person } مؤهل { $kind }.
    .do = لا شيء يلزم فعله.

credential_ends_before_it_begins = سينتهي المؤهل { $kind } في { $end } قبل أن يبدأ.
    .do = تحقق من الوقتين.
