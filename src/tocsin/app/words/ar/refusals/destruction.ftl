# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

record_class_unknown = لا صنف { $record_class } في جدول الحفظ الساري.
    .do = تعرض الأصناف tocsin retention show.

destruction_under_way = سجلات الصنف { $record_class } قيد الإتلاف أصلًا ({ $destruction }).
    .do = انتظر حتى ينتهي؛ يخبرك tocsin retention record.

clock_not_confirmed = لم يُسجَّل شيء من { $since } إلى { $until }: ربما كان التاريخ خاطئًا، ومعه ما يستحق.
    .do = إن كان التاريخ صحيحًا فقل ذلك بالأمر tocsin retention confirm؛ وإلا فاضبط ساعة الجهاز.
