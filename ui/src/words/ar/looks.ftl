health = حالة النظام
health-good = سليم
health-attention = يحتاج إلى نظرة
health-bad = يحتاج إلى يد الآن
health-unknown = غير معروف
health-asks = جارٍ سؤال النظام عن حاله …
look-again = انظر مجددًا
measures = القياسات
measures-n = { $n ->
    [zero] لا مشاهدات
    [one] مشاهدة واحدة
    [two] مشاهدتان
    [few] { $n } مشاهدات
    [many] { $n } مشاهدة
   *[other] { $n } مشاهدة
}
measure-assignment_s = مدة المهمة
measures-says = أزمنة الاستجابة بحسب NFPA 1710 وNERIS. نصفها ضمن الرقم الأول، وتسعة من عشرة ضمن الثاني.
measures-left-out = تُركت { $count } حوادث لأنك لا ترى كل ما فيها.
measures-by = مقسمة بحسب
measures-asks = جارٍ الحساب …
measures-none = لم تكتمل أي استجابة فيما تراه.
slice-all = الكل
slice-type = بحسب النوع
slice-hour = بحسب الساعة
slice-weekday = بحسب اليوم
slice-district = بحسب الحي
measure-name = القياس
measure-half = النصف ضمن
measure-nine = 9 من 10 ضمن
measure-n = الحالات
measure-missing = لم يُبلغ
measure-call_entry_s = تدوين المكالمة
measure-alarm_handling_s = معالجة الإنذار
measure-turnout_s = التأهب
measure-travel_s = الطريق
measure-total_response_s = الاستجابة الكلية
measure-on_scene_s = في الموقع
measure-transport_s = النقل
measure-turnaround_s = وقت المستشفى
minutes = دقائق
show-table = الأرقام
cases = الحالات وراءها
official-open = حوادث مفتوحة
official-needs = تحتاج إلى شخص الآن
official-free = من { $all } وحدات متاحة
official-how-bad = مدى السوء
official-closed = مغلق أو مغمور
official-closed-none = لا شيء مغلق.
official-places = مستشفيات وملاجئ وغيرها
official-places-none = لم يُبلغ أي مكان عن حاله.
until = حتى { $time }
closure-closed = مغلق
closure-flooded = مغمور
closure-contaminated = ملوث
closure-without_power = بلا كهرباء
closure-without_water = بلا ماء
closure-without_telecom = بلا هاتف
facility-state-open = مفتوح
facility-state-closed = مغلق
facility-state-limited = محدود
facility-state-full = ممتلئ
measures-in-sight = فيما تراه، المفتوح وما أُغلق حديثًا
measures-whole = في السجل كله
measures-of-now = أنت تنظر إلى الماضي: هذا ما يُعرف الآن عن حوادث فُتحت قبل { $time }، { $day }.
tile-first_sent = من الرد إلى إرسال أول وحدة
tile-turnout = الانطلاق
tile-travel = الطريق
tile-total = من المكالمة إلى وصول الوحدة
tile-on_scene = المدة في الموقع
tile-open_age = الحوادث المفتوحة بحسب عمرها
goal-met = { $within } من { $n } خلال { $goal }؛ تحقق هدف 90 %.
goal-missed = { $within } من { $n } خلال { $goal }؛ لم يتحقق هدف 90 %.
goal-line = الهدف { $goal }
spread-told = { $n } مما تراه: نصفها خلال { $half } وتسعة من عشرة خلال { $nine }.
cases-more = { $n } أخرى غير معروضة؛ المعروض هو الأبطأ.
