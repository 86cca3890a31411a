crew-page = الطاقم
crew-tabs = أقسام هذه الصفحة
crew-tab-job = المهمة
crew-tab-checklist = القائمة
crew-tab-map = الخريطة
crew-tab-crew = الطاقم
crew-job = المهمة
crew-sign-in-first = سجّل الدخول مرة واحدة؛ بعدها يعمل هذا الهاتف ساعات بلا اتصال.
crew-kept-reports = { $count ->
    [zero] لا بلاغات تنتظر على هذا الهاتف.
    [one] بلاغ واحد ينتظر على هذا الهاتف. يُرسل حين يسجّل الدخول من ضغطه.
    [two] بلاغان ينتظران على هذا الهاتف. يُرسلان حين يسجّل الدخول من ضغطهما.
    [few] { $count } بلاغات تنتظر على هذا الهاتف. تُرسل حين يسجّل الدخول من ضغطها.
    [many] { $count } بلاغًا ينتظر على هذا الهاتف. تُرسل حين يسجّل الدخول من ضغطها.
   *[other] { $count } بلاغ ينتظر على هذا الهاتف. تُرسل حين يسجّل الدخول من ضغطها.
}
crew-which-unit = أي وحدة؟
crew-find-unit = رمز النداء
crew-no-seat = ليس لـ{ $who } مقعد على وحدة. اطلبه من المكتب؛ تظهر المهمة هنا حالما يكون لك مقعد.
crew-no-link = { $minutes ->
    [zero] لا إشارة.
    [one] لا إشارة منذ دقيقة.
    [two] لا إشارة منذ دقيقتين.
    [few] لا إشارة منذ { $minutes } دقائق.
    [many] لا إشارة منذ { $minutes } دقيقة.
   *[other] لا إشارة منذ { $minutes } دقيقة.
}
crew-waits = { $count ->
    [zero] يمكنك متابعة العمل.
    [one] يمكنك متابعة العمل. بلاغ واحد ينتظر وسيُرسل وحده.
    [two] يمكنك متابعة العمل. بلاغان ينتظران وسيُرسلان وحدهما.
    [few] يمكنك متابعة العمل. { $count } بلاغات تنتظر وستُرسل وحدها.
    [many] يمكنك متابعة العمل. { $count } بلاغًا ينتظر وستُرسل وحدها.
   *[other] يمكنك متابعة العمل. { $count } بلاغ ينتظر وستُرسل وحدها.
}
crew-stale = { $minutes ->
    [zero] ما تراه عمره أقل من دقيقة.
    [one] ما تراه عمره دقيقة.
    [two] ما تراه عمره دقيقتان.
    [few] ما تراه عمره { $minutes } دقائق.
    [many] ما تراه عمره { $minutes } دقيقة.
   *[other] ما تراه عمره { $minutes } دقيقة.
}
crew-locked = تريد البلدة أن تعرف من أنت.
crew-since = مفتوحة منذ { $age }
crew-no-place = المكان غير معروف
crew-dangers = الأخطار
crew-others = هناك أيضًا:
crew-no-job = لا مهمة
crew-no-job-says = حالتك: { $status }. يملأ الأمر هذه الشاشة وينادي حتى يقبله أحد.
crew-act-en_route = في الطريق
crew-act-staged = متمركزون قريبًا
crew-act-on_scene = في الموقع
crew-act-transporting = ننقل مصابًا
crew-act-at_hospital = في المستشفى
crew-act-returning = عائدون
crew-act-in_service = عدنا إلى الخدمة
crew-act-available = متاحون
crew-where-to = إلى أين؟
crew-reports = البلاغات
crew-state-waiting = ينتظر
crew-state-received = وصل
crew-state-refused = لم يُقبل
crew-state-read = قرأه المكتب
crew-take-back = اسحبه
crew-not-taken = لم تقبل البلدة هذا.
crew-tell-by-radio = قله باللاسلكي.
crew-said-status = { $status }
crew-said-to = إلى { $place }
crew-said-ready = جاهزون لمدينة { $town }، { $epoch }
crew-commanded = من يأمرنا
crew-listens = تأتيكم الأوامر من { $town }، { $epoch }.
crew-listens-next = تستمعون الآن إلى { $town }، { $epoch }. أنهوا ما لديكم؛ والتوقف والانسحاب من أيٍّ كان.
crew-between = تُركتم لمدينة { $town }: أنهوا ما لديكم، ولا أوامر جديدة حتى تتسلمكم. والتوقف والانسحاب من أيٍّ كان.
crew-asked-ready = جاهزون لمدينة { $town }، { $epoch }؟
crew-asked-until = حتى تجيبوا تبقى الأوامر كما كانت. قولوا هذه الأرقام باللاسلكي أو اضغطوا.
crew-ready-for = جاهزون لمدينة { $town }
crew-said-take = قُبل الأمر
crew-said-cannot = لا نستطيع: { $why }
crew-said-note = «{ $text }»
crew-said-photo = صورة
crew-said-help = طلب دعم: { $what }
crew-said-danger = الطاقم في خطر
crew-said-safe = الطاقم آمن مجددًا
crew-said-welfare = الجميع بخير
crew-said-step = تم: { $text }
crew-more-help = طلب دعم
crew-help-says = لمسة واحدة تسأل المكتب. وتقول القائمة متى قرأه أحد هناك.
crew-help-engine = سيارة إطفاء
crew-help-ladder = سلّم
crew-help-ambulance = إسعاف
crew-help-police = شرطة
crew-help-water = ماء
crew-help-boat = قارب
crew-help-doctor = طبيب
crew-help-officer = ضابط قيادة
crew-say = قل شيئًا
crew-photo = التقط صورة
crew-photo-no = هذه ليست صورة يقرؤها هذا الهاتف. التقطها مرة أخرى.
crew-ready = جمل جاهزة
crew-ready-arrived = وصلنا ونستطلع
crew-ready-nothing = لم نجد شيئًا
crew-ready-fire = نار ظاهرة
crew-ready-hurt = هناك مصابون
crew-ready-working = العمل جارٍ
crew-ready-control = تحت السيطرة
crew-ready-longer = سيطول الأمر
crew-ready-resources = الوحدات هنا كافية
crew-own-words = بكلماتك
crew-send = أرسل
crew-back = رجوع
crew-take = قبول
crew-cannot = لا نستطيع
crew-cannot-why = لماذا؟
crew-cannot-vehicle = المركبة معطلة
crew-cannot-crew = الطاقم ناقص
crew-cannot-road = لا طريق إلى هناك
crew-cannot-patient = معنا مصاب
crew-cannot-busy = نحن مطلوبون هنا
crew-order-new = اذهبوا إلى { $place }
crew-order-instead = اتركوا { $before }. اذهبوا إلى { $place }
crew-danger-hold = اضغط ثانيتين: الطاقم في خطر
crew-danger-holding = استمر في الضغط …
crew-danger-ask = هل الطاقم في خطر؟
crew-danger-says = يصل فورًا إلى المكتب وإلى كل طاقم في هذا المكان قبل أي شيء آخر.
crew-danger-send = نعم، الطاقم في خطر
crew-danger-no = لا
crew-danger-sent = الطاقم في خطر، { $time }:
crew-danger-is-waiting = لم يُرسل بعد. قله باللاسلكي أيضًا.
crew-danger-is-received = وصل. لم يقرأه المكتب بعد.
crew-danger-is-read = قرأه المكتب.
crew-safe-again = آمنون مجددًا
crew-mayday = طاقم في خطر
crew-heard = سمعنا
crew-no-plan = لا قائمة
crew-no-plan-says = لا خطة لهذه المهمة. حين يبدأ المكتب خطة تظهر خطواتكم هنا.
crew-steps-ours = { $count ->
    [zero] خطواتنا: تمت كلها
    [one] خطواتنا: بقيت واحدة
    [two] خطواتنا: بقيت اثنتان
    [few] خطواتنا: بقيت { $count }
    [many] خطواتنا: بقيت { $count }
   *[other] خطواتنا: بقيت { $count }
}
crew-steps-others = خطوات الآخرين
crew-map-open = افتح الخريطة
crew-map-label = خريطة الطريق إلى المهمة
crew-map-nowhere = لا مكان على الخريطة
crew-map-nowhere-says = مكان المهمة معروف بالكلمات فقط، أو لا مهمة.
crew-map-kept = محفوظة على هذا الهاتف
crew-no-map = لا خريطة هنا. المكان مكتوب أعلاه.
crew-credit = © مساهمو OpenStreetMap
crew-way = { $minutes } د، { $km } كم
crew-no-way = لا طريق بالسيارة اليوم
crew-zoom-in = أقرب
crew-zoom-out = أبعد
crew-zoom-all = الطريق كله
crew-welfare = هل الجميع بخير؟
crew-welfare-never = لم يُقل بعد.
crew-welfare-at = قيل في { $time }، قبل { $age }.
crew-welfare-due = ينتظره المكتب منذ { $time }.
crew-all-well = الجميع بخير
crew-on-board = { $count ->
    [zero] لا أحد على المركبة
    [one] على المركبة: واحد
    [two] على المركبة: اثنان
    [few] على المركبة: { $count }
    [many] على المركبة: { $count }
   *[other] على المركبة: { $count }
}
crew-nobody-named = ليس عند المكتب أسماء لهذا الطاقم.
crew-seat-officer = القائد
crew-seat-driver = السائق
crew-seat-medic = المسعف
crew-seat-crew = فرد
crew-until = حتى { $time }
crew-this-phone = هذا الهاتف
crew-kept = محفوظة على هذا الهاتف: تُفتح بلا اتصال.
crew-not-kept = غير محفوظة على هذا الهاتف: بلا اتصال تعمل ما دامت مفتوحة فقط.
crew-newer = توجد صفحة أحدث: حمّلها
crew-install = ضعها على الشاشة الرئيسية
crew-sound-on = الصوت يعمل.
crew-sound-off = الصوت مطفأ حتى تلمس الشاشة مرة.
crew-sound-test = جرّب الصوت
crew-wake = أيقظ هذا الهاتف عند كل أمر
crew-wake-on = يُوقظ حتى لو أُغلقت هذه الصفحة.
crew-wake-off = لا يُوقظ بعد: ينادي الأمر ما دامت هذه الصفحة مفتوحة فقط.
crew-wake-blocked = هذا الهاتف يمنع ذلك. اسمح بالإشعارات لهذه الصفحة في إعداداته.
crew-wake-cannot = لا يمكن إيقاظ هذا المتصفح. أبقِ الصفحة مفتوحة.
crew-wake-absent = هذه البلدة لا توقظ الهواتف. أبقِ الصفحة مفتوحة.
crew-other-unit = وحدة أخرى
crew-sign-out-loses = { $count ->
    [zero] كل البلاغات أُرسلت.
    [one] بلاغ واحد لم يُرسل وسيضيع.
    [two] بلاغان لم يُرسلا وسيضيعان.
    [few] { $count } بلاغات لم تُرسل وستضيع.
    [many] { $count } بلاغًا لم يُرسل وستضيع.
   *[other] { $count } بلاغ لم يُرسل وستضيع.
}
crew-sign-out-anyway = سجّل الخروج رغم ذلك
crew-log-take = { $unit }: قُبل الأمر.
crew-log-cannot = { $unit } لا تستطيع: { $why }.
crew-log-help = { $unit } تطلب دعمًا: { $what }.
crew-log-danger = { $unit }: الطاقم في خطر.
crew-log-safe = { $unit }: الطاقم آمن مجددًا.
crew-hazard-gas = غاز
crew-hazard-asbestos = أسبستوس
crew-hazard-electricity = كهرباء
crew-hazard-chemicals = مواد كيميائية
crew-hazard-collapse = خطر انهيار
crew-hazard-water = مياه ترتفع
crew-hazard-fire = نار
crew-hazard-smoke = دخان
crew-hazard-explosive = خطر انفجار
crew-hazard-violence = عنف
crew-hazard-weapon = سلاح
crew-hazard-dog = كلب
crew-said-out = خارج الخدمة: { $why }
crew-out-of-service = لا يمكن إرسالكم؟ قولوا لماذا:
crew-cannot-supplies = نفدت المواد
crew-team = الفريق { $team }
crew-team-yours = أنتم تقودونه.
crew-team-led = بقيادة { $leader }.
crew-team-command = قائده في مركز القيادة
crew-team-called = على { $channel }: { $units }.
