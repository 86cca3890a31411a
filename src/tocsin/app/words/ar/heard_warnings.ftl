# تحذيرات الآخرين.

heard-no-source = لا جهة باسم { $source } تحذّر هذه المدينة؛ انظر tocsin cap sources
heard-taken = استُلم التحذير.
heard-known = كان معروفاً من قبل.
heard-asked = قُرئت { $read } رسالة، واستُلم منها { $taken }
heard-plan = الخطة { $plan } مقترحة
heard-no-plan = لا خطة مقترحة
heard-adopted = اعتُمدت
heard-none = لا يحذّر الآخرون من شيء.
heard-plan-runs = فُتح الحادث ويجري وفق الخطة.
heard-source-added = تُستلم الآن تحذيرات { $source }.
heard-source-removed = لم تعد تُستلم تحذيراتها.
heard-source-line = { $source }: { $url }، مفاتيح { $pins }، قواعد { $rules }{ $unsigned ->
    [true] {"، وتُقبل الرسائل غير الموقعة"}
   *[other] {""}
}
heard-source-none = لا تُستلم تحذيرات أحد بعد.
heard-nobody = لا ضابط عامل بهذا الاسم هنا؛ انظر tocsin user list
heard-no-extra = ‏CAP غير مثبت هنا.
    .do = ثبّت الإضافة: pip install 'tocsin[warnings]'.
