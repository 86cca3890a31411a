# صفحة الحادث.

fact-summary = الموجز
fact-hazards = المخاطر
fact-alarm_level = درجة الإنذار
fact-held = معلّق
fact-restricted = مقيّد
fact-areas = المناطق
fact-agencies = الجهات
fact-people = الأشخاص
fact-reports = البلاغات
fact-merged_into = دُمج في
fact-absorbed = ضمّ
fact-handed_over_to = سُلّم إلى
fact-closed = أُغلق
fact-disposition = النتيجة
fact-closing_words = كلمة الإغلاق
fact-told_outside = ما أُعلن
fact-last_listed = آخر إدراج
fact-source = المصدر

relation-same_cause = السبب نفسه
relation-related = ذو صلة
relation-follows = يتبع
relation-followed_by = يتبعه
relation-part_of = جزء من
relation-includes = يشمل
relation-duplicate_of = مكرر من
relation-duplicated_by = كُرر في

counted-immediate = أحمر
counted-delayed = أصفر
counted-minor = أخضر
counted-deceased = متوفى
counted-missing = مفقود
counted-trapped = محاصر
counted-on_scene = في الموقع
counted-transporting = قيد النقل
counted-at_hospital = في المستشفى
counted-released = خرج
counted-refused = رفض

agency-fire = الإطفاء
agency-medical = الإسعاف
agency-police = الشرطة
agency-works = الأشغال
agency-rescue = الإنقاذ
agency-health = الصحة
agency-utility = المرافق
agency-transport = النقل
agency-civil_protection = الحماية المدنية
agency-other = أخرى

outcome-cleared = انتهت
outcome-cancelled = أُلغيت
outcome-diverted = حُوّلت
outcome-reassigned = أُسندت لغيره
outcome-pre_empted = سُحبت
outcome-merged = دُمج
outcome-unlisted = لم تعد مدرجة

involved-caller = المبلّغ
involved-patient = مريض
involved-witness = شاهد
involved-missing = مفقود

need-to-know = لمن يلزمه العلم
fact-led = { $agency } بقيادة { $lead }
fact-counted = { $what }: { $n }
answers = الأجوبة
question-who_is_hurt = من المصاب
question-danger_to_crews = خطر على الطواقم
