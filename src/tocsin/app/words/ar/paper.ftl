# أوراق لساعات غياب النظام.

paper-title = { $town }: أوراق للكتابة
paper-as_of = الحالة في { $at }
paper-standing = ما هو قائم الآن
paper-incidents = الحوادث المفتوحة: { $n }
paper-units = الوحدات: { $n }
paper-number = الرقم
paper-type = ما هو
paper-priority = الأولوية
paper-place = المكان
paper-unit = الوحدة
paper-kind = النوع
paper-status = الحالة
paper-changes = التغييرات مع أوقاتها
paper-call = مكالمة وحادث
paper-log = سجل
paper-time = الوقت
paper-by = تلقّاها
paper-words = ما قاله المتصل
paper-caller = المتصل
paper-call_back = رقم معاودة الاتصال
paper-what = ما أُمر به أو سُمع
paper-entered = أُدخل
paper-how = سطر لكل حقيقة مع وقتها. يُدخل لاحقاً كما هو برقم الورقة؛ % هو حادث هذه الورقة.
