# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

place_loan_unknown = لا توجد هنا أماكن { $loan }.
    .do = انظر tocsin lend place list؛ ولمن لم يُعلن عنهم اذكر البلدة والمنشأة والنوع.

place_loan_is_theirs = الأماكن { $loan } لدى { $keeper }: وهي من يقول ما المحجوز ومن وصل.
    .do = اسأل { $keeper }.

place_loan_is_ours = الأماكن { $loan } محجوزة لـ{ $borrower }: وهي من يقول ما تأخذه وترسله وتعيده.
    .do = احجز أو ارفض أو اطلب الاستعادة؛ أو اتصل بـ{ $borrower }.

places_of_our_own = { $to } هي بلدتنا: أماكنها لا تُعار لها.
    .do = اذكر البلدة الأخرى.

places_end_before = { $at } انقضى أو يسبق البداية.
    .do = حدّد وقتًا لاحقًا.

places_not_agreed = الاتفاق مع { $to } لا يشمل هناك أماكن من نوع { $kind }.
    .do = اذكر نوعًا ومنشأة متفقًا عليهما، أو عدّل الاتفاق.

more_places_than_agreed = لدى { $to } بالفعل { $there } من أماكن { $kind }، والاتفاق يسمح بـ{ $most } في وقت واحد.
    .do = احجز أقل، أو عدّل الاتفاق.

more_than_asked = يُطلب { $left } إضافية في { $loan }.
    .do = احجز هذا العدد أو أقل؛ واعرض غيرها بعرض مستقل.

places_not_counted = لم يذكر أحد كم مكانًا من نوع { $kind } شاغرًا في { $facility }.
    .do = أبلغ عما هو شاغر ثم احجز.

places_not_recounted = استُعيد هذا السجل ولم تُعد منذئذ أماكن { $kind } في { $facility }، أو لم يجب جار بعد.
    .do = أبلغ عما هو شاغر بعد أن يجيب جميع الجيران.

no_place_free = لا يمكن حجز { $quantity } من أماكن { $kind } في { $facility }: المتاح { $free }، ويبقى { $least } شاغرًا.
    .do = احجز أقل أو في منشأة أخرى، أو أبلغ عن عد جديد.

facility_takes_nobody = { $facility } مغلقة أو لا تستقبل أحدًا.
    .do = احجز في مكان آخر، أو أبلغ عن حالها الآن.

nothing_asked = لم يعد شيء مطلوبًا في { $loan }.
    .do = اعرض الأماكن بعرض مستقل.

one_facility_a_loan = أماكن { $loan } في { $facility } بالفعل.
    .do = احجز المزيد هناك، أو اعرض أماكن أخرى بعرض مستقل.

nothing_offered = لا شيء محجوز في { $loan } ينتظر القبول.
    .do = انظر tocsin lend place list؛ واطلب المزيد بطلب جديد.

more_than_kept = في { $loan } من ذلك { $kept } أماكن.
    .do = اذكر عددًا أقل.

place_loan_unreconciled = استُعيد هذا السجل ولم يقل { $neighbour } بعد كيف حال { $loan }.
    .do = انتظر جوابه، أو اتصل بـ{ $neighbour }.
