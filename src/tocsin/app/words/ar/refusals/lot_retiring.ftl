# One refusal each: what the rule says, and what the person can do next.

lot_is_out = جزء من { $lot } لدى { $to } أو في الطريق إليها.
    .do = اطلب من { $to } إعادته أو القول إنه استُهلك أو فُقد، ثم أخرجه.

lot_less_than_nothing = بحسب الدفاتر يوجد من { $lot } أقل من لا شيء: { $quantity }.
    .do = عُدّه واذكر السبب، ثم أخرجه.
