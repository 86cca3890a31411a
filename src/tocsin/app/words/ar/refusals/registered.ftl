# One refusal each: what the rule says, and what the person can do next.

registered_unknown = لا يوجد { $registered } في السجل.
    .do = انظر السجل؛ من غادره نُسي.
registered_not_reachable = لا يمكن لأحد الاتصال بهذا الشخص أو زيارته.
    .do = اذكر رقم هاتف أو عنواناً أو موقعاً.
register_full = في السجل { $most } شخصاً ولا يُقبل المزيد.
    .do = احذف من لم يعد يريد أن يُتصل به.
