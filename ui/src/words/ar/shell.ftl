app-name = Tocsin
asking-the-town = جارٍ سؤال البلدة …
town-does-not-answer = البلدة لا تجيب. يُعاد السؤال كل ثانيتين.
screen-opens = يُفتح الآن …
skip-to-screen = انتقل إلى الشاشة
screens = الشاشات
screen-desk = المكتب
screen-calls = المكالمات
screen-board = اللوحة
screen-plans = الخطط
screen-timeline = التسلسل الزمني
screen-measures = القياسات
screen-incidents = الحادث
screen-units = الوحدات
screen-due = المستحق
screen-handover = التسليم
screen-people = الأشخاص
screen-health = حالة النظام
screen-wall = شاشة الحائط
screen-officials = نظرة عامة
mode-actual = فعلي
mode-exercise = تمرين
mode-test = اختبار
mode-past = الماضي
mode-exercise-says = تمرين: لا شيء من هذا يغادر هذه الغرفة
mode-test-says = اختبار: لا شيء من هذا حقيقي
mode-clock = ساعة التمرين { $drill } بسرعة ×{ $rate } · ساعة الحائط { $wall }
past-known = ما كان معروفًا عند { $time }، { $day }
past-happened = ما كان قد حدث حتى { $time }، { $day }
past-says = { $minutes ->
    [zero] الآن · للقراءة فقط
    [one] قبل دقيقة واحدة · للقراءة فقط
    [two] قبل دقيقتين · للقراءة فقط
    [few] قبل { $minutes } دقائق · للقراءة فقط
    [many] قبل { $minutes } دقيقة · للقراءة فقط
   *[other] قبل { $minutes } دقيقة · للقراءة فقط
}
past-back = العودة إلى الآن
past-read-only = للقراءة فقط أثناء النظر إلى الماضي
past-no-orders = أنت تنظر إلى الماضي. اضغط Esc للعودة إلى الآن؛ الأوامر تعمل دائمًا على الآن.
past-asks = جارٍ طلب تلك الصورة …
at-not-understood = هذا ليس وقتًا مضى. اكتبه هكذا 14:02 أو 2026-03-02T14:02.
calls-waiting = { $count ->
    [zero] لا مكالمات تنتظر
    [one] مكالمة واحدة تنتظر
    [two] مكالمتان تنتظران
    [few] { $count } مكالمات تنتظر
    [many] { $count } مكالمة تنتظر
   *[other] { $count } مكالمة تنتظر
}
link-live = مباشر
link-joining = جارٍ الاتصال …
link-stale = عمره { $age }
link-lost = لا اتصال، { $age }
link-heard = آخر ما سُمع قبل { $age }
offline-since = لا اتصال بالبلدة منذ { $time }.
offline-says = { $count ->
    [zero] ترى صورة ذلك الوقت. تُستأنف وحدها عند عودة الاتصال.
    [one] ترى صورة ذلك الوقت. أمر واحد ينتظر هنا بلا جواب.
    [two] ترى صورة ذلك الوقت. أمران ينتظران هنا بلا جواب.
    [few] ترى صورة ذلك الوقت. { $count } أوامر تنتظر هنا بلا جواب.
    [many] ترى صورة ذلك الوقت. { $count } أمرًا ينتظر هنا بلا جواب.
   *[other] ترى صورة ذلك الوقت. { $count } أمر ينتظر هنا بلا جواب.
}
key-new-call = مكالمة جديدة
key-incidents = الحوادث
key-units = الوحدات
key-map = الخريطة
key-plan = الخطة
key-talk = الحديث
key-next-needing = التالي الذي يحتاج إلى شخص
key-proposal = كتابة الاقتراح 1 أو 2 أو 3 في سطر الأوامر
key-why-not = لماذا ليست الأخرى
key-something-else = شيء آخر: لماذا ليس كما اقتُرح
key-because = لماذا أُرسل غيرهم، ما دام السؤال قائمًا
key-together = من يذهب إلى أين من كل ما ينتظر
key-picture-at = الصورة عند …
key-command = سطر الأوامر
key-back = رجوع؛ لا يضيع أي نص
key-screens = الشاشات
key-all-keys = كل المفاتيح
command-line = سطر الأوامر
command-hint = اكتب أمرًا مثل D E1 17 أو اضغط ? لكل المفاتيح
choices = ما يمكن أن يلي
undo-nothing = لم يُنفَّذ من هنا شيء يمكن التراجع عنه.
echo-away = البلدة لا تجيب: ستُسأل عند الضغط على Enter.
with-a-reason = أرسل مع سبب
change-the-line = تعديل
put-away = إخفاء
send-it-now = أرسل الآن
cancel = إلغاء
sent-unknown = أُرسل ولا جواب بعد: { $age }. يُعاد السؤال بالمعرّف نفسه، فيحدث مرة واحدة فقط.
sent-kept = لم يُرسل، عمره { $age }. لا يُرسل متأخرًا من تلقاء نفسه: تحقق من أنه ما زال صحيحًا.
person-menu = أنت وهذا المكتب
look = المظهر
look-auto = كما في هذا الجهاز
look-dark = داكن
look-light = فاتح
look-contrast = تباين عالٍ
language = اللغة
this-desk = هذا المكتب
lock-desk = اقفل هذا المكتب
letters-act = الحروف المفردة تعمل
switch-person = شخص آخر يعمل هنا
sign-out = تسجيل الخروج
sign-in = تسجيل الدخول
role-administrator = مدير النظام
role-call_taker = متلقي المكالمات
role-dispatcher = موزّع
role-duty_officer = ضابط مناوب
role-chief = رئيس
role-incident_commander = قائد الحادث
role-planner = مخطِّط
role-clerk = كاتب
role-crew = طاقم
role-observer = مراقب
role-watch_coordinator = منسّق المراقبة
role-member = عضو
role-importer = مستورد
more-screens = المزيد
locked = مقفل
locked-says = { $name} كان غائبًا. الصورة مستمرة؛ الأوامر تنتظر شخصًا.
unlock = فتح القفل
send = أرسل
scrub = وقت الصورة
scrub-now = الآن
located = { $unit } الآن { $state }: { $where }، منذ { $since }.
