# رفض واحد لكل قاعدة: ما تقوله القاعدة وما يمكن فعله بعد ذلك.

warning_unknown = لا يوجد تحذير { $warning }.
    .do = انظر قائمة التحذيرات وسمِّ واحداً منها.

warning_stands_otherwise = لا يمكن ذلك مع التحذير { $warning }: حالته { $state }.
    .do = انظر التحذير؛ المسودة تُفحص ثم تُقر ثم تُرسل.

warning_not_in_force = التحذير { $warning } غير سارٍ: حالته { $state }.
    .do = اكتب تحذيراً جديداً؛ ما انتهى لا يُحدَّث ولا يُنهى.

warning_follows_nothing = رسالة من نوع { $type } تحتاج إلى التحذير الذي تتبعه.
    .do = سمِّ التحذير الذي يُحدَّث أو يُنهى.

warning_follows_something = التنبيه الأول لا يتبع غيره، وقد سُمي { $warning }.
    .do = اكتبه تحديثاً أو إنهاءً، أو احذف الآخر.

warning_more_real_than_log = لا يمكن أن يكون التحذير { $status } في سجل من نوع { $log }.
    .do = اترك الحالة: التحذير على نوع سجله.

warning_of_another_log = كُتب هذا التحذير على أنه { $status }؛ والسجل هنا من نوع { $log }.
    .do = اكتبه من جديد في هذا السجل.

warning_without_area = لا يحدد التحذير منطقة.
    .do = ارسم منطقة أو سمِّ نطاقاً أو رمزاً.

warning_area_unsound = حدود { $area } غير صالحة: { $fault }.
    .do = ارسمها خطاً واحداً لا يتقاطع مع نفسه، ولا تُعد النقطة الأولى.

warning_outside_authority = تمتد المنطقة إلى حيث لا سلطة لهذه البلدة: { $towns }.
    .do = ارسمها أصغر، أو اطلب من البلدة صاحبة الأرض أن تحذّر.

warning_without_words = لا نص للتحذير بأي لغة.
    .do = اكتبه بلغة واحدة على الأقل، أو املأ قالباً.

warning_language_twice = للتحذير نصان باللغة { $language }.
    .do = احذف أحدهما.

warning_incomplete = ينقص التحذير { $part }.
    .do = أضفه: فلا تُقرأ الرسالة بدونه.

warning_unwritable = لا يمكن كتابة التحذير مع { $part }.
    .do = احذف ذلك أو اكتبه بحروف أخرى.

warning_ends_too_early = ينتهي التحذير في { $expires } قبل أن يبدأ في { $begins }.
    .do = حدد نهاية لاحقة.

warning_lasts_too_long = يسري التحذير حتى { $expires }، أي أكثر من { $hours } ساعة.
    .do = حدد نهاية أبكر، وجدده بتحديث عند اقترابها.

warning_moved_on = التحذير { $warning } ليس ما قُرئ.
    .do = اقرأه كما هو الآن ({ $digest }) ثم قرر.

warning_questions_open = في التحذير أمر غير معتاد لم يُجب عنه أحد: { $questions }.
    .do = انظر كلاً منها وأقر التحذير مع ذكر كل اسم، أو أعد كتابته.

warning_needs_sign_in = يتطلب التحذير أشخاصاً سجلوا دخولهم.
    .do = سجّل الدخول بكلمة مرور أو جهاز ثانٍ أو مفتاح مرور ثم أعد المحاولة.

warning_not_present = أثبتَّ هويتك قبل { $ago_s } ثانية؛ والحد للتحذير { $presence_s }.
    .do = أثبت هويتك مجدداً ثم أعد المحاولة.

warning_needs_another_person = من كتب التحذير { $warning } أو طلبه لا يقره.
    .do = دع مسؤولاً آخر ينظر فيه ويقره.

warning_needs_another_session = استخدم الشخصان المسؤولان عن التحذير { $warning } تسجيل دخول واحداً.
    .do = ليسجل الشخص الثاني دخوله بنفسه من جهاز آخر.

warning_approval_personal = لا يقف أحد خلف تحذير نيابة عن { $person }.
    .do = افعل ذلك باسمك، أو دع الشخص يفعله.

warning_approver_not_authorised = لا يملك { $person } سلطة التحذير؛ يلزم أحد الأدوار { $roles }.
    .do = دع صاحب أحد هذه الأدوار يفعله.

warning_approval_too_old = طُلب التحذير { $warning } أو أُقر قبل أكثر من { $minutes } دقيقة.
    .do = اطلب الإقرار مجدداً ودع الشخص الثاني ينظر مرة أخرى.

warning_neighbours_not_told = يمتد التحذير { $warning } عبر الحدود ولا يعلم به: { $neighbours }.
    .do = أبلغ كلاً منهم أو اذكر السبب، ثم أرسله.

warning_neighbour_not_concerned = لا يمتد التحذير { $warning } إلى { $neighbour }.
    .do = سمِّ بلدة مجاورة يعنيها أو لا تسمِّ أحداً.

warning_told_how = إما كيف أُبلغت { $neighbour } أو لماذا لم تُبلغ.
    .do = اذكر أحدهما.

warning_not_over = التحذير { $warning } لم ينتهِ أو لم يُرسل قط: حالته { $state }.
    .do = أنهه أولاً ثم راجعه.

warning_not_expired = يسري التحذير { $warning } حتى { $at }.
    .do = لا شيء: تنهيه الساعة حينها. ولإنهائه الآن أرسل إنهاءه.
