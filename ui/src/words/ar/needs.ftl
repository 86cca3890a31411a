# لماذا يحتاج الأمر إلى شخص.

listed-more = { $names } و{ $more } غيرها

lasts-s = { $n } ث
lasts-min = { $n } د
lasts-h = { $n } س
lasts-h-min = { $h } س { $min } د
lasts-days = { $n ->
    [zero] أقل من يوم
    [one] يوم واحد
    [two] يومين
    [few] { $n } أيام
    [many] { $n } يومًا
   *[other] { $n } يوم
}
age-short = { $age }
age-hours = { $age } س
age-days = { $n } ي

place-named = { $name }
place-area = { $kind } { $name }
place-point = { $point }
place-unknown = المكان غير معروف

area-jurisdiction = نطاق
area-district = منطقة
area-neighbourhood = جوار
area-quarter = حي

needs-held-unsaid = الحادث معلّق ولم يذكر أحد السبب.
needs-no-unit = لا وحدة حتى الآن، بعد { $for } من وروده.
needs-taken = { $count ->
    [zero] سُحبت الوحدات قبل { $for } ولم يبقَ أحد: أرسل غيرها.
    [one] سُحبت { $units } قبل { $for } ولم يبقَ أحد: أرسل وحدة أخرى.
    [two] سُحبت { $units } قبل { $for } ولم يبقَ أحد: أرسل غيرهما.
    [few] سُحبت { $units } قبل { $for } ولم يبقَ أحد: أرسل غيرها.
    [many] سُحبت { $units } قبل { $for } ولم يبقَ أحد: أرسل غيرها.
   *[other] سُحبت { $units } قبل { $for } ولم يبقَ أحد: أرسل غيرها.
}
needs-clear = كل الوحدات انتهت منذ { $for }: أغلق الحادث أو أرسل وحدة أخرى.
needs-card = بطاقة الإرسال تطلب المزيد، الناقص: { $missing }.
needs-missing = { $count } × { $what }
needs-not-under-way = أُرسلت { $units } قبل { $for } ولم تتحرك بعد.
needs-not-there = { $units } في الطريق منذ { $for } ولم تصل بعد.
needs-silent = لا خبر من { $units } منذ { $for }: اطمئن على الطاقم.
needs-offered = عُرض على { $to } قبل { $for } ولم يُقبل: ما زال في عهدتنا.
needs-unread = لم يقرأه { $who }، طُلبت القراءة قبل { $for }.
needs-priority = الأولوية غير معروفة: قد يكون أي شيء. حدّدها (P).
needs-danger = يقول المبلّغ إن شخصًا في خطر.
needs-report = بلاغ ينتظر منذ { $for }: ألحقه بحادث أو افتح حادثًا أو اذكر سبب عدم ذلك.
needs-report-taken = بلاغ ينتظر منذ { $for } لدى { $who }: ألحقه بحادث أو افتح حادثًا أو اذكر سبب عدم ذلك.

owed-late = { $what }: متأخر منذ { $for } ({ $who }).
owed-late-unit = { $what } ({ $unit }): متأخر منذ { $for } ({ $who }).
owed-told = { $who }، وأُبلغ { $told }
owed-approval = موافقة: { $what }

owed-welfare = الاطمئنان على الطاقم
owed-crew_relief = تبديل الطاقم
owed-back_in_service = العودة إلى الخدمة
owed-facility_word = خبر من المنشأة
owed-closure_end = انتهاء الإغلاق
owed-acknowledgement = إقرار بالاطلاع
owed-records_answer = الرد على طلب السجلات
owed-agreement_review = مراجعة اتفاق
owed-agreement_end = انتهاء اتفاق
owed-limbo = بين بلدتين
owed-places_unanswered = أماكن لم تُقبل
owed-places_unused = أماكن شاغرة
owed-places_recalled = أماكن مطلوب استعادتها
owed-stock_recalled = مخزون مطلوب استعادته
owed-towns_asked = اربطها بالجيران: تطلبها الخطة كما اتُّفق (RIL)
owed-region_asked = ارفعها إلى الإقليم: تطلبها الخطة كما اتُّفق (RIU)
owed-call_receipt = بلاغ لم يصل إلى الجارة
owed-call_answer = بلاغ لم تجب عنه الجارة
owed-call_returned = بلاغ رُدّ إلينا
owed-call_crossed = بلاغ في يد بلدتين
owed-all_clear = نهاية تحذير
owed-warning_review = مراجعة تحذير
owed-call_back = معاودة الاتصال
owed-retriage = إعادة الفرز
owed-emergency_sign_in = دخول طارئ
owed-archive = الأرشفة
owed-other = أمر آخر

