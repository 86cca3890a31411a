# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

under_legal_hold = { $subject } تحت الحفظ القانوني { $hold }.
    .do = احتفظ به حتى يُرفع الحفظ؛ يخبرك tocsin hold list من وضعه.

asked_for_by_request = { $subject } محفوظ لطلب السجلات المفتوح { $request }.
    .do = أجب عن الطلب وأغلقه أولًا؛ يخبرك tocsin records show بما يخصه.

legal_hold_unknown = لا حفظ قانوني { $hold }.
    .do = انظر الموجود بالأمر tocsin hold list.

forgotten_already = { $subject } منسي: لم يبقَ ما يُحفظ.
    .do = أخبر من طلبه؛ فمن أنساه ومتى ولماذا مسجَّل.
