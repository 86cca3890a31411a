# التحذير نغماتٍ يقرؤها مرمِّز محطة البث.

same-written = كُتب { $file }: { $seconds } ثانية.
same-why-approved = ‏{ $event } ‏({ $name }) يتبع مما أُقر.
same-why-said = ‏{ $event } ‏({ $name }) كما ذُكر.
same-why-practice = ‏{ $event } ‏({ $name }): الاختبار المعلن عرضٌ تجريبي. إن كان نصيب البلدة من اختبار واجب فاذكر ‎--event RWT أو ‎--event RMT.
same-voice-from = يوضع الصوت بين الثانية { $begins } والثانية { $ends }.
same-voice-none = ليس في الاختبار الأسبوعي نغمة تنبيه ولا صوت.
same-file = ‏{ $file }: اذكر ملفًا ينتهي بـ ‎.wav.
same-voice = اجعل للصوت من ثانية واحدة إلى { $n } ثانية.
same-drill = هذا السجل أو التحذير تمرين أو اختبار للجهاز: لا يذهب منه شيء إلى مرمِّز.
same-end = ‏{ $warning } نهاية تحذير، وليس في SAME رمز لها: لتُقل بالصوت.
same-not-in-force = التحذير { $warning } غير سارٍ: لا يذهب إلى المرمِّز إلا ما أُرسل وما زال ساريًا. انظر tocsin warn list.
same-not-yet = يسري التحذير { $warning } من { $at }: اكتب الملف حينئذ.
same-not-public = التحذير { $warning } ليس للعموم: لا يُبث.
same-not-approved = التحذير { $warning } ليس ما أُقر، فقد نُسي بعض كلماته: اكتب تحديثًا.
same-event-none = لا يتبع مما أُقر ({ $code }، { $grades }) رمز حدث في 47 CFR 11.31: اذكر واحدًا بـ ‎--event مثل CEM (طارئ مدني) أو LAE (طارئ محلي).
same-event-unknown = ‏`{ $event }` ليس رمز حدث يجوز لبلدة أن ترسله: { $events }.
same-event-of-test = ‏`{ $event }` يقول إن شيئًا وقع، وهذا اختبار: { $events }.
same-event-differs = ما أُقر هو { $event }: احذف ‎--event، أو اكتب تحديثًا يقول غير ذلك.
same-location-none = ليس للتحذير { $warning } رموز SAME للمناطق: اذكر المكان بـ ‎--location مثل 039173.
same-location-wrong = ‏`{ $location }` ليس مكانًا: ستة أرقام، جزء المقاطعة (0 كلها)، ثم الولاية، ثم المقاطعة، مثل 039173.
same-location-beyond = ليس { $location } من الأماكن التي أُقرت: { $places }.
same-location-many = لا يسع الرأس أكثر من { $n } مكانًا: اكتب ملفًا لكل جزء منها.
same-too-long = يدوم التحذير { $warning } أطول مما يستطيع الرأس قوله، 99 ساعة و30 دقيقة: اكتب تحديثًا ينتهي قبل ذلك.
