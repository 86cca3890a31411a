# مشورة في مَن يُرسَل: ما يؤيد الاقتراح وما عليه، ولماذا لا تكون فيه وحدة أخرى.
# الأوقات بالدقائق والثواني.

advice-first_there = تصل { $unit } أولًا بعد { $time }
advice-nobody_for = لا أحد يذهب لـ { $need }
advice-leaves_work = تترك { $unit } الحادث { $incident } فينتظر
advice-leaves_work_for = تترك { $unit } الحادث { $incident } فينتظر { $instead } أكثر بـ { $time }
advice-leaves_work_alone = تترك { $unit } الحادث { $incident } ولا أحد من نوعها قريب منه
advice-clears_soon = ما زالت { $unit } تعمل وتفرغ بعد نحو { $time }
advice-lent_here = { $unit } معارة من { $town }
advice-lent_much = عملت وحدات { $town } هنا { $hours } س في المدة الأخيرة
advice-lender_covered = في { $town } من كانت له وحدة في الوقت المطلوب تبقى له وحدة
advice-age_unknown = لا أحد يعرف كم مضى على موضع { $unit }
advice-short_crew = تسير { $unit } بطاقم ناقص
advice-tired = طاقم { $unit } في الخدمة منذ { $hours } س
advice-aid_automatic = تأتي { $unit } من { $town } حسب الاتفاق
advice-aid_mutual = يجب أن تُطلب { $unit } من { $town }
advice-position_old = آخر ما عُرف عن موضع { $unit } قبل { $time }
advice-arrival_unknown = لا أحد يعرف متى تصل { $unit }
advice-uncovers = { $people ->
    [zero] لا أحد في { $town } يبقى دون وحدة كهذه في الوقت المطلوب
    [one] شخص واحد في { $town } يبقى دون وحدة كهذه في الوقت المطلوب
    [two] شخصان في { $town } يبقيان دون وحدة كهذه في الوقت المطلوب
    [few] { $people } أشخاص في { $town } يبقون دون وحدة كهذه في الوقت المطلوب
    [many] { $people } شخصًا في { $town } يبقون دون وحدة كهذه في الوقت المطلوب
   *[other] { $people } شخص في { $town } يبقون دون وحدة كهذه في الوقت المطلوب
 }
advice-cover_stays = من كانت له وحدة في الوقت المطلوب تبقى له وحدة
advice-sooner = يصل الجميع أبكر بـ { $time }
advice-later = يصل الجميع متأخرين { $time }
advice-people_better = في مثل هذه المكالمات أحسن الناس الاختيار: في { $n } من { $of } حالة وصل من أرسلوهم أبكر مما قيل للاقتراح الأول
advice-no_plan = لا خطة تناسب: تُطلب وحدة واحدة من الجهة التي يسميها النوع إن سمّى جهة
advice-no_plan_there = لا خطة تناسب، وهناك من وصل أو هو في الطريق: لا يُطلب أكثر
advice-no_place = لا أحد يعرف أين هو: الأوقات غير مذكورة
advice-no_ground = لم تعتمد البلدة خريطة: الأوقات بخط مستقيم بسرعة ٤٠ كم/س
advice-nobody_counted = لا أحد محسوب على هذه الخريطة: لا يُعرف من يتركه الاختيار دون تغطية
advice-closures_older = { $n ->
    [zero] لا إغلاق أقدم من طرق هذه الخريطة ({ $day })
    [one] إغلاق واحد بدأ قبل رسم طرق هذه الخريطة ({ $day }): ربما تُظهره أو تُظهر الطريق حوله
    [two] إغلاقان بدآ قبل رسم طرق هذه الخريطة ({ $day }): ربما تُظهرهما أو تُظهر الطريق حولهما
    [few] { $n } إغلاقات بدأت قبل رسم طرق هذه الخريطة ({ $day }): ربما تُظهرها أو تُظهر الطرق حولها
    [many] { $n } إغلاقًا بدأت قبل رسم طرق هذه الخريطة ({ $day }): ربما تُظهرها أو تُظهر الطرق حولها
   *[other] { $n } إغلاق بدأت قبل رسم طرق هذه الخريطة ({ $day }): ربما تُظهرها أو تُظهر الطرق حولها
 }
advice-closures_unplaced = { $n ->
    [zero] كل الإغلاقات معروفة الموضع على هذه الخريطة
    [one] إغلاق واحد لا يعرف أحد موضعه على هذه الخريطة: قد يمر الطريق به
    [two] إغلاقان لا يعرف أحد موضعهما على هذه الخريطة: قد يمر الطريق بهما
    [few] { $n } إغلاقات لا يعرف أحد موضعها على هذه الخريطة: قد يمر الطريق بها
    [many] { $n } إغلاقًا لا يعرف أحد موضعها على هذه الخريطة: قد يمر الطريق بها
   *[other] { $n } إغلاق لا يعرف أحد موضعها على هذه الخريطة: قد يمر الطريق بها
 }
advice-positions_old = { $n ->
    [zero] لا موضع قديم
    [one] موضع وحدة واحدة قديم: تُحسب على أبعد ما قد تكون سارت
    [two] موضعا وحدتين قديمان: تُحسبان على أبعد ما قد تكونان سارتا
    [few] مواضع { $n } وحدات قديمة: تُحسب على أبعد ما قد تكون سارت
    [many] مواضع { $n } وحدة قديمة: تُحسب على أبعد ما قد تكون سارت
   *[other] مواضع { $n } وحدة قديمة: تُحسب على أبعد ما قد تكون سارت
 }
