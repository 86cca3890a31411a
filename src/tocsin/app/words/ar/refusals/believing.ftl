# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

incarnation_superseded = استُعيد سجل { $neighbour }: وما يقوله سجلها الأقدم عن { $unit } لا يُسمع.
    .do = اجلب مقتطفها الحالي.

entry_is_our_own = هذا القيد عن { $unit } قيدنا نحن.
    .do = لا شيء يُفعل.

author_not_agreed = لم يوقَّع قط اتفاق إعارة مع { $neighbour }: وما تقوله عن { $unit } لا يُسمع.
    .do = وقّع اتفاقًا أو اسأل بلدة الوحدة.

home_is_another = تذكر { $neighbour } بلدة أخرى للوحدة { $unit } غير بلدتها.
    .do = اتصل ببلدة { $neighbour }.

generation_not_granted = تذكر { $neighbour } رقمًا للوحدة { $unit } لم نمنحه قط.
    .do = اتصل ببلدة { $neighbour }؛ وتبقى الوحدة هنا كما هي.

hold_not_released = تقول { $neighbour } إن { $unit } في مكان آخر، ونحن نقودها ولم نسلّمها.
    .do = اتصل ببلدة { $neighbour }؛ وتبقى الوحدة هنا كما هي.

not_addressed_to_author = سُلّمت { $unit } إلى بلدة غير التي تذكرها { $neighbour }.
    .do = اتصل بالبلدة التي سُلّمت إليها.

third_holder_not_agreed = تقول { $neighbour } إن { $unit } عند بلدة ثالثة، ولم تُعر لتُعار من جديد.
    .do = اتصل بـ { $neighbour } وبالطاقم؛ واستعدها عند الحاجة.

too_many_guests = سلّمتنا { $neighbour } من الوحدات قدر ما يتسع له السجل: لا تؤخذ { $unit }.
    .do = اتصل بـ { $neighbour }، وأعد ما لا حاجة إليه.

too_many_offers = عرضت { $neighbour } وحدات أكثر مما يُدوَّن في آن واحد: لا يُدوَّن عرض { $unit }.
    .do = اتصل بـ { $neighbour }، وارفض ما لا حاجة إليه.

too_many_units = تروي { $neighbour } عن وحدات لبلدة واحدة أكثر مما يُحفظ: لا تؤخذ { $unit }.
    .do = اتصل بـ { $neighbour }؛ واقطع الوصلة إن استمر ذلك.

epoch_not_believable = تذكر { $neighbour } رقمًا للوحدة { $unit } لا يبلغه أحد عرضًا بعد عرض.
    .do = اتصل بـ { $neighbour }؛ وتبقى الوحدة هنا كما هي.