who-somebody = أحدهم
who-call_taker = متلقي البلاغات
who-dispatcher = المُرسِل
who-duty_officer = ضابط المناوبة
who-incident_commander = قائد الحادث
who-crew = الطاقم
who-chief = الرئيس
who-clerk = الكاتب
who-planner = المخطِّط
who-administrator = المدير
who-observer = المراقب
who-watch_coordinator = منسق الحراسة
who-partner = الشريك
who-member = العضو

task-cannot = لا تستطيع { $owner } تنفيذ مهمة.
task-cannot-what = لا تستطيع { $owner } تنفيذ مهمة: { $what }.
task-cannot-because = لا تستطيع { $owner } تنفيذ مهمة ({ $because }).
task-cannot-what-because = لا تستطيع { $owner } تنفيذ مهمة: { $what } ({ $because }).
task-late = مهمة { $owner } متأخرة منذ { $for }.
task-late-what = مهمة { $owner } متأخرة منذ { $for }: { $what }.

plan-step-late = خطوة متأخرة من الخطة: { $step }.
plan-step-late-more = خطوة متأخرة من الخطة: { $step } و{ $more } غيرها.
plan-offered = للخطة { $plan } إصدار { $version }: خذ به أو ارفضه.
command-offered = عُرضت القيادة على { $who } ولم تُقبل منذ { $for }.
span-wide = نطاق الإشراف أوسع مما ينبغي: { $posts }.
span-command = القيادة

proposal-objected = اعترض { $who }.
proposal-waits = { $n ->
    [zero] لا ينتظر موافقة أخرى؛ ينتهي بعد { $for }.
    [one] ينتظر موافقة واحدة أخرى؛ ينتهي بعد { $for }.
    [two] ينتظر موافقتين أخريين؛ ينتهي بعد { $for }.
    [few] ينتظر { $n } موافقات أخرى؛ ينتهي بعد { $for }.
    [many] ينتظر { $n } موافقة أخرى؛ ينتهي بعد { $for }.
   *[other] ينتظر { $n } موافقة أخرى؛ ينتهي بعد { $for }.
}
proposal-approved = تمت الموافقة ولم يُنفَّذ بعد؛ ينتهي بعد { $for }.

by-call = باتصال هاتفي
by-walk_in = حضوريًا
by-sensor = من مجسّ
by-app = عبر التطبيق
by-partner = من شريك
by-officer = من ضابط
by-alarm = من جهاز إنذار

mark-alarm = درجة الإنذار { $level }
mark-held = معلّق
mark-restricted = مقيّد
mark-with = لدى { $to }
mark-unlisted = لم يعد مدرجًا
mark-team = { $team }
mark-agencies = { $agencies }
resource-engine = سيارة إطفاء
resource-ladder = سيارة سلّم
resource-command = سيارة قيادة
resource-ambulance = سيارة إسعاف
resource-water_tender = صهريج مياه
resource-tanker = صهريج
resource-rescue = وحدة إنقاذ
resource-boat = قارب
resource-patrol = دورية
resource-truck = شاحنة
resource-chief = سيارة القائد
resource-quint = سيارة إطفاء بسلّم
resource-hazmat = وحدة المواد الخطرة
resource-battalion = قائد كتيبة
resource-brush = سيارة حرائق الأعشاب
resource-pump = مضخة
resource-water_rescue = إنقاذ مائي
resource-helicopter = مروحية
resource-drone = طائرة مسيّرة
resource-foam = سيارة رغوة
resource-utility = سيارة خدمات
resource-support = سيارة إسناد
resource-doctor = طبيب
resource-medic = مسعف
resource-bus = حافلة
