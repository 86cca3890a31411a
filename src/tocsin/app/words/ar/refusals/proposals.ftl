# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

approval_not_needed = لا يحتاج { $kind } إلى موافقة أحد.
    .do = أعطِ الأمر مباشرة.

session_needed = لا يفعل هذا إلا من سجّل الدخول.
    .do = سجّل الدخول وافعله مجددًا.

proposal_unknown = لا مقترح { $proposal }.
    .do = انظر المقترحات المفتوحة واذكر غيره.

proposal_is_settled = المقترح { $proposal } حالته «{ $state }».
    .do = قدّم مقترحًا جديدًا إن كان ما زال مطلوبًا.

proposal_is_expired = انتهى وقت المقترح { $proposal } في { $at }.
    .do = قدّم مقترحًا جديدًا إن كان ما زال مطلوبًا.

proposal_not_expired = المقترح { $proposal } سارٍ حتى { $at }.
    .do = انتظر، أو ليسحبه صاحبه.

proposal_not_yours = لا يسحب المقترح { $proposal } إلا صاحبه.
    .do = اعترض عليه مع ذكر السبب.

proposal_is_objected_to = يعترض { $person } على المقترح { $proposal }.
    .do = تحدث مع { $person }؛ وتابع حين يُسحب الاعتراض، أو قدّم مقترحًا آخر.

no_objection_of_yours = أنت لا تعترض على المقترح { $proposal }.
    .do = لا شيء يلزم فعله.

author_never_approves = أنت قدّمت المقترح { $proposal }، أو قُدّم عنك.
    .do = اطلب من غيرك أن يوافق عليه.

approval_is_personal = لا أحد يوافق نيابة عن { $person }.
    .do = ليدخل { $person } ويوافق.

approver_not_present = أثبتّ هويتك قبل { $ago_s } ث؛ ويجب ألا تزيد على { $presence_s } ث.
    .do = سجّل الدخول مجددًا ووافق فورًا.

approver_not_authorised = ليس لدى { $person } أي من الأدوار التي يجوز لها الموافقة على هذا: { $roles }.
    .do = اطلب ممن لديه أحدها.

same_session_or_credential = تصرف غيرك في المقترح { $proposal } بهذه الجلسة أو بوسيلة الدخول هذه.
    .do = وافق بدخولك أنت وبوسيلتك أنت.
