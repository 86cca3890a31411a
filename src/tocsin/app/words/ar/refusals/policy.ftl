# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

policy_has_changed = جدول الصلاحيات الآن على الإصدار { $version }؛ وهذا أُعدّ على { $after }.
    .do = انظر الجدول مجددًا، واعتمد تعديلاتك على الإصدار { $version }.

policy_row_twice = الصف { $row } مكرر.
    .do = أبقِ واحدًا؛ فالصف يقول كل شيء عن أمره، أو عن نوعه ودوره.

policy_role_unknown = لا دور { $role }.
    .do = استعمل دورًا من القائمة في docs/access-table.md.

policy_field_unknown = ليس في النوع { $kind } حقل { $field }.
    .do = ابحث عن الحقول في docs/access-table.md.

policy_would_lock_out = بهذا الجدول لن يستطيع أي مدير نظام إعطاء { $command } بعد الآن.
    .do = أبقِ administrator بلا شرط في صف { $command }.

agreement_without_region = لا يقول الاتفاق مع { $partner } أين يسري.
    .do = أعطِ حدودًا مع نصف قطر، أو أسماء المناطق.

agreement_unknown = لا اتفاق مع { $partner }.
    .do = لا شيء يلزم فعله؛ فلا يُعرض شيء على { $partner }.

rounding_too_fine = يُقرَّب الموقع المعلن إلى { $least } µ° على الأقل، لا إلى { $step_udeg }.
    .do = أعطِ خطوة أكبر.

sharing_is_signed = ما يراه { $partner } متفق عليه في { $agreement } الذي وقّعته المدينتان.
    .do = عدّل { $agreement }، أو أنهِه أولًا.
