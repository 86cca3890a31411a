# أجوبة عن أسئلة لا تأمر بشيء: ما هو مستحق، وما وُجد، وما كان حينها، ولماذا.

due-none = لا شيء متأخر، ولا شيء يستحق خلال { $minutes } دقيقة.
due-overdue = متأخر: { $n }
due-coming = يستحق خلال { $minutes } دقيقة: { $n }
due-ago = قبل { $n } دقيقة
due-in = بعد { $n } دقيقة
due-nobody = لم يُسمَّ أحد
due-told = أُبلغ: { $who }
found-all = وُجد { $n }
found-newest = وُجد { $n }، وأحدثها { $shown }
picture-at = الصورة في { $at }، للقراءة فقط.
not-known-then = لم يكن { $id } معروفًا حينها.
why-facts = { $n ->
    [zero] { $subject }: لا وقائع
    [one] { $subject }: واقعة واحدة
    [two] { $subject }: واقعتان
    [few] { $subject }: { $n } وقائع
    [many] { $subject }: { $n } واقعة
   *[other] { $subject }: { $n } واقعة
}
why-because = لأن: { $reason }
why-by = وفق { $what }
why-advice = بناءً على الاقتراح: { $basis }
why-used = كانت عند { $where }، رُصدت قبل { $age } ثانية ({ $good }، { $source }، الأثر { $track })
why-from = من { $source }
why-command = { $who }، الأمر { $id }، { $event }
why-nothing = لا شيء
asks-which_town = الاسم نفسه في أكثر من مدينة. اسأل أيّها المقصود.
asks-which_place = ينطبق أكثر من مكان. اسأل أيّها المقصود.
asks-transposed = هذا خارج هذه الأرض؛ وبعكس خط العرض وخط الطول يكون داخلها. اسأل أيّهما المقصود.
asks-which_hemisphere = قد تعني `O` الشرق أو الغرب. اسأل أيّهما المقصود.
asks-outside = هذا الموقع ليس على هذه الأرض. اسأل مرة أخرى.
asks-from_which_end = قُدّر بطول الطريق على هذه الأرض، من كل طرف من طرفيه. اسأل عمّا هو قريب، أو عن اتجاه الأرقام.
asks-beyond_the_end = هذا الطريق أقصر من ذلك على هذه الأرض. اسأل عمّا هو قريب.
asks-do_not_meet = لا يُعرف تقاطع لهذين. اسأل عمّا هو قريب أيضًا.
asks-none_there = لا يوجد شيء من ذلك في ذلك المكان؛ وهذه أقربها إليه. اسأل أيّها المقصود.
asks-none_of_kind = لا يوجد شيء من هذا النوع على هذه الأرض. اسأل عمّا هو قريب أيضًا.
asks-no_words = لم يُكتب شيء. اسأل عن شارع أو مدينة أو معلم.
asks-which_street = لا شيء هنا بهذا الاسم. اسأل عن شارع أو مدينة أو معلم.
asks-none-of = لا يوجد على هذه الأرض { $kind }. اسأل عمّا هو قريب أيضًا.
asks-none-named = لا يوجد على هذه الأرض { $kind } له اسم. اسأل عمّا هو قريب أيضًا.
where-disputed = متنازع عليه: { $claims }
where-nobodys = خارج كل اختصاص
where-between = { $how } بين { $first } و{ $last }
where-within = بدقة { $m } م
where-from-end = { $how } من الطرف عند { $end }
where-turned = بالاتجاه المعاكس
where-away = على بعد { $m } م
where-more = … و{ $n } أخرى تنطبق مثلها (--limit)
