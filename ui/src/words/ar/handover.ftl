# تسليم مكتب.

handover-of = تسليم { $town }
shift = المناوبة
shift-present = { $name } (الآن)
handover-none-working = لا شيء قيد العمل.
handover-none-quiet = لا شيء هادئ.
handover-words = بكلمات المكتب
handover-no-words = لم يكتب أحد لهذه المناوبة بعد.
handover-no-words-next = المغادر يكتب ما يجب أن يعرفه التالي، والقادم يقول إنه قرأه.
handover-write = ما يجب أن تعرفه المناوبة التالية
handover-write-hint = يُحفظ قيدًا للمناوبة. وما تكتبه يبقى هنا حتى يُرسل.
handover-begin = ابدأ بما هو قائم
handover-send = دوّن واطلب القراءة
handover-sent = دُوّن، وطُلبت قراءته خلال ساعة.
handover-unanswered = لا جواب بعد. إن أُعيد إرساله حدث مرة واحدة.
handover-unread = طُلبت قراءته ولم يُقرأ
handover-all-read = كل ما طُلبت قراءته قُرئ.
handover-out = وحدات خارج الخدمة
handover-none-out = كل الوحدات في الخدمة.
handover-closures = طرق ومناطق مغلقة
handover-none-closed = لا شيء مغلق.
handover-closed = مغلق: { $where }
handover-coming = خلال اثنتي عشرة ساعة
handover-owed = { $what }، { $name }، يحين { $time }
handed-over-by = سلّمه
taken-over-by = تسلّمه
closure-blocked = مسدود
