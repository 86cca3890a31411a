# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

neighbours_not_answered = لم يجب هؤلاء الجيران منذ الاستعادة: { $neighbours }.
    .do = اتصل بهم أو احمل إليهم حزمة.

units_not_reconciled = لا تعرف هذه البلدة بعد من يقود { $units }: فلا تجيب غيرها.
    .do = اسأل طواقم هذه الوحدات أولًا.

nothing_to_reconcile = من يقود { $unit } معروف.
    .do = لا شيء يُفعل.

answer_not_asked = لم تُسأل { $neighbour } عن هذه الحياة من السجل.
    .do = لا شيء يُفعل؛ اسأل ثانية إن استُعيد السجل مرة أخرى.

epoch_unreadable = { $epoch } ليس رقمًا صحيحًا: المقصود عددان بينهما نقطة، مثل 2.0.
    .do = اقرأه ثانية من بطاقة الطاقم.

answer_not_true = ما تجيب به { $neighbour } عن { $unit } لا يمكن أن يكون: لم تُعَر وحدة بهذا العدد.
    .do = اتصل بـ { $neighbour }؛ وإن بقي كذلك فاستثنها بـ tocsin lend leave-out.

town_unknown = لا أحد هنا أو بين الجيران يعرف بلدة { $town }.
    .do = اسأل الطاقم ثانية واطلب تهجئتها؛ البلدات في tocsin neighbour list.

neighbour_not_waited_for = لا تُنتظر إجابة من { $neighbour } بعد استعادة.
    .do = انظر من لا يزال يُسأل عبر tocsin lend list.

second_officer_needed = قال { $first } إن { $neighbour } تُترك: يجب أن يقول ذلك مسؤول آخر أيضا.
    .do = ليعطِ مسؤول ثانٍ الأمر نفسه بتسجيل دخوله.
