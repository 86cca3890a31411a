# لكل رفض واحد: ما تقوله القاعدة، وما يمكن فعله بعد ذلك.

unit_is_our_own = { $unit } لنا: لا يُبقى هكذا إلا الضيف.
    .do = استعدها بالاستعادة (override).

home_not_gone = لم يقل أحد منا إن { $home }، موطن { $unit }، زالت.
    .do = أعدها (tocsin lend return). إن زالت { $home } نهائيًا فليستثنها مسؤولان بعد الاسترجاع، أو اقطعا الوصلة أولًا.

guest_not_here = بحسب ما يعرفه هذا السجل والجيران ليست { $unit } عندنا.
    .do = اسأل الجيران وطاقمها (tocsin lend list).

guest_kept_already = أُبقيت { $unit } أو أُطلقت من قبل.
    .do = انظر إليها بـ tocsin lend list.
