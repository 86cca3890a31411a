# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

incident_with_itself = لا يمكن ضم { $incident } إلى نفسه.
    .do = اذكر حادثين.

not_linked = { $incident } و{ $other } غير مرتبطين.
    .do = لا شيء يلزم فعله.

incident_not_merged = لم يُدمج { $incident } في غيره.
    .do = لا شيء يُفصل.

survivor_is_gone = الحادث { $survivor } الذي ضمّ { $incident } في الأرشيف.
    .do = افتح حادثًا جديدًا واربطه.

restriction_differs = { $incident } و{ $survivor } لا يعلم بهما الأشخاص أنفسهم.
    .do = وحّد قيودهما أولًا، أو اربطهما بدلًا من ذلك.
