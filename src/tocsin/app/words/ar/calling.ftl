# Calls about warnings: the register, the lists.

registered-added = هو في السجل: يُتصل به في تحذير يعنيه.
registered-left = لم يعد في السجل، ونُسي كل ما كان فيه عنه. أما البلاغ الذي فُتح من اتصال بشأنه فيحتفظ بكلماته إلى أن يُنسى هو نفسه.
registered-none = لا أحد في السجل.
call-taken = أنت تتصل بـ { $registered }.
call-recorded = سُجلت نتيجة الاتصال بـ { $registered }.
call-outcome = اذكر النتيجة: --outcome.
call-nobody = ليس `{ $registered }` واحداً من هذه القائمة.
call-list-none = لا تستوجب الرسالة { $warning } اتصالات.
call-list-empty = لا يعني أحداً من السجل.
call-list-hidden = ليست لك رؤية هذه القائمة.
call-waits = لم يُتصل به
call-answered = أُبلغ
call-no_answer = لا رد
call-needs_somebody = يحتاج أحداً
call-visited = أُبلغ عند الباب
call-go-there = لا رد: اذهبوا إليه
