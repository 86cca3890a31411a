# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

schedule_has_changed = جدول الحفظ الآن على الإصدار { $version }؛ وهذا أُعدّ على الإصدار { $after }.
    .do = انظر المعتمد بالأمر tocsin retention show، ثم اعتمد فوقه.

record_class_twice = يوجد صنفان { $record_class }.
    .do = أعطِ كل صنف اسمًا خاصًا به: فالشهادات تذكره.

record_class_never_reached = لن يصل إلى الصنف { $record_class } سجل أبدًا: فقبله { $earlier } يأخذها كلها.
    .do = ضع الصنف الأضيق أولًا.

record_class_without_types = يذكر الصنف { $record_class } أنواعًا، وليس لسجلات { $covers } أنواع.
    .do = اترك الأنواع.

kept_too_short = يحفظ الصنف { $record_class } السجل { $keep_days ->
        [zero] صفر من الأيام
        [one] يومًا واحدًا
        [two] يومين
        [few] { $keep_days } أيام
        [many] { $keep_days } يومًا
       *[other] { $keep_days } يوم
    }؛ ومثل هذا السجل يبقى في المتناول { $least_days ->
        [zero] صفر من الأيام
        [one] يومًا واحدًا
        [two] يومين
        [few] { $least_days } أيام
        [many] { $least_days } يومًا
       *[other] { $least_days } يوم
    } بعد انتهائه.
    .do = احفظه { $least_days ->
            [zero] صفر من الأيام
            [one] يومًا واحدًا
            [two] يومين
            [few] { $least_days } أيام
            [many] { $least_days } يومًا
           *[other] { $least_days } يوم
        } أو أكثر.
