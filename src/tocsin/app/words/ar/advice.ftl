# مشورة في مَن يُرسَل: ما يؤيد الاقتراح وما عليه، ولماذا لا تكون فيه وحدة أخرى.
# الأوقات بالدقائق والثواني.

advice-first_there = تصل { $unit } أولًا بعد { $time }
advice-nobody_for = لم يبق أحد لـ { $need }
advice-leaves_work = تترك { $unit } الحادث { $incident } فينتظر
advice-short_crew = تسير { $unit } بطاقم ناقص
advice-tired = طاقم { $unit } في الخدمة منذ وقت طويل
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
advice-cover_stays = تبقى للجميع وحدة في الوقت المطلوب
advice-sooner = يصل الجميع أبكر بـ { $time }
advice-later = يصل الجميع متأخرين { $time }
advice-no_plan = لا خطة تناسب: تُطلب وحدة واحدة من الجهة التي يسميها النوع
advice-no_place = لا أحد يعرف أين هو: الأوقات غير مذكورة
advice-no_ground = لم تعتمد البلدة خريطة: الأوقات بخط مستقيم بسرعة ٤٠ كم/س
stays-is_there = { $unit } هناك أصلًا
stays-committed = تعمل { $unit } على ما لا يُترك لهذا
stays-not_less_urgent = تعمل { $unit } للحادث { $incident } وهو ليس أقل إلحاحًا
stays-has_patient = في { $unit } مريض
stays-out_of_service = { $unit } خارج الخدمة: { $reason }
stays-not_serviceable = حالة { $unit }: { $condition }
stays-crew_away = طاقم { $unit } خرج مع { $other }
stays-nobody_on_board = لا أحد في { $unit }
stays-lent_away = { $unit } معارة إلى { $holder }
stays-no_such_capability = لا تحمل { $unit } شيئًا مما يلزم
stays-no_way = لا طريق لـ { $unit } إلى هناك اليوم
stays-later = تصل { $unit } بعد { $than } بـ { $time }
stays-dearer = كانت { $unit } لتصل قبل { $than } بـ { $time }، لكن { $because }
stays-not_needed = لا حاجة إلى { $unit }: كل شيء مستوفى
but-cover = تترك ناحيتها دون تغطية
but-less_urgent = تترك عملًا آخر ينتظر
but-short_crew = تسير بطاقم ناقص
but-tired = طاقمها في الخدمة منذ وقت طويل
but-neighbour = تأتي من بلدة أخرى
but-asked = يجب أن تُسأل بلدتها أولًا
but-none = غيرها معًا أفضل
advice-nobody = لا يمكن إرسال أحد.
advice-not-these = ليست هذه:
advice-all-there = يصل الجميع بعد { $half }، وفي تسع من عشر مرات خلال { $most }
advice-when-unknown = لا أحد يعرف متى يصل الجميع
advice-only-senders = المشورة في مَن يُرسَل هي لمن يرسلون.
advice-only-senders-do = اسأل من يتولى الإرسال.
advice-by-hand = اختر بيدك: D ثم الوحدات ثم الحادث.
advice-more-urgent = حادث أشد إلحاحًا
