# One refusal each: what the rule says, and what the person can do next.

delivery_unknown = لا توجد عملية إرسال { $delivery }.
    .do = اسأل إلى أين وصل التحذير، وسمِّ واحدة مما يُذكر هناك.
nobody_given_up = لم يُترك أحد في { $delivery }.
    .do = لا شيء: من ينتظر تُعاد محاولته تلقائياً.
