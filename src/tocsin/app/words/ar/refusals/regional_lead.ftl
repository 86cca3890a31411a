# رفض واحد لكل بند: ما تقوله القاعدة، وما يمكن فعله بعد ذلك.

nobody_leads_yet = لا أحد يقود { $regional } بعد.
    .do = انتظر حتى تنضم بلدة أخرى؛ عندها تقود البلدة التي وضعت الرقم.

not_in_lead = تقود { $lead } { $regional } وليس هذه البلدة.
    .do = تحدث مع { $lead }؛ وإن تعذر ذلك فلمسؤولين اثنين أخذ القيادة.

leads_already = تقود هذه البلدة { $regional } بالفعل.
    .do = لا شيء مطلوب.

taker_has_no_part = لا تشارك { $to } في { $regional } بعد.
    .do = اسألها أولا (tocsin region incident link) وانتظر حتى تنضم.

lead_not_offered = لا تعرض علينا { $lead } قيادة { $regional } بحسب ما سمعنا.
    .do = اطلب من { $lead } أن تعرضها.

lead_taking_not_open = لم يطلب مسؤول أول أخذ قيادة { $regional }.
    .do = ليقل المسؤول الأول ذلك مع السبب (tocsin region incident take).

lead_second_officer_needed = قال { $first } ذلك بالفعل عن { $regional }؛ يلزم مسؤول ثان.
    .do = ليؤكد مسؤول آخر.

lead_conflict_unknown = لا توجد قيادة مأخوذة مفتوحة في { $regional }.
    .do = انظر إليه بالأمر tocsin region incident show.

lead_taking_too_old = قال { $first } ذلك بشأن { $regional } في { $at }؛ مضى على ذلك وقت طويل.
    .do = انظر فيه من جديد، وليقله المسؤول الأول مرة أخرى (tocsin region incident take).

lead_agreed_elsewhere = بحسب الاتفاق تقود { $towns } الحادث { $regional } في هذا المستوى، ولها دور فيه.
    .do = اطلب من { $towns } أن تتولى القيادة.
