# ما يعرضه الهاتف حين يوقظ.

wake-title = { $unit }: أمر جديد
wake-marked = { $mode }: { $title }
wake-body = أمر جديد. افتح صفحة طاقمك.
mode-exercise = تمرين
mode-test = اختبار
