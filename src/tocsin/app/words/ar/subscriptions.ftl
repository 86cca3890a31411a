# Subscriptions to warnings: mail, the command line.

subscribe-mail-subject = هل تريد أن تحذرك { $town }؟
subscribe-mail-text =
    طلب شخص، ربما أنت، من { $town } إرسال التحذيرات إلى هذا العنوان.

    إن كنت أنت فافتح هذا الرابط خلال يوم ووافق:
subscribe-mail-else = وإن لم تكن فلا تفعل شيئاً: لن يصلك شيء بعد، ويُنسى عنوانك.
subscribe-mail-foot = يصلك هذا لأنك اشتركت فيه. لإنهائه ونسيان عنوانك:
subscribed = لا يُرسل إليه شيء قبل أن يوافق صاحبه بالرابط المرسل إليه.
subscription-confirmed = تم التأكيد: تصل التحذيرات إليه من الآن.
subscription-ended = انتهى: لا يُرسل إليه شيء بعد، ونُسي العنوان.
subscription-link-bad = هذا الرابط غير صالح أو لم يعد صالحاً.
subscription-none = لم يشترك أحد.
subscription-none-so = لا يوجد اشتراك { $subscription }؛ انظر tocsin subscribe list.
subscription-waits = غير مؤكد
subscription-stands = مؤكد
subscription-who = اذكر اشتراكاً أو --email مع عنوانه.
subscription-where = ليس `{ $place }` مكاناً واحداً تعرفه خريطة الأساس: انظر tocsin ground where أو اذكر --at.
