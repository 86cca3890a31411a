alarms = الإنذارات
alarms-unheard = لم تُسمع بعد
alarms-none = لا شيء ينذرك الآن.
alarms-new = { $count ->
    [zero] لا إنذار جديد: { $first }
    [one] إنذار جديد: { $first }
    [two] إنذاران جديدان. أولهما: { $first }
    [few] { $count } إنذارات جديدة. أولها: { $first }
    [many] { $count } إنذارًا جديدًا. أولها: { $first }
   *[other] { $count } إنذار جديد. أولها: { $first }
}
alarms-hear-all = سمعت الكل
alarms-flood = { $count ->
    [zero] إنذارات كثيرة معًا: هنا الأول من كل نوع.
    [one] إنذارات كثيرة معًا: هنا الأول من كل نوع، وواحد آخر في قائمة الحوادث.
    [two] إنذارات كثيرة معًا: هنا الأول من كل نوع، واثنان آخران في قائمة الحوادث.
    [few] إنذارات كثيرة معًا: هنا الأول من كل نوع، و{ $count } أخرى في قائمة الحوادث.
    [many] إنذارات كثيرة معًا: هنا الأول من كل نوع، و{ $count } أخرى في قائمة الحوادث.
   *[other] إنذارات كثيرة معًا: هنا الأول من كل نوع، و{ $count } أخرى في قائمة الحوادث.
}
alarms-shelved = مؤجّلة
alarms-week = سبعة أيام على هذا المكتب: جاء { $came }، وتكرر بلا داعٍ { $chattered }، وبقي أكثر من يوم { $stood }.
alarms-own = الإنذارات المتكررة والباقية خطؤنا لا خطؤك.
alarm-danger = طاقم في خطر.
alarm-mayday = { $words }
alarm-mayday-unit = { $unit }، ليست في حادث
alarm-show = إظهار
alarm-hear = سمعته
alarm-heard-at = سُمع عند { $time }؛ لم ينته بعد.
alarm-shelve = تأجيل
alarm-unshelve = إعادة
alarm-until = حتى { $time }
alarm-for = كم من الوقت
alarm-minutes = { $count ->
    [zero] { $count } دقيقة
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
}
alarm-over-title = الطاقم خارج الخطر
alarm-level-1 = قريبًا
alarm-level-2 = عاجل
alarm-level-3 = طاقم في خطر
alarm-act-take-mayday = أتولى الأمر
alarm-act-ask-desk = استدعِ المكتب
alarm-act-over = خارج الخطر
alarm-act-take-call = خذ البلاغ
alarm-act-send = أرسل وحدة
alarm-act-call-crew = اتصل بالطاقم أو أرسل غيره
alarm-act-check-crew = اطمئن على الطاقم
alarm-act-read = اقرأه
alarm-act-ask-again = اسألهم مجددًا
alarm-act-close = أغلقه
alarm-act-settle = أنجزه
alarm-act-give-again = أسنده إلى غيره
alarm-act-ask-owner = اسأل من هو لديه
alarm-act-tick = نفّذ الخطوة
alarm-act-take-command = تولَّ القيادة أو ارفض
alarm-act-approve = وافق أو اعترض
alarm-limbo = تُركت قبل { $for } ولم تقبلها { $town }: لا يجوز لأحد إرسالها.
alarm-limbo-unit = { $unit } بين مدينتين
alarm-act-call-town = اتصل بتلك المدينة أو استعدها
alarm-call-receipt = أُحيل إلى { $town } قبل { $for } ولم يصل إليها: اتصل بـ { $town } هاتفيا.
alarm-call-answer = أُحيل إلى { $town } قبل { $for } ولم يتولَّه أحد هناك: اتصل بـ { $town } هاتفيا.
alarm-call-returned = ردّته { $town } قبل { $for }: هو لنا من جديد.
alarm-call-crossed = { $town } تعمل عليه أيضا منذ { $for }: اتفقا على من يذهب.
alarm-call-between = بلاغ بين بلدتين
alarm-act-telephone = اتصل بتلك البلدة هاتفيا
sound = الصوت
sound-off = الصوت متوقف حتى تضغط مفتاحًا
sound-none = بلا صوت (يُسمع نداء طاقم في خطر)
sound-low = منخفض
sound-usual = معتاد
sound-loud = عالٍ
key-alarms = الإنذارات
