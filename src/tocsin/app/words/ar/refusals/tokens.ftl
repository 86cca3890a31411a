# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

token_unknown = لا رمز وصول { $token } هنا.
    .do = لعله أُلغي؛ اعرض رموز البلدة.

token_exists = هذا السر هو رمز وصول { $person } أصلًا.
    .do = أنشئ سرًا جديدًا: فالرمز لا يُتشارك أبدًا.

token_without_scope = رمز بلا غرض لا يستطيع شيئًا.
    .do = اذكر لأي غرض هو: { $scopes }.

token_is_over_before_it_begins = سينتهي الرمز في { $end }، وذلك قد مضى.
    .do = اذكر وقتًا لم يأتِ.

token_lives_too_long = يعيش رمز الوصول { $days ->
        [zero] صفر من الأيام
        [one] يومًا واحدًا
        [two] يومين
        [few] { $days } أيام
        [many] { $days } يومًا
       *[other] { $days } يوم
    } على الأكثر.
    .do = اختر نهاية أقرب، وأصدر رمزًا جديدًا في وقته.

token_inbox_alone = رمز الوارد يذكر مجموعة واحدة، وله الغرض inbox دون غيره.
    .do = أعطِ inbox والغرض الواحد، أو اترك الاثنين.

token_subject_unknown = لا يوجد { $subject } ليكون هذا رمزه.
    .do = سجّله أولًا، أو اذكر غيره: unit/… أو sensor/… أو tracker/… أو person/….
