# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

position_is_command = قائد الحادث { $incident } لا يُنشأ منصبًا.
    .do = تولَّ القيادة، أو سلّمها مع إيجاز.

post_needs_name = قد يوجد أكثر من { $position }.
    .do = أعطِ هذا اسمًا، مثل Division A.

post_exists = { $position } منشأ أصلًا ({ $post }).
    .do = اشغل ذلك المنصب، أو أعطِ الجديد اسمًا آخر.

post_unknown = لا منصب { $post } في { $incident }.
    .do = انظر تنظيم الحادث واذكر غيره.

post_cannot_report_there = { $position } لا يتبع { $superior }.
    .do = ليتبع واحدًا من: { $allowed }.

post_reports_to_itself = سيتبع { $post } نفسه في النهاية.
    .do = اختر رئيسًا لا يقع تحته.

post_is_vacant = لا أحد يشغل { $post }.
    .do = لا شيء يلزم فعله، أو اشغله.

post_leads_others = يتبع { $post }: { $led }.
    .do = انقلهم إلى منصب آخر أولًا.
