# رفض واحد لكل بند: ما تقوله القاعدة، وما يمكن فعله بعد ذلك.

warning_channel_unknown = لا تصدر التحذيرات عبر قناة باسم { $channel }.
    .do = انظر في قائمة القنوات وسمِّ إحداها، أو أضف هذه القناة.

warning_channel_removed = أُزيلت القناة { $channel }.
    .do = أضفها من جديد أولاً.

warning_channel_unsound = القناة { $channel } غير متماسكة: { $fault }.
    .do = صحّح هذا الجزء وأضفها مرة أخرى.

warning_channel_has_no_test = ليس للقناة { $channel } عنوان للتجربة.
    .do = أضفها من جديد مع عنوان لا يقرؤه غيرك، ثم جرّبها.

