# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

unit_unknown = لا وحدة { $unit } في السجل.
    .do = ابحث عن ندائها بين الوحدات، أو سجّلها.

unit_exists = { $unit } في السجل أصلًا.
    .do = عدّلها، أو اختر نداءً آخر.

unit_is_assigned = تعمل { $unit } في { $incident }.
    .do = حرّرها (F) أو أعد إسنادها (X) أولًا.

unit_is_out_of_service = { $unit } خارج الخدمة ({ $reason })، ويُنتظر عودتها: { $back }.
    .do = اختر وحدة أخرى، أو أعدها إلى الخدمة أولًا.

unit_is_in_service = { $unit } في الخدمة ({ $status }).
    .do = لا شيء يلزم فعله.

unit_has_stack = ينتظر { $unit } بعد ذلك: { $incidents }.
    .do = ارفعها عنها، أو أعطها لوحدة أخرى أولًا.

unit_not_serviceable = { $unit } حالتها «{ $condition }».
    .do = اختر وحدة أخرى؛ وإذا أُصلحت فأبلغ عن حالتها.

station_unknown = لا مركز { $station }.
    .do = انظر قائمة المراكز، أو أضفه.

not_holder = { $unit } ليست لنا لنأمرها الآن.
    .do = اطلب من البلدة التي لديها، أو استردها.

position_in_future = لا يمكن أن تكون { $unit } هناك في { $at }: فذلك لم يأتِ بعد.
    .do = تحقق من الوقت.

time_is_in_future = { $at } لم يأتِ بعد للوحدة { $unit }.
    .do = تحقق من الوقت؛ واتركه ليعني الآن.

time_before_status = { $unit } حالتها «{ $status }» منذ { $since }.
    .do = أعطِ وقتًا بعد ذلك، أو صحّح وقت تلك الحالة أولًا.

crew_is_out_with = طاقم { $unit } خارج مع { $other }.
    .do = انتظر حتى تتحرر { $other }، أو اختر وحدة لها طاقمها.

epoch_stale = { $unit } تؤمر الآن تحت العهد { $epoch }.
    .do = انظر مجددًا وأرسل الأمر تحت ذلك العهد.
