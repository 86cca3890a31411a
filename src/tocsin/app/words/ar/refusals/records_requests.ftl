# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

records_request_unknown = لا طلب سجلات { $request }.
    .do = انظر الموجود بالأمر tocsin records list.

records_request_closed = طلب السجلات { $request } مغلق: { $outcome }.
    .do = افتح طلبًا جديدًا إن طُلب المزيد؛ وما أُعطي يبقى مسجلًا.

records_nobody_named = الطلب من نوع { $kind } لا يذكر سجلات من يخص.
    .do = اذكره في about هكذا person/ID: المعرّف في السجل، أو معرّف شخص معني.

records_not_asked_for = الطلب { $request } لا يخص { $subject }.
    .do = انظر ما يخصه بالأمر tocsin records show.

records_time_in_future = لا يمكن أن يكون الطلب قد ورد في { $at }، فذلك لم يأتِ.
    .do = اذكر متى ورد؛ فمنه تُحسب مهلة الجواب.

records_not_later = الطلب { $request } يحين في { $due }؛ وهذا ليس لاحقًا.
    .do = اذكر وقتًا لاحقًا، أو أجب قبل ذلك.

records_decided_meanwhile = تقرر أمر آخر بشأن الطلب { $request } في أثناء إعداده.
    .do = أعدّه مجددًا.

records_never_produced = لم يُعدّ شيء للطلب { $request }، فليس { $outcome }.
    .do = أعدّه أولًا، أو أغلقه بالنتيجة refused أو withdrawn أو nothing_held.
