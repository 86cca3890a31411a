# One refusal each: what the rule says, and what the person can do next.

partner_key_differs = يُعرف { $partner } هنا بالمفتاح { $known }، وهذا موقّع بـ { $key }.
    .do = اقرأ المفتاحين مع { $partner } هاتفيًا. إن كان له مفتاح جديد فعرّفه جارًا من جديد.
