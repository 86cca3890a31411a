# الوحدات والأطقم.

units-and-crews = الوحدات والأطقم
units-narrow = تضييق القائمة
units-search = نداء، نوع، مركز، حادث، قدرة
units-are-all = الكل
units-are-free = متاحة
units-are-busy = قيد العمل
units-are-out = خارج الخدمة
units-are-short = طاقم ناقص
no-units = لا وحدات في السجل بعد.
no-units-next = السطر NU E1 engine يسجل وحدة، وNS يضيف مركزًا.
no-units-other = من يتولى السجل يضيفها.
units-none-so = لا وحدة كهذه.
units-none-so-next = { $all ->
    [zero] لا وحدات في السجل.
    [one] في السجل وحدة واحدة؛ اختر الكل أو اكتب أقل.
    [two] في السجل وحدتان؛ اختر الكل أو اكتب أقل.
    [few] في السجل { $all } وحدات؛ اختر الكل أو اكتب أقل.
    [many] في السجل { $all } وحدة؛ اختر الكل أو اكتب أقل.
   *[other] في السجل { $all } وحدة؛ اختر الكل أو اكتب أقل.
}
posted-at = متمركزة في { $station }
crew-unsaid = لم يُبلَّغ عن الطاقم
crew-of = على متنها { $crew }، والمطلوب { $minimum }
crew-short = على متنها { $crew }، وتحتاج { $minimum }
until-time = حتى { $time }
without = بلا { $things }
out-unsaid = لم يذكر أحد السبب
back-at = تعود { $time }
more-acts = المزيد
more-acts-of = المزيد مما يُفعل مع { $unit }
deed-of-unit = { $deed }: { $unit }
deed-out = إخراج من الخدمة
deed-crew = صعود الطاقم
deed-relieve = تبديل الطاقم
deed-stand-down = نزول الطاقم
deed-condition = حالة المركبة
deed-move-up = نقل إلى مركز
next-I = في الخدمة
next-H = في المستشفى
crew-who = من على متنها، أو كم عددهم
crew-who-hint = الأسماء المختصرة بينها مسافة، مثل { $some }؛ والعدد يعني كل من على متنها.
crew-told = ما يقوله الطاقم المغادر
until-when = حتى
time-hint = مثل 18:00؛ ويجوز تركه فارغًا.
why-out = السبب
condition-now = حالة المركبة
condition-sound = سليمة
condition-limited = محدودة
condition-damaged = متضررة
condition-destroyed = مدمرة
condition-without = بلا
condition-without-hint = ما لا يعمل، مثل pump ladder.
remark = ملاحظة
move-up-to = المركز
unit-not-here = { $unit } ليست في السجل، أو ليست لك أن تراها.
unit-not-here-next = تحقق من النداء؛ الوحدة التي خرجت من السجل تبقى في التسلسل الزمني.
all-units = كل الوحدات
see-also = انظر أيضًا
acts-of = ما يمكن فعله مع { $name }
how-it-is = وضعها
since = منذ
heard = آخر خبر
never = لا شيء
ago = قبل { $age }
located-at = الموقع
fit-for = تصلح لـ
condition = الحالة
stacked = تذهب بعدها إلى
unknown = غير معروف
crew = الطاقم
aboard-since = على متنها منذ { $time }
crew-shared = طاقم واحد مع { $units }
written = المكتوب
written-none = لم يُكتب هنا شيء بعد.
write = اكتب
write-about = كتابة عن { $name }
words = الكلمات
words-gone = (نُسيت هذه الكلمات)
facts-last = آخر ما حدث
facts-label = الوقائع، الأحدث أولًا
facts-come = جارٍ السؤال عما حدث …
facts-away = لا يمكن السؤال عما حدث الآن.
facts-away-next = كل ما عدا ذلك في هذه الصفحة قائم.
facts-none-then = لم يكن قد حدث شيء حتى ذلك الوقت.
facts-more = { $count ->
    [zero] لا وقائع أقدم.
    [one] واقعة أقدم واحدة غير معروضة.
    [two] واقعتان أقدم غير معروضتين.
    [few] { $count } وقائع أقدم غير معروضة.
    [many] { $count } واقعة أقدم غير معروضة.
   *[other] { $count } واقعة أقدم غير معروضة.
}
known-at = · عُلم { $time }
unit-kind-engine = سيارة إطفاء
unit-kind-ladder = سلّم
unit-kind-rescue = إنقاذ
unit-kind-tanker = صهريج
unit-kind-command = سيارة قيادة
unit-kind-ambulance = إسعاف
unit-kind-boat = قارب
unit-kind-patrol = دورية
unit-kind-truck = شاحنة
unit-kind-chief = سيارة القائد
unit-kind-quint = سيارة إطفاء بسلّم
unit-kind-medic = وحدة مسعفين
unit-kind-hazmat = وحدة المواد الخطرة
unit-kind-battalion = قائد كتيبة
unit-kind-brush = سيارة حرائق الأعشاب
unit-kind-pump = مضخة
unit-kind-water_tender = صهريج ماء
unit-kind-water_rescue = إنقاذ مائي
unit-kind-helicopter = مروحية
unit-kind-drone = طائرة مسيّرة
unit-kind-bus = حافلة
unit-kind-foam = سيارة رغوة
unit-kind-utility = سيارة خدمات
unit-kind-support = سيارة إسناد
unit-kind-doctor = طبيب
can-pump = مضخة
can-ladder = سلّم
can-ambulance = إسعاف
can-boat = قارب
can-engine = إطفاء
can-rescue = إنقاذ
choose-one = اختر
clear = مسح
line-unfinished = املأ المطلوب؛ هنا يظهر السطر وما سيفعله.
system-clock = من الساعة
paper-mark = ورقة
paper-mark-says = كُتب على الورقة { $sheet } حين كان النظام متوقفًا، وأُدخل لاحقًا
in-team = في { $team } الذي يذهب وحدة واحدة
