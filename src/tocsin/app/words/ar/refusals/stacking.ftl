# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

unit_is_free = { $unit } متاحة ({ $status }).
    .do = أرسلها (D).

already_stacked = { $incident } في انتظار { $unit } أصلًا.
    .do = لا شيء يلزم فعله.

not_stacked = { $incident } ليس في انتظار { $unit }.
    .do = انظر ما ينتظر الوحدة واذكر غيره.
