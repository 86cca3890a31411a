# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

unit_not_assigned = ليس لدى { $unit } مهمة؛ وحالتها «{ $status }».
    .do = أرسلها (D)، أو اذكر الحادث السابق الذي يخصه الإبلاغ.

already_in_status = { $unit } حالتها «{ $status }» أصلًا، منذ { $since }.
    .do = لا شيء يلزم فعله؛ وإن كان ذلك الوقت خاطئًا فصحّحه.

time_before_dispatch = لم تكن { $unit } قد أُرسلت في { $at }.
    .do = تحقق من الوقت، أو صحّح وقت إرسالها.

unit_was_not_there = لم تكن { $unit } مسندة إلى { $incident } حينها.
    .do = تحقق من الحادث والوقت.

clear_before_status = { $unit } حالتها «{ $status }» منذ { $since }.
    .do = أعطِ وقتًا لاحقًا، أو صحّح وقت تلك الحالة أولًا.

status_not_reached = لم تكن حالة { $unit } في { $incident } «{ $status }» قط.
    .do = أبلغ عن الحالة مع وقتها بدلًا من ذلك.

