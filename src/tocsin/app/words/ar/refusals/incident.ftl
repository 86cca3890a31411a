# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

incident_unknown = لا حادث { $incident } هنا.
    .do = تحقق من الرقم؛ فالحوادث المغلقة تنتقل إلى الأرشيف بعد يوم.

incident_is_closed = { $incident } مغلق.
    .do = أعد فتحه مع ذكر السبب، أو افتح حادثًا جديدًا.

incident_is_not_closed = { $incident } ليس مغلقًا.
    .do = أغلقه أولًا.

incident_is_held = { $incident } معلّق.
    .do = استأنفه أولًا.

incident_is_not_held = { $incident } ليس معلّقًا.
    .do = لا شيء يلزم فعله.

incident_exists = يوجد حادث { $incident } أصلًا.
    .do = اترك المعرّف فارغًا لتحصل على جديد.

units_still_assigned = ما زالت تعمل في { $incident }: { $units }.
    .do = حرّرها أو استدعها أو أعد إسنادها، ثم أغلق.

incident_was_merged = دُمج { $incident } في حادث آخر.
    .do = افتحه لترى أيهما يستمر واعمل على ذاك؛ أو افصلهما.

closing_before_opening = لم يُفتح { $incident } إلا في { $opened }.
    .do = تحقق من الوقت.
