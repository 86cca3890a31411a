# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

subject_unknown = لا يوجد { $subject } ليُكتب عنه.
    .do = تحقق من المعرّف؛ وسجل المناوبة هو shift/ واسم من عندك.

entry_unknown = ليس في { $subject } قيد { $entry }.
    .do = انظر السرد واذكر القيد بمعرّفه.

entry_was_corrected = صُحح القيد { $entry } بالقيد { $newer }.
    .do = صحّح { $newer } بدلًا منه.

attachment_too_large = في المرفق { $size ->
        [zero] صفر من البايتات
        [one] بايت واحد
        [two] بايتان
        [few] { $size } بايتات
        [many] { $size } بايتًا
       *[other] { $size } بايت
    }؛ والحد الأعلى المحفوظ هنا { $limit }.
    .do = صغّره، أو احفظه في مكان آخر واذكر أين في ملاحظة.

media_type_not_accepted = لا تُقبل المرفقات من نوع { $media_type }.
    .do = حوّله إلى JPEG أو PNG أو GIF أو WebP أو PDF أو CSV أو نص عادي.

entry_not_flagged = القيد { $entry } غير موسوم بـ{ $flag }.
    .do = لا شيء يلزم فعله.
