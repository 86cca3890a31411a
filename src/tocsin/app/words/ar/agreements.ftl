# ما يقوله اتفاق بين مدينتين، جملة جملة.

pact-about = الاتفاق
pact-kind = غرضه { $kind }
pact_kind-mutual_aid = المعونة المتبادلة
pact_kind-automatic_aid = المعونة التلقائية
pact_kind-shared_stock = المخزون المشترك
pact_kind-shared_shelter = الإيواء المشترك
pact_kind-joint_exercise = التمارين المشتركة
pact_kind-data_sharing = تبادل المعلومات
pact_kind-region = الإقليم
pact-parties = بين { $one } و{ $other }
pact-parts = تتناول: { $parts }
pact_part-sight = رؤية { $kind }
pact_part-units = الوحدات المعارة
pact_part-stock = المخزون ({ $kind })
pact_part-places = الأماكن ({ $kind })
pact_part-calls = المكالمات المحالة
pact_part-escalation = مسار التصعيد ({ $level })
pact-shows = ما تعرضه { $town } على { $other }
pact-fields = من { $kind }: { $fields }
pact_subject-incidents = الحوادث
pact_subject-units = الوحدات
pact_subject-stations = المراكز
pact_subject-facilities = المرافق
pact_subject-closures = الإغلاقات
pact_subject-lots = المخزون
pact_subject-posts = تنظيم القيادة
pact_subject-objectives = الأهداف
pact_subject-regional_incidents = الحوادث الإقليمية
pact-areas = مما يقع في { $areas }
pact-border = مما يبعد { $km } على الأكثر عن { $point }
pact-unit-kinds = ومن الوحدات من هذه الأنواع أينما كانت: { $kinds }
pact-lends = ما تعيره { $town } لـ { $other }
pact-every-kind = من كل نوع
pact-any-kind = أيًا كان نوعها
pact-kinds = الوحدات: { $kinds }
pact-most-units = { $n ->
    [zero] لا تُعار أي وحدة
    [one] وحدة واحدة على الأكثر في آن واحد
    [two] وحدتان على الأكثر في آن واحد
    [few] { $n } وحدات على الأكثر في آن واحد
    [many] { $n } وحدة على الأكثر في آن واحد
   *[other] { $n } وحدة على الأكثر في آن واحد
}
pact-radius = حتى { $km } من حدودها
pact-minimum = { $n ->
    [zero] لا وحدة تبقى في المدينة: { $kind }
    [one] تبقى وحدة واحدة في المدينة: { $kind }
    [two] تبقى وحدتان في المدينة: { $kind }
    [few] تبقى { $n } وحدات في المدينة: { $kind }
    [many] تبقى { $n } وحدة في المدينة: { $kind }
   *[other] تبقى { $n } وحدة في المدينة: { $kind }
}
pact-hours = في هذه الساعات فقط: { $hours }
pact-day-1 = الاثنين
pact-day-2 = الثلاثاء
pact-day-3 = الأربعاء
pact-day-4 = الخميس
pact-day-5 = الجمعة
pact-day-6 = السبت
pact-day-7 = الأحد
pact-may-sub-lend = يجوز للمستعير إعارتها لغيره
pact-may-not-sub-lend = لا يجوز للمستعير إعارتها لغيره
pact-when-asked = تأتي عند طلبها
pact-automatic = تأتي من غير طلب: { $kinds }
pact-automatic-zones = تأتي من غير طلب: { $kinds }؛ والأقرب يذهب في { $zones }
pact-stock = المخزون: { $kind }، حتى { $quantity } ({ $unit })
pact-stock-least = يبقى منه { $least } في البلدة
pact-shelter = { $n ->
    [zero] الإيواء: لا أماكن
    [one] الإيواء: مكان واحد
    [two] الإيواء: مكانان
    [few] الإيواء: { $n } أماكن
    [many] الإيواء: { $n } مكانًا
   *[other] الإيواء: { $n } مكان
}
pact-calls = البلاغات التي تحيلها { $town } إلى { $other }
pact-call-parts = بلاغات تخصها، مع { $parts }
pact_call_part-place = المكان
pact_call_part-kind = النوع ومدى الإلحاح
pact_call_part-words = ما قيل
pact_call_part-callback = رقم معاودة الاتصال
pact-costs = التكاليف والمسؤولية
pact-payer = يدفع { $payer }
pact_payer-borrower = المستعير
pact_payer-lender = المعير
pact-free = { $n ->
    [zero] لا ساعات مجانية
    [one] الساعة الأولى مجانية
    [two] الساعتان الأوليان مجانيتان
    [few] أول { $n } ساعات مجانية
    [many] أول { $n } ساعة مجانية
   *[other] أول { $n } ساعة مجانية
}
pact-rate = { $what }: { $amount } لكل { $per }
pact-together = الخطط والقنوات وجهات الاتصال
pact-plan = الخطة { $plan }، الإصدار { $version }
pact-channel = القناة { $name }: { $use }
pact-contact = { $town }، { $office }: { $reach }
pact-escalation = مسار التصعيد: عدة بلدات ثم الإقليم
pact-any-town = أي بلدة مشاركة
pact-step = على مستوى { $level } تقود { $leads }؛ ومن يقود هو من يرفعه ويخفضه
pact-step-raised = على مستوى { $level } تقود { $leads }؛ ويرفعه ويخفضه من يقود، وكذلك { $towns }
regional_level-town = بلدة واحدة
regional_level-towns = عدة بلدات
regional_level-region = الإقليم
pact-time = المراجعة والانتهاء
pact-review = تُراجع قبل { $on }
pact-ends = ينتهي في { $on } (00:00 UTC)
pact-no-end = بلا تاريخ انتهاء
pact-notice = { $n ->
    [zero] لا تُنبَّه المدينتان قبل ذلك
    [one] تُنبَّه المدينتان قبل ذلك بيوم
    [two] تُنبَّه المدينتان قبل ذلك بيومين
    [few] تُنبَّه المدينتان قبل ذلك بـ { $n } أيام
    [many] تُنبَّه المدينتان قبل ذلك بـ { $n } يومًا
   *[other] تُنبَّه المدينتان قبل ذلك بـ { $n } يوم
}
pact-remarks = ملاحظات
pact_state-proposed = مقترح
pact_state-in_force = سارٍ
pact_state-suspended = معلّق
pact_state-ended = منتهٍ
pact_state-expired = منقضٍ
pact-version = الإصدار { $number } من { $agreement }
pact-digest = البصمة (SHA-256): { $digest }
pact-signed = وقّعه عن { $town } { $name }، { $office }، في { $on }؛ المفتاح { $key }
pact-unsigned = لم يوقَّع بعد عن { $town }
pact-noticed = { $town }: { $deed } في { $on }: { $reason }
pact_deed-suspended = عُلّق
pact_deed-resumed = استؤنف
pact_deed-ended = أُنهي
pact-papers = الورقة الموقعة { $sha256 } { $note }
pact-sign-here = للتوقيع باليد
pact-sign-name = الاسم
pact-sign-office = المنصب
pact-sign-date = التاريخ
pact-sign-hand = التوقيع
pact-same = الإصداران يقولان الشيء نفسه.
pact-new = جديد: { $says }
pact-gone = محذوف: { $says }
pact-was = { $says } (كان: { $before })
pact-places = أماكن ({ $kind }) في منشآت من نوع { $facility }، حتى { $n } في وقت واحد
pact-any-facility = أي نوع
pact-places-least = يبقى { $least } منها شاغرًا