advice-planner_failed = تعطّل الحساب ({ $what }): يُذكر الأقرب فقط
advice-planner_late = لم ينته الحساب خلال { $n } ث: يُذكر الأقرب فقط
advice-nearest_only = أقرب الوحدات الحرة من النوع واحدةً بعد أخرى بخط مستقيم: دون طرق ولا إغلاقات ولا تغطية
stays-is_there = { $unit } هناك أصلًا أو في الطريق
stays-committed = تعمل { $unit } على ما لا يُترك لهذا
stays-not_less_urgent = تعمل { $unit } للحادث { $incident } وهو ليس أقل إلحاحًا
stays-has_patient = في { $unit } مريض
stays-out_of_service = { $unit } خارج الخدمة: { $reason }
stays-not_serviceable = حالة { $unit }: { $condition }
stays-crew_away = طاقم { $unit } خرج مع { $other }
stays-nobody_on_board = لا أحد في { $unit }
stays-changes_hands = { $unit } تنتقل الآن بين بلدتين
stays-in_team = { $unit } في { $team } الذي يذهب وحدة واحدة
stays-lent_away = { $unit } معارة إلى { $holder }
stays-kept_at_home = تبقى { $unit } في بلدتها: تُبقي { $town } هذا العدد من نوعها
stays-comes_next = الحادث هو التالي لدى { $unit }
stays-no_such_capability = لا تحمل { $unit } شيئًا مما يلزم
stays-beyond = { $unit } أبعد من { $time }
stays-crew_goes = لا يمكن أن تخرج { $unit } أيضًا: طاقمها يخرج مع { $other }
stays-nowhere = لا أحد يعرف أين { $unit }
stays-no_way = لا طريق لـ { $unit } إلى هناك اليوم
stays-alike = تصل { $unit } مع { $than }
stays-later = تصل { $unit } بعد { $than } بـ { $time }
stays-dearer = كانت { $unit } لتصل قبل { $than } بـ { $time }، لكن { $because }
stays-not_needed = لا حاجة إلى { $unit }: غيرها يأتي بما تأتي به
stays-not_weighed = لم توزن { $unit }
but-cover = تترك ناحيتها دون تغطية
but-less_urgent = تترك عملًا آخر ينتظر
but-short_crew = تسير بطاقم ناقص
but-tired = طاقمها في الخدمة منذ وقت طويل
but-neighbour = تأتي من بلدة أخرى
but-asked = يجب أن تُسأل بلدتها أولًا
but-unsure = لا أحد يعرف جيدًا متى تفرغ
but-lent = أعارت بلدتها في المدة الأخيرة أكثر من غيرها
but-money = يجب تعويض بلدتها
but-none = غيرها معًا أفضل
advice-nobody = لا يمكن إرسال أحد.
advice-nothing = لا يُطلب أكثر.
advice-not-these = ليست هذه:
advice-all-there = يصل الجميع بعد { $half }، وفي تسع من عشر مرات خلال { $most }
advice-when-unknown = لا أحد يعرف متى يصل الجميع
advice-only-senders = المشورة في مَن يُرسَل هي لمن يرسلون.
advice-only-senders-do = اسأل من يتولى الإرسال.
advice-by-hand = اختر بيدك: D ثم الوحدات ثم الحادث.
advice-more-urgent = حادث أشد إلحاحًا
advice-few-on-board = لا أحد غيرهم بهذا القرب
request-automatic = تُبلغ { $ours } { $to }: بموجب الاتفاق { $units } إلى { $what }، { $where }، الحادث { $number }، الأولوية { $priority ->
    [0] غير معروفة
   *[other] { $priority }
 }. أرسلوها الآن من فضلكم وأخبرونا متى تنطلق؛ لنحو { $lasts } عادةً.
request-mutual = تطلب { $ours } العون من { $to }: { $units } إلى { $what }، { $where }، الحادث { $number }، الأولوية { $priority ->
    [0] غير معروفة
   *[other] { $priority }
 }. لنحو { $lasts } عادةً. أجيبوا من فضلكم بنعم أو لا، ومتى تنطلق.
request-nowhere = الموقع غير معروف بعد
advice-on-duty = في الخدمة منذ { $hours } س
advice-owed = يُستحق لبلدات أخرى { $money } بحسب الأجور المعتمدة
advice-neighbour_unread = تعذّر سؤال { $town }: وحداتها غير مذكورة
advice-no-map = لا يمكن الآن قول ما يتركه الاقتراح بلا تغطية.
advice-gap = المجموع يزيد على أقل ما يمكن بـ { $gap } ث على الأكثر.
advice-gap-unknown = لا أحد يعرف كم يبعد هذا عن أقل مجموع.
advice-none-waits = لا حادث مفتوح يحتاج إلى أحد بعد.
advice-least = لا اختيار آخر أقل مجموعًا.
advice-anybody = أي وحدة
advice-nobody_at_all = لم يبق أحد على الإطلاق
advice-of-no-use = { $n ->
    [zero] ولا غيرها
    [one] ووحدة واحدة ليس لديها شيء مما يلزم
    [two] ووحدتان ليس لديهما شيء مما يلزم
    [few] و{ $n } وحدات ليس لديها شيء مما يلزم
    [many] و{ $n } وحدة ليس لديها شيء مما يلزم
   *[other] و{ $n } وحدة ليس لديها شيء مما يلزم
 }
advice-of-another = المشورة بشأن { $incident }، ولا يخصه أي أمر في هذا السطر؛ أعطِ السطر بدونها، أو مع `basis` من مشورة بشأن حادثه هو
