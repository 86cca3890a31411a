units = الوحدات
units-told = { $units } · { $free } متاحة
units-order = مرتبة كما على الأرض
units-empty = لا وحدات بعد. سجّل واحدة بالأمر NU E1 engine.
units-here = الوحدات هنا
units-here-none = لا تعمل هنا أي وحدة.
no-station = بلا مركز
free-told = { $count } متاحة
at-incident = في { $number }
elsewhere = في مكان آخر
not-heard-for = لم يُسمع عنها منذ { $minutes ->
    [zero] أقل من دقيقة
    [one] دقيقة
    [two] دقيقتين
    [few] { $minutes } دقائق
    [many] { $minutes } دقيقة
   *[other] { $minutes } دقيقة
}
incidents = الحوادث
open-told = { $count } مفتوحة
incidents-order = بحسب ما يحتاج إلى شخص
band-needs = يحتاج إلى شخص
band-working = قيد العمل
band-quiet = هادئ
no-incidents = لا حوادث مفتوحة.
no-incidents-next = تبدأ المكالمة بالمفتاح F1، والسطر بالحرف C.
selected = المختار
nothing-selected = لم يُختر شيء.
nothing-selected-next = اختر حادثًا من القائمة أو على الخريطة؛ F8 ينتقل إلى التالي الذي يحتاج إلى شخص.
is-closed = إنه مغلق.
act-send = أرسل وحدات
act-priority = الأولوية
act-note = ملاحظة
act-close = إغلاق
act-open = كل ما فيه
act-on-map = على الخريطة
proposal = اقتراح
nothing-needed = لا ينقص شيء: ما تطلبه خطة الاستجابة موجود أو في الطريق.
also-given = وإضافةً إليه بسطر مستقل يرسله الزر أيضًا:
nobody-to-send = لا أحد ممن يمكنهم الذهاب يحمل ما يلزم. اطلب من بلدة مجاورة أو اسحب وحدة من عمل آخر (X).
send-all = { $count ->
    [zero] إرسال
    [one] إرسالها
    [two] إرسال الاثنتين
    [few] إرسال الوحدات الـ { $count }
    [many] إرسال الوحدات الـ { $count }
   *[other] إرسال الوحدات الـ { $count }
 }
change-proposal = تغيير
reach-option = الاقتراح { $number }:
reach-asks = يجري البحث عن الطرق وعمن يُترك بلا تغطية…
reach-away = لا يمكن الآن قول من يتركه بلا تغطية.
reach-ways = طريق من يذهبون، مع من ومتى
reach-straight = خط مستقيم: لا طريق معروف
reach-nobody-counted = لم يُعدّ أحد على هذه الخريطة: من يُترك بلا تغطية غير معروف.
reach-all-covered = من كانت له وحدة في الوقت المطلوب تبقى له وحدة.
reach-left = بلا وحدة في الوقت المناسب، مع عدد الناس
reach-at-home = في بلدتنا، { $people }:
reach-in-town = في { $town }، { $people }:
reach-area = { $people } من { $of }
reach-more = و{ $areas } مناطق أخرى، { $people } شخصًا
reach-and-more = و{ $count } غيرها
something-else = شيء آخر
aside-asks = أُرسل بدلًا منه: { $units }. لماذا، بكلمة واحدة؟
aside-asks-none = ليس كما اقتُرح. لماذا، بكلمة واحدة؟
aside-go-on = المتابعة دون جواب
aside-nearer = أقرب
aside-known = معروف
aside-crew = الطاقم
aside-road = الطريق
aside-tired = متعب
aside-other = غيره
why-not = لماذا ليست الأخرى
why-not-rest = { $count ->
    [zero] ولا غيرها
    [one] ووحدة واحدة ليس لديها شيء مما يلزم
    [two] ووحدتان ليس لديهما شيء مما يلزم
    [few] و{ $count } وحدات ليس لديها شيء مما يلزم
    [many] و{ $count } وحدة ليس لديها شيء مما يلزم
   *[other] و{ $count } وحدة ليس لديها شيء مما يلزم
 }
together = كل ما ينتظر، معًا
together-wait = { $count ->
    [zero] لا حادث يحتاج وحدات
    [one] حادث واحد يحتاج وحدات
    [two] حادثان يحتاجان وحدات
    [few] { $count } حوادث تحتاج وحدات
    [many] { $count } حادثًا تحتاج وحدات
   *[other] { $count } حادث تحتاج وحدات
 }
together-ask = من يذهب إلى أين
together-again = اسأل من جديد
together-close = إغلاق
together-sent = أُرسلت.
together-other = اقتراحات أخرى
together-lacks = لا أحد يذهب لـ { $needs }
together-none = لا حادث مفتوحًا يحتاج أحدًا بعد.
together-least = لا اختيار آخر مجموع أوقات وصوله أقل.
together-gap = مجموع أوقات الوصول لا يزيد على أقل ما يمكن بأكثر من { $gap } ث.
together-gap-unknown = كم يبعد هذا عن أقل مجموع لأوقات الوصول، لا أحد يستطيع أن يقول.
time-unknown = الوقت غير معروف
advice-asked = يُسأل مَن يُرسَل…
advice-away = لا مشورة الآن. اختر بيدك: D ثم الوحدات ثم الحادث.
next-E = في الطريق
next-A = في الموقع
next-F = متاحة
next-CU = استدعاء
plan = الخطة
plan-none = لا خطة تجري هنا. PL يبدأ واحدة.
plan-named = الخطة: { $name }
of-told = { $done } من { $all }
due-at = يحين { $time }
log = السجل
log-empty = لم يحدث شيء بعد.
talk = الحديث
talk-unseen = غير مقروء: { $count }
talk-empty = لم يقل أحد شيئًا بعد. هنا ما قيل باللاسلكي وما طُلبت قراءته وما يخص الأرواح.
talk-say = قل شيئًا
talk-new = جديد:
map-label = خريطة البلدة. مفاتيح الأسهم تحركها، وزائد وناقص للتكبير والتصغير.
map-all = البلدة كلها
map-selected = إلى المختار
map-failed = لا خريطة: { $why }
map-failed-next = كل ما كان سيظهر عليها موجود في القوائم.
try-again = حاول مجددًا
severity-1 = فوري
severity-2 = عاجل
severity-3 = سريع
severity-4 = اعتيادي
severity-unknown = أولوية غير معروفة
status-available = متاحة
status-committed = أُرسلت
status-en_route = في الطريق
status-staged = في نقطة التجمع
status-on_scene = في الموقع
status-transporting = تنقل
status-at_hospital = في المستشفى
status-returning = عائدة
status-out_of_service = خارج الخدمة
status-unknown = الحالة غير معروفة
quiet-show = أظهر الهادئة { $count }
quiet-fold = اطوِ الهادئة { $count }
changes-wait = { $count ->
    [zero] لا تغيير ينتظر
    [one] تغيير واحد ينتظر: أظهره
    [two] تغييران ينتظران: أظهرهما
    [few] { $count } تغييرات تنتظر: أظهرها
    [many] { $count } تغييرًا ينتظر: أظهرها
   *[other] { $count } تغيير ينتظر: أظهرها
}
needs-empty = لا شيء يحتاج إلى شخص الآن.
