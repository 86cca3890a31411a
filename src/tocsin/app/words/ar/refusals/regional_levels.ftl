# رفض واحد لكل بند: ما تقوله القاعدة، وما يمكن فعله بعد ذلك.

level_is_reached = { $regional } على المستوى { $level } بالفعل.
    .do = لا شيء مطلوب.

escalation_not_agreed = لا يوجد اتفاق نافذ يحدد من يقود { $regional } على المستوى { $level }.
    .do = عدّل الاتفاق بإضافة مسار تصعيد (tocsin agreement propose).

escalation_paths_differ = تختلف الاتفاقات فيمن يقود { $regional }: { $towns }.
    .do = حدد واحدة منها (--leads).

level_not_ours_to_set = تقود { $lead } { $regional } ولا يسمح اتفاق لهذه البلدة بتحديد مستواه.
    .do = اطلب من { $lead }.
