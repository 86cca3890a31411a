# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

stock_not_agreed = لا تشمل الاتفاقية مع { $to } { $kind } ({ $unit_of_measure }): يبقى { $lot }.
    .do = سلّم نوعا متفقا عليه أو عدّل الاتفاقية.

more_than_agreed = لدى { $to } { $there } من قبل، والاتفاقية تسمح بـ { $most } ({ $unit_of_measure }) في آن واحد: لا يذهب المزيد من { $lot }.
    .do = سلّم أقل، أو اطلب إعادة بعضه أولا، أو عدّل الاتفاقية.

too_little_at_home = تُبقي الاتفاقية { $least } ({ $unit_of_measure }) في البلدة، وسيبقى { $staying } من نوع { $lot }.
    .do = سلّم أقل أو استلم المزيد أولا.

lot_goes_home = { $lot } مستعار من { $home }: يعود إليها ولا يذهب إلى غيرها.
    .do = أعده إلى { $home } التي لها أن تعيره لغيرك.

lot_is_here = يُسلَّم { $lot } إلى بلدة أخرى لا إلى بلدتنا.
    .do = اذكر البلدة الأخرى؛ ويُغيَّر المكان داخل البلدة بالأمر tocsin stock move.

lot_not_recounted = استُعيد هذا السجل ولم يُعد { $lot } منذ ذلك.
    .do = عُدّه بالأمر tocsin stock count ثم سلّمه.

transfer_already_counted = تروي { $neighbour } عن التسليم { $transfer } غير ما عُد هنا.
    .do = اتصل بـ { $neighbour } وقارن؛ لم يُعد شيء مرتين.

transfer_not_true = ما ترويه { $neighbour } عن { $transfer } لا يمكن أن يكون بحسب سجلنا.
    .do = اتصل بـ { $neighbour }؛ يبقى مخزوننا كما هو هنا.
