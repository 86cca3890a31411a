# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

facility_unknown = لا منشأة { $facility } في السجل.
    .do = تحقق من الاسم أو سجّلها.

facility_exists = { $facility } في السجل أصلًا.
    .do = عدّلها، أو اختر معرّفًا آخر.

more_free_than_total = لا يمكن أن يكون لدى { $facility } متاحًا { $free } من { $total } ({ $kind }).
    .do = تحقق من الأرقام، أو أبلغ عن المجموع الجديد معها.

capacity_twice = أُبلغ عن { $kind } مرتين للمنشأة { $facility }.
    .do = أبلغ عن كل نوع مرة واحدة.

report_says_nothing = لا يقول التقرير شيئًا عن { $facility }.
    .do = اذكر حالة أو تحويلًا أو سعة أو ملاحظة.
