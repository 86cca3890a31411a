# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

role_may_not = الأمر { $command } ليس للأدوار التي لديك ({ $roles }).
    .do = اطلبه ممن يسمح له دوره بذلك، أو اطلب الدور من مدير النظام.

actor_unknown = لا أحد نشط معروف هنا باسم { $actor }.
    .do = سجّل الدخول مجددًا أو اسأل مدير النظام.

condition_not_met = يجوز لدورك إعطاء { $command } بشرط فقط ({ $conditions }).
    .do = يشرح docs/access-table.md معناه؛ وإن احتجت إليه بغير ذلك فاسأل ضابط المناوبة.

not_on_need_to_know = الأمر { $command } لمن في قائمة من يلزمهم العلم.
    .do = اطلب ممن في القائمة أن يضيفك إليها.

committed_elsewhere = { $unit } ملتزمة في مكان آخر.
    .do = اختر وحدة أخرى أو اسأل ضابط المناوبة.

not_possible_now = هذا غير ممكن الآن.
    .do = اختر غيره أو اسأل ضابط المناوبة.

access_command_unknown = لا يوجد أمر { $command }.
    .do = استعمل الأسماء الواردة في docs/access-table.md.

access_condition_unknown = لا يمكن أن يرد الشرط { $condition } هناك.
    .do = يسرد docs/access-table.md الشروط وأين يجوز كل منها.
