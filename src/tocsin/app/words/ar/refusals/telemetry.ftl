# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

tracker_unknown = لا جهاز تتبع { $tracker } في السجل.
    .do = انظر قائمة الأجهزة (tocsin track)، أو سجّله.

tracker_has_two_bearers = جهاز التتبع { $tracker } ستحمله وحدة وشخص معًا.
    .do = اذكر واحدًا؛ فمن يركب وحدة يُتتبع معها.

sensor_unknown = لا مجسّ { $sensor } في السجل.
    .do = انظر قائمة المجسات (tocsin track)، أو سجّله.

thresholds_out_of_order = حديث حتى { $fresh_s } ث ليس قبل قديم من { $old_s } ث.
    .do = أعطِ وقتًا أقصر للحديث، أو أطول للقديم.

keeping_too_short =
    { $keep_h ->
        [zero] صفر من الساعات
        [one] ساعة واحدة
        [two] ساعتان
        [few] { $keep_h } ساعات
        [many] { $keep_h } ساعة
       *[other] { $keep_h } ساعة
    } مدة أقصر من أن يُحفظ بها أثر.
    .do = احفظ ملفًا كاملًا على الأقل، وعلى الأقل حتى يُعدّ الموقع قديمًا.

device_unknown = لا شيء هنا اسمه { $device }.
    .do = سجّله جهاز تتبع أو مجسًّا، أو أرسل باسم وحدة أو ندائها.

device_not_yours = هذا المرسل لا يبلّغ عن { $device }.
    .do = أبلغ عما رُبط به رمز الوصول، أو اطلب رمزًا غير مربوط.

observed_in_future = { $device } يبلّغ من المستقبل: { $at }.
    .do = اضبط ساعة الجهاز؛ ويُسمح بدقيقة واحدة.

observed_too_long_ago =
    { $device } يبلّغ من { $at }، أي قبل أكثر من { $keep_h ->
        [zero] صفر من الساعات
        [one] ساعة واحدة
        [two] ساعتين
        [few] { $keep_h } ساعات
        [many] { $keep_h } ساعة
       *[other] { $keep_h } ساعة
    } هي مدة الحفظ.
    .do = اضبط ساعة الجهاز، أو اعتمد مدة حفظ أطول.

reading_in_other_unit =
    { $device } يبلّغ بوحدة { $unit } وبدقة { $decimals ->
        [zero] بلا منازل عشرية
        [one] منزلة عشرية واحدة
        [two] منزلتين عشريتين
        [few] { $decimals } منازل عشرية
        [many] { $decimals } منزلة عشرية
       *[other] { $decimals } منزلة عشرية
    }؛ وفي السجل { $expected }.
    .do = اضبط الجهاز، أو سجّل المجسّ من جديد.

observation_of_other_kind = { $device } مجسّ ويبلّغ عن موقع.
    .do = سجّل ما يقول أين هو جهاز تتبع، باسم آخر.
