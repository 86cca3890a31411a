# رفض واحد لكل قاعدة: ما تقوله القاعدة وما يمكن فعله بعد ذلك.

warning_template_unknown = لم تعتمد البلدة قالبًا اسمه { $template }.
    .do = اعتمده أولًا، أو اختر غيره من القائمة.

warning_template_moved_on = كُتب القالب { $template } على الإصدار { $over }؛ وآخر إصدار هو { $latest }.
    .do = انظر ما تغيّر وأدخله في نصك، ثم اعتمده على الإصدار { $latest }.

warning_template_unsound = القالب { $template } غير متماسك: { $fault }.
    .do = أصلح هذا الجزء واعتمده من جديد.

warning_template_withdrawn = سُحب القالب { $template }.
    .do = اعتمده من جديد، ثم ليقرأه متحدث باللغة.

translation_unknown = لا نص في القالب { $template } بلغة { $language }؛ وهو موجود بـ { $there }.
    .do = اختر واحدة منها، أو اعتمد إصدارًا فيه هذا النص.

translation_moved_on = كلمات { $template } بلغة { $language } ليست التي قُرئت.
    .do = ليقرأ المتحدث الكلمات كما هي الآن ({ $digest })، ثم أقرّها.

translation_not_approved = لا أحد يضمن كلمات { $template } بلغة { $language }.
    .do = لا شيء: هي غير مراجعة أصلًا.
