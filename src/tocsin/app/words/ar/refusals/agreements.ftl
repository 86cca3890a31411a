# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

agreement_not_there = لا اتفاق باسم { $agreement }.
    .do = انظر الاتفاقات الموجودة بالأمر tocsin agreement list.

agreement_unreadable = ليس هذا نص اتفاق: { $fault }.
    .do = اطلب الملف من مرسله مجددًا؛ وإن كان Tocsin عنده أحدث فحدّث نسختك أولًا.

agreement_unsound = لا يمكن عقد الاتفاق على هذه الحال: { $fault }.
    .do = صحّح هذا الجزء واقترحه مجددًا.

agreement_not_with_us = هذا من { $towns }: هذه المدينة ليست طرفًا، أو لم تقله.
    .do = سلّمه إلى المدن المذكورة فيه.

agreement_has_moved_on = تقدّم { $agreement }: فات أوان الإصدار { $number }، والتالي { $least } أو أعلى.
    .do = أعدّ التعديل على الإصدار الساري؛ يعرضه tocsin agreement show.

agreement_version_unknown = ليس في { $agreement } هنا إصدار { $digest }.
    .do = استلم الملف الذي يحويه، أو وقّع واحدًا مما يسرده tocsin agreement show.

agreement_is_over = انتهى هذا الإصدار من { $agreement } في { $at }.
    .do = اقترح إصدارًا ينتهي لاحقًا.

agreement_not_in_force = { $agreement } غير سارٍ: { $state }.
    .do = يجب أن توقّع المدينتان إصدارًا أولًا.

agreed_elsewhere = { $part ->
    [sight] ما تُظهره { $town } من { $kind }
    [units] الوحدات التي تعيرها { $town }
    [stock] مقدار { $kind } الذي تعيره { $town }
    [places] الأماكن ({ $kind }) التي تعيرها { $town }
    [calls] المكالمات التي تحيلها { $town }
    [escalation] المستوى { $kind } من مسار التصعيد
   *[other] { $kind } من { $town }
} مذكور في { $other } من قبل، فلا يجوز أن تذكره { $agreement } أيضًا.
    .do = عدّل { $other } أو أنهها أولًا، أو احذف هذا الجزء هنا. وكل جزء آخر يجوز أن يقوم إلى جانبها.

signature_wrong = { $agreement } غير موقّع من { $partner } كما يُدّعى.
    .do = لا تأخذ منه شيئًا. اطلب الملف من { $partner } هاتفيًا مجددًا.

signatory_unknown = ليس { $actor } في السجل: يوقّع الاتفاق مسؤول.
    .do = سجّل الدخول بصفة مسؤول يحق له التوقيع.
