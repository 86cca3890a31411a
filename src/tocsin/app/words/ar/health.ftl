# كيف حال النظام؛ وكم يدوم الشيء.

health-log-not-read = لم يُقرأ منذ { $age }.
health-log-not-read-do = انظر هل الجهاز الذي يكتبه يعمل، وانظر الاتصال.
health-log-empty = لا شيء مسجّل بعد.
health-only-read = هنا للقراءة فقط؛ والأوامر يأخذها { $writer }.
health-stopped = لا يمكن كتابة السجل: فلا يُقبل أي أمر.
health-doctor-do = شغّل tocsin doctor على مجلد البلدة.
health-disk-do = انظر ما الذي يستعمل القرص غيرها.
health-orders = تُؤخذ الأوامر.
health-no-second = لا جهاز ثانٍ يتبع هذه البلدة.
health-no-second-do = جهّز واحدًا (docs/operating/standby.md): يتولى الأمر إن تعطل هذا.
health-second-closed = لا يُقبل أي أمر: { $why }.
health-second-do = تفقّد الجهاز الاحتياطي والاتصال.
health-second-link-do = انظر الاتصال بين الجهازين.
health-second-whole = لديه كل شيء.
health-screens-none = لا أحد يتابع مباشرة.
health-late = { $who } وما يحدث يصل متأخرًا { $late } ث.
health-late-do = انظر ما الذي يعمل على هذا الجهاز غيرها.
health-no-track = هذا الجهاز لا يحفظ مواقع.
health-track-trouble = عن الأثر: { $trouble }.
health-track-do = البلدة تعمل دونه. شغّل tocsin doctor على مجلدها.
health-no-folder = مجلد البلدة ليس على هذا الجهاز.
health-no-certificate = ليس للبلدة شهادة خاصة؛ ولعل لدى من يقدّمها واحدة.
health-certificate-do = ينشئها tocsin serve --tls-local.
health-backup-do = أنشئ واحدة: tocsin backup أو tocsin offsite (docs/operating/backup-and-restore.md).
health-no-backup = لا نسخة احتياطية معروفة لهذه البلدة.
health-backup = عمر آخر نسخة احتياطية { $age }.
health-no-ground = لا شيء معتمد: الأماكن كما يقولها الناس.
health-no-ground-do = tocsin ground adopt TOWN GROUND.
health-ground-wrong = ليست كما اعتُمدت: { $wrong }.
health-ground-wrong-do = اعتمدها مجددًا، أو أعدها من نسخة احتياطية.
health-ground-old-do = استورد مقتطفًا أحدث وقارنه.
health-clock-unsaid = هذا النظام لا يقول هل تُضبط ساعته
health-clock-alone = لا أحد يضبط ساعة هذا الجهاز
health-clock-alone-do = شغّل خدمة وقت (chrony أو systemd-timesyncd) على مصدر الوقت للبلدة.
health-clock = تضبط الساعة خدمة وقت
health-room = المساحة الحرة { $free } غيغابايت
health-room-now-do = وفّر مساحة الآن: فبدونها لا يُؤكَّد شيء.
health-room-soon-do = وفّر مساحة هذا الأسبوع.
health-inodes-do = احذف ملفات صغيرة هناك.
health-inodes = بقي من inode { $count }
health-certificate-again-do = افتح الباب مجددًا: فتُجدَّد حينها.
health-drill-none = لا يُعلم أن نسخة احتياطية لهذه البلدة قد استُعيدت
health-drill-none-do = استعد واحدة في مجلد مؤقت (docs/operating/backup-and-restore.md).
health-drill-unread = لا يمكن قراءة { $file }
health-drill-unread-do = أعد التمرين.
health-drill-old-do = أجرِ واحدًا هذا الأسبوع.
health-leap = قفزت الساعة: لم يُسجّل شيء من { $since } إلى { $until }؛ ولم يعد يُتلف شيء
health-leap-do = انظر التاريخ. إن صح: tocsin retention confirm. وإلا فاضبط الساعة (docs/operating/retention.md).
health-retention-none = لا جدول حفظ معتمد: كل سجل يبقى إلى الأبد
health-retention-quiet = لا إتلاف معلن
health-retention-due = ما يستحق من { $name } ابتداءً من { $at } UTC
health-retention = معلن إتلافه: { $what }
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
health-log = { $n ->
    [zero] لا قيود؛ وآخرها قبل { $age }.
    [one] قيد واحد؛ قبل { $age }.
    [two] قيدان؛ آخرهما قبل { $age }.
    [few] { $n } قيود؛ آخرها قبل { $age }.
    [many] { $n } قيدًا؛ آخرها قبل { $age }.
   *[other] { $n } قيد؛ آخرها قبل { $age }.
}
health-waiting = { $n ->
    [zero] لا أمر ينتظر القرص.
    [one] أمر واحد ينتظر القرص.
    [two] أمران ينتظران القرص.
    [few] { $n } أوامر تنتظر القرص.
    [many] { $n } أمرًا ينتظر القرص.
   *[other] { $n } أمر ينتظر القرص.
}
health-second-away = { $n ->
    [zero] لا يُسمع منه؛ ولا ينقصه قيد.
    [one] لا يُسمع منه؛ وينقصه قيد واحد.
    [two] لا يُسمع منه؛ وينقصه قيدان.
    [few] لا يُسمع منه؛ وينقصه { $n } قيود.
    [many] لا يُسمع منه؛ وينقصه { $n } قيدًا.
   *[other] لا يُسمع منه؛ وينقصه { $n } قيد.
}
health-second-behind = { $n ->
    [zero] متأخر { $age } (لا قيود).
    [one] متأخر { $age } (قيد واحد).
    [two] متأخر { $age } (قيدان).
    [few] متأخر { $age } ({ $n } قيود).
    [many] متأخر { $age } ({ $n } قيدًا).
   *[other] متأخر { $age } ({ $n } قيد).
}
health-screens = { $n ->
    [zero] لا أحد يتابع مباشرة.
    [one] واحد يتابع مباشرة.
    [two] اثنان يتابعان مباشرة.
    [few] { $n } يتابعون مباشرة.
    [many] { $n } متابعًا مباشرة.
   *[other] { $n } متابع مباشرة.
}
health-track = { $n ->
    [zero] لا مشاهدات حتى الآن.
    [one] مشاهدة واحدة حتى الآن.
    [two] مشاهدتان حتى الآن.
    [few] { $n } مشاهدات حتى الآن.
    [many] { $n } مشاهدة حتى الآن.
   *[other] { $n } مشاهدة حتى الآن.
}
health-ground = { $days ->
    [zero] الإصدار { $version } من { $source }، اعتُمد قبل أقل من يوم.
    [one] الإصدار { $version } من { $source }، اعتُمد قبل يوم واحد.
    [two] الإصدار { $version } من { $source }، اعتُمد قبل يومين.
    [few] الإصدار { $version } من { $source }، اعتُمد قبل { $days } أيام.
    [many] الإصدار { $version } من { $source }، اعتُمد قبل { $days } يومًا.
   *[other] الإصدار { $version } من { $source }، اعتُمد قبل { $days } يوم.
}
health-certificate-over = { $days ->
    [zero] انتهت قبل أقل من يوم
    [one] انتهت قبل يوم واحد
    [two] انتهت قبل يومين
    [few] انتهت قبل { $days } أيام
    [many] انتهت قبل { $days } يومًا
   *[other] انتهت قبل { $days } يوم
}
health-certificate-ends = { $days ->
    [zero] تنتهي بعد أقل من يوم
    [one] تنتهي بعد يوم واحد
    [two] تنتهي بعد يومين
    [few] تنتهي بعد { $days } أيام
    [many] تنتهي بعد { $days } يومًا
   *[other] تنتهي بعد { $days } يوم
}
health-certificate = { $days ->
    [zero] باقٍ على انتهائها أقل من يوم
    [one] باقٍ على انتهائها يوم واحد
    [two] باقٍ على انتهائها يومين
    [few] باقٍ على انتهائها { $days } أيام
    [many] باقٍ على انتهائها { $days } يومًا
   *[other] باقٍ على انتهائها { $days } يوم
}
health-drill = { $days ->
    [zero] كان آخرها قبل أقل من يوم
    [one] كان آخرها قبل يوم واحد
    [two] كان آخرها قبل يومين
    [few] كان آخرها قبل { $days } أيام
    [many] كان آخرها قبل { $days } يومًا
   *[other] كان آخرها قبل { $days } يوم
}
