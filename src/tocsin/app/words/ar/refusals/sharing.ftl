# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

agency_not_there = لا تشارك { $agency } في { $incident }.
    .do = أضف الجهة أولًا.

agency_units_working = ما زالت تعمل في { $incident } عن { $agency }: { $units }.
    .do = حرّرها أولًا.

handover_already_offered = { $incident } معروض على { $to }.
    .do = انتظر جوابهم، أو اسحب ذلك العرض أولًا.

handover_not_offered = { $incident } غير معروض على أحد.
    .do = اعرضه أولًا.

handover_not_to_you = { $incident } معروض على { $to }، لا على { $by }.
    .do = اسحب العرض واعرضه على { $by }.

incident_is_handed_over = تسلّم { $to } الحادث { $incident }.
    .do = اسألهم؛ فبوسعهم إعادته.
