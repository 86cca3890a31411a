with-passkey = الدخول بمفتاح المرور
your-name = اسمك هنا
password = كلمة المرور
code-of-device = ستة أرقام من جهازك
first-time-says = لقد دخلت. حدّد الآن كيف ستعود.
make-passkey = أنشئ مفتاح مرور
new-password = أو كلمة مرور من 12 حرفًا أو أكثر
keep-password = احفظ كلمة المرور هذه
