# كيف تصدر التحذيرات وإلى أين وصلت.

warn-feed-title = تحذيرات { $town }
warn-try-event = اختبار
warn-try-headline = اختبار لإحدى قنوات { $town }: لم يحدث شيء
warn-try-body = بهذه الرسالة تُجرَّب قناة للتحذيرات. لا يلزم فعل أي شيء. تُرسَل إلى عنوان اختبار؛ ومن يقرؤها في مكان آخر فليُبلغ البلدة.

channel-added = تصدر التحذيرات الآن عبر { $channel }، إلى { $receivers ->
    [zero] لا أحد
    [one] مستلم واحد
    [two] مستلمين اثنين
    [few] { $receivers } مستلمين
    [many] { $receivers } مستلماً
   *[other] { $receivers } مستلم
}. جرّبها قبل الحاجة إليها.
channel-removed = لن يصدر عبرها تحذير جديد. أما ما يلزم سحبه فيصدر بعد.
channel-tried = تُرسَل رسالة معلَّمة بحالة Test إلى عنوان التجربة؛ انظر إلى أين وصلت.
channel-retried = تُرسَل مرة أخرى.
again-nobody = لم يُترك أحد في { $message }: انظر tocsin warn reached
channel-line = { $channel }: { $carrier }، { $receivers ->
    [zero] لا أحد
    [one] مستلم واحد
    [two] مستلمان اثنان
    [few] { $receivers } مستلمين
    [many] { $receivers } مستلماً
   *[other] { $receivers } مستلم
}، ابتداءً من الشدة { $least }
channel-area =   { $receiver }: التحذيرات التي تمس { $area } فقط
channel-area-twice = لـ { $name } منطقتان؛ اذكر واحدة
channel-area-nobody = لا مستلم باسم { $name }؛ سمّه بـ --to { $name }=ADDRESS
channel-none = لا تصدر التحذيرات عبر أي قناة بعد.
channel-drill = هذا السجل ليس Actual: لا يخرج منه شيء.
reached-nothing = لم يصدر هنا شيء باسم { $message }
reached-message = { $message }، صدر { $at }
reached-channel = { $channel }: وصل إلى { $reached } من { $receivers }، ينتظر { $waiting }، تُرك { $unreached }، حلّ غيره محله { $superseded }، تأخر { $late }، لا يعني { $elsewhere }
reached-stand-in = حلّت { $channel } محلها
reached-so = حلّت { $channel } محلها ووصل
reached-twice = ربما مرتين
reach-waiting = ينتظر
reach-sending = قيد الإرسال
reach-reached = وصل
reach-unreached = تُرك
reach-superseded = تُرسَل رسالة أحدث بدلاً منه
reach-not_concerned = لا يعنيه: إنه لمكان آخر
delivery_cause-no_connection = لا اتصال
delivery_cause-no_answer = لا جواب في الوقت المحدد
delivery_cause-cut_off = انقطع في الأثناء
delivery_cause-busy = طُلب الرجوع لاحقاً
delivery_cause-refused = مرفوض
delivery_cause-no_such_receiver = لا مستلم بهذا العنوان
delivery_cause-not_trusted = أحد الطرفين لا يثق بالآخر
delivery_cause-strange_answer = جواب ليس إيصالاً
delivery_cause-not_set_up = غير مُعدّ
delivery_cause-cannot_carry = لا يمكن حمله هكذا
poster-aloud = يُقرأ عبر مكبّر الصوت
poster-aloud-how = اقرأه مرتين ببطء، مع وقفة بعد كل جملة. ثم انتقل إلى حيث لا يُسمع صوتك.
