# رفض واحد لكل بند: ما تقوله القاعدة، وما يمكن فعله بعد ذلك.

regional_unknown = لا يوجد حادث إقليمي { $regional }.
    .do = انظر الموجود منها بالأمر tocsin region incident list.

regional_no_part = لا تشارك هذه البلدة في { $regional } ({ $stand }).
    .do = انضم إليه أولا.

regional_not_agreed = لا يوجد اتفاق مع { $to } تُدار بموجبه الحوادث معا.
    .do = اقترح اتفاقا على { $to } (tocsin agreement propose) أو اتصل بها.

regional_not_asked = لا أحد يسألنا عن { $regional }.
    .do = اسأل البلدة الأخرى بنفسك (tocsin region incident link).

regional_has_our_incident = { $incident } هو نصيبنا من { $regional } بالفعل.
    .do = إن كانا حادثا واحدا فادمجهما هنا أولا.

regional_yields_by_lead = الحادث جزء من { $regional } الذي تقوده { $lead }، وهي وحدها تتخلى عن رقمه.
    .do = اطلب من { $lead } ربطهما.

regional_lead_stays = تقود هذه البلدة { $regional } وتشارك فيه بلدات أخرى.
    .do = اعرض القيادة على إحداها أولا.

regional_is_closed = أغلقت كل بلدة نصيبها من { $regional }.
    .do = أعد فتح حادثنا إن كان مستمرا.

too_many_shared = وضعت هذه البلدة { $most } هدفا للحادث { $regional }.
    .do = اجمعها في أهداف أقل أو احتفظ بها لحادثنا.
