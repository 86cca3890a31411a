# الصفحات العامة: ما يحدث وما يجب فعله وما انتهى.

public-languages = اللغات
public-warnings = التحذيرات
public-home = ما يحدث الآن
public-all_warnings = كل التحذيرات
public-as_of = كما كان في { $at }. وما هو أحدث ليس في هذه الصفحة.
public-updated = آخر تغيير في { $at }.
public-at = الساعة { $time } يوم { $date }
public-date = { $day } { $month } { $year }
public-month-1 = يناير
public-month-2 = فبراير
public-month-3 = مارس
public-month-4 = أبريل
public-month-5 = مايو
public-month-6 = يونيو
public-month-7 = يوليو
public-month-8 = أغسطس
public-month-9 = سبتمبر
public-month-10 = أكتوبر
public-month-11 = نوفمبر
public-month-12 = ديسمبر
public-nothing = لا تحذير سارٍ الآن.
public-recent = انتهى أو استُبدل
public-chain = رسائل هذا التحذير
public-none_yet = لم يصدر أي تحذير بعد.
public-kept = تبقى التحذيرات هنا حتى ثلاثين يومًا بعد مراجعتها.
public-test = اختبار
public-over = انتهى
public-severity-Extreme = خطر شديد جدًا
public-severity-Severe = خطر
public-severity-Moderate = تحذير
public-severity-Minor = تنبيه
public-severity-Unknown = تحذير
public-is_in_force = سارٍ
public-is_replaced = استُبدل
public-is_cancelled = انتهى
public-is_expired = انتهى
public-is_end = زال الخطر
public-says_replaced = لم يعد هذا ساريًا. استُبدل في { $at }.
public-says_cancelled = انتهى هذا. أُنهي في { $at }.
public-says_expired = انتهى هذا. انقضى وقته في { $at }.
public-read_newer = اقرأ ما جاء بعده
public-not_in_language = هذا التحذير غير متاح بلغة هذه الصفحة. وهو معروض كما كُتب.
public-unreviewed = لم يراجع هذه الترجمة أحد من المتحدثين بهذه اللغة.
public-forgotten = أُزيل ما قيل هنا.
public-what_to_do = ماذا تفعل
public-what_was_said = ما قيل
public-sent = أُرسل في { $at } من { $who }.
public-until = سارٍ حتى { $at } أو حتى نعلن انتهاءه.
public-contact = للأسئلة: { $contact }
public-this_page = صفحة هذا التحذير
public-ring = هل أحد في خطر؟ اتصل بـ{ $number } الآن.
public-ring_no_number = هل أحد في خطر؟ اتصل برقم الطوارئ الآن.
public-shelters = الملاجئ
public-all_shelters = كل الملاجئ
public-shelter_open = مفتوح.
public-shelter_free = { $free ->
    [zero] مفتوح، ولا مكان شاغرًا.
    [one] مفتوح، ومكان واحد شاغر.
    [two] مفتوح، ومكانان شاغران.
    [few] مفتوح، و{ $free } أماكن شاغرة.
    [many] مفتوح، و{ $free } مكانًا شاغرًا.
   *[other] مفتوح، و{ $free } مكان شاغر.
  }
public-shelter_free_of = مفتوح، والأماكن الشاغرة { $free } من { $total }.
public-is_step_free_yes = بلا درج.
public-is_step_free_no = فيه درج.
public-takes_pets_yes = الحيوانات الأليفة مرحب بها.
public-takes_pets_no = بلا حيوانات أليفة.
public-shelter_limited = ليس كل شيء يعمل فيه.
public-open_since = مفتوح منذ { $at }.
public-counted = عُدّت في { $at }.
public-no_shelters = لا ملجأ مفتوحًا الآن.
public-roads = الطرق المغلقة والكهرباء والماء
public-supplies = بلا كهرباء أو ماء أو هاتف
public-no_roads = لا طريق مغلقًا نعلم به.
public-no_supplies = لا نعلم بمكان بلا كهرباء أو ماء أو هاتف.
public-not_told = لا تنشر البلدة هذا هنا.
public-water = عمق الماء { $depth } سم.
public-passable = مفتوح لـ: { $whom }.
public-since = منذ { $at }.
public-planned_end = المخطط حتى { $at }.
public-need_help = أحتاج إلى مساعدة
public-am_safe = أنا بأمان
public-no_forms = لا تستقبل هذه النسخة رسائل. عند الخطر اتصل برقم الطوارئ.
public-no_forms_ring = لا تستقبل هذه النسخة رسائل. عند الخطر اتصل بـ{ $number }.
public-export-not-actual = هذا السجل { $kind }: ولا ينشر إلا السجل Actual.
public-export-not-ours = في { $folder } شيء آخر: اذكر مجلدًا فارغًا، أو مجلدًا فيه { $mark }.
public-exported = كُتب { $written }، وبقي كما كان { $same }، وأُزيل { $removed }.
public-show-done = يُعرض هذا على الجميع من الآن.
public-hide-done = لم يعد هذا يُعرض على الجميع.
