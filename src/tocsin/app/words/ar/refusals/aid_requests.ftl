# رفض واحد لكل بند: ما تقوله القاعدة، وما يمكن فعله بعد ذلك.

aid_request_unknown = لا يوجد طلب { $request }.
    .do = انظر ما هو مطلوب عبر tocsin lend list.

aid_request_is_over = انتهى الطلب { $request } ({ $state }).
    .do = قدّم طلبا جديدا إن كان شيء ما لا يزال مطلوبا.

aid_request_is_ours = نحن من قدّم الطلب { $request }.
    .do = اسحبه إن لم يعد شيء مطلوبا.

aid_request_is_theirs = قدّمت { $by } الطلب { $request }.
    .do = ارفضه إن كنا لا نعطي شيئا.

borrowing_not_agreed = لا يوجد اتفاق سارٍ ينص على أن { $to } تعيرنا وحدات.
    .do = اقترح على { $to } اتفاقا على الإعارة (tocsin agreement propose)، أو اسأل بلدة أخرى.

aid_request_ends_before = لقد مضى { $at } بالفعل.
    .do = اذكر وقتا لم يأتِ بعد.
