# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

closure_unknown = لا يوجد إغلاق { $closure }.
    .do = راجع قائمة الإغلاقات.

closure_is_lifted = رُفع الإغلاق { $closure } في { $at }.
    .do = أعلن إغلاقًا جديدًا.

closure_not_lifted = الإغلاق { $closure } ما زال قائمًا.
    .do = ارفعه أولًا.

closure_has_no_place = لم يستطع أحد أن يجد أين ذلك.
    .do = أعطِ مكانًا، أو نقطة ونصف قطرها، أو مضلعًا، أو خطًا.

closure_without_ground = ليس للبلدة خريطة أساس يمكن أن تقع عليها { $edges }.
    .do = اعتمد خريطة أساس (tocsin ground adopt TOWN GROUND)، أو ارسم أين ذلك.

shape_too_small = الشكل { $shape } يحتاج إلى عدد من النقاط المختلفة لا يقل عن { $needs }.
    .do = ارسمه مجددًا.

closure_end_before_begin = سينتهي في { $ends } قبل أن يبدأ في { $begins }.
    .do = تحقق من الوقت؛ فما انتهى يُرفع.
