# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

partner_not_agreed = لا اتفاق سارٍ يجيز إعارة { $unit } إلى { $to }.
    .do = اقترح على { $to } اتفاقًا للإعارة (tocsin agreement propose) أو اعرضها على بلدة أخرى.

kind_not_agreed = الاتفاق مع { $to } لا يشمل الوحدات من نوع { $kind }: تبقى { $unit }.
    .do = اعرض وحدة من نوع متفق عليه أو عدّل الاتفاق.

enough_are_lent = لدى { $to } الوحدات { $most } التي يجيزها الاتفاق معًا.
    .do = اطلب إعادة واحدة أولًا أو عدّل الاتفاق.

too_few_at_home = يُبقي الاتفاق { $least } وحدات في البلدة (النوع: { $kind })؛ ودون { $unit } تبقى { $staying }.
    .do = اعرض نوعًا آخر أو انتظر حتى تعود واحدة.

sub_lend_not_agreed = { $unit } معارة من { $home } ولم تقل إنها تُعار ثانية.
    .do = اسأل { $home } أو أعدها.

unit_not_offered = { $unit } غير معروضة.
    .do = اعرضها أولًا، أو انظر ما هو معروض بالأمر tocsin lend list.

offer_superseded = استُبدل ذلك العرض للوحدة { $unit }؛ الأحدث هو { $epoch }.
    .do = انظر العرض الأحدث واسأل الطاقم عن { $epoch }.

crew_not_ready = لم يجب طاقم { $unit } عن { $epoch }.
    .do = نادِ الطاقم على لاسلكي إحدى البلدتين ودعه يردد { $epoch }.

crew_is_ready = أجاب طاقم { $unit } عن { $epoch } ولا يطيع من دونه.
    .do = سلّمها؛ أو اعرضها على بلدتك واسأل الطاقم ثانية ثم أكّد.

epoch_not_higher = أجاب طاقم { $unit } عن { $known }: و{ $epoch } ليس أعلى.
    .do = قدّم عرضًا جديدًا؛ يأخذ رقمًا جديدًا.

readback_differs = سُئل طاقم { $unit } عن { $epoch } فردد { $readback }.
    .do = اسأل ثانية حتى يردد الرقم نفسه.

unit_is_with_us = { $unit } عندنا أو ليست لنا.
    .do = انظر من يقودها بالأمر tocsin lend list.

offered_to_ourselves = { $unit } معروضة على بلدتنا نفسها.
    .do = أكّدها عندما يجيب طاقمها.

request_not_theirs = لا يوجد طلب مفتوح { $request } من { $to } يمكن عرض وحدة لأجله.
    .do = انظر ما هو مطلوب عبر tocsin lend list، أو اعرض الوحدة دون ذكر طلب.
