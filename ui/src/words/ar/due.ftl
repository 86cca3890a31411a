# المستحق، وورقة المفاتيح.

due-narrow = تضييق القائمة
due-search = النوع، الموضوع، المسؤول
due-mine = ما يخصني
due-within = { $hours } س
due-overdue = متأخر
due-coming = قادم
due-longest-first = الأطول تأخرًا أولًا
due-soonest-first = الأقرب أولًا
due-nothing-overdue = لا شيء متأخر.
due-none-so = لا متأخر كهذا.
due-nothing-coming = { $hours ->
    [zero] لا شيء يستحق الآن.
    [one] لا شيء يستحق خلال ساعة.
    [two] لا شيء يستحق خلال ساعتين.
    [few] لا شيء يستحق خلال { $hours } ساعات.
    [many] لا شيء يستحق خلال { $hours } ساعة.
   *[other] لا شيء يستحق خلال { $hours } ساعة.
}
due-teaches = المستحق يأتي من نفسه: الاطمئنان على الأطقم وتبديلها والمهام والخطوات ذات الموعد. وOWE يكتب ما عداه.
due-in = خلال { $for }
due-task = مهمة
due-step = خطوة في الخطة
due-incident = { $number } { $what }
due-report = بلاغ
due-shift = مناوبة { $name }
due-told = أُبلغ { $who }
settle-well = إنهم بخير
settle-relieve = تبديل
settle-back = في الخدمة
settle-word = خبرهم
settle-lift = رفع
settle-extend = تمديد
settle-count = عدّ
settle-read = قرأته
settle-done = تم
settle-tick = تم
settle-skip = لا ينطبق
settle-later = لاحقًا
settle-met = تم مع كلمة
settle-waive = إعفاء
keys-everywhere = المفاتيح
sheet-title = كل المفاتيح والأسطر
close = إغلاق
print = طباعة
verbs-look = النظر
verbs-calls-and-reports = المكالمات والبلاغات
verbs-incidents = الحوادث
verbs-together = معًا
verbs-send-and-how-far-they-are = الإرسال ومدى التقدم
verbs-units-crews-people = الوحدات والأطقم والأشخاص
verbs-command = القيادة
verbs-objectives-and-tasks = الأهداف والمهام
verbs-plans = الخطط
verbs-written-and-owed = المكتوب والمستحق
verbs-facilities-and-closures = المنشآت والإغلاقات
verbs-neighbours = المدن المجاورة
verbs-with-approval = بموافقة
verbs-teams = الفرق
