# رفض واحد لكل بند: ما تقوله القاعدة، وما يمكن فعله بعد ذلك.

regional_author_not_agreed = تتحدث { $by } عن حادث إقليمي ولا يُعرف هنا اتفاق معها.
    .do = انظر الاتفاقات مع { $by } (tocsin agreement list).

regional_row_unsound = ما تقوله { $by } عن { $regional } غير متسق.
    .do = اتصل بـ { $by }.

regional_not_for_us = تتحدث { $by } عن { $regional } ولا تسألنا عنه.
    .do = لا شيء مطلوب؛ يُسمع متى سُئلنا.

regional_town_not_asked = تقول { $by } إنها تشارك في { $regional } ولم يسألها أحد من المشاركين بحسب علمنا.
    .do = اسأل { $by } عنه أو اتصل بها.

regional_two_of_ours = تعد { $by } حادثين إقليميين لنا حادثا واحدا: { $numbers }.
    .do = إن كانا واحدا فادمج حادثينا وانضم من أحدهما إلى الآخر.

too_many_regionals = تشارك { $by } في { $most } حادثا إقليميا هنا؛ لا يُقبل المزيد.
    .do = ارفض أو أغلق ما انتهى.
