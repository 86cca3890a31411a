# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

command_is_held = { $person } يقود { $incident } أصلًا.
    .do = سلّم القيادة مع إيجاز، أو ادخل قيادة موحدة عن جهة أخرى.

no_command_yet = لا أحد يقود { $incident } بعد.
    .do = تولَّ القيادة أولًا.

not_in_command = { $person } لا يقود { $incident }.
    .do = انظر من يقود واذكره.

already_in_command = { $person } في القيادة أصلًا.
    .do = لا شيء يلزم فعله، أو اذكر غيره.

agency_has_commander = { $person } يقود عن { $agency } أصلًا.
    .do = ليسلّم { $person } القيادة مع إيجاز.

last_commander = { $person } هو القائد الوحيد للحادث { $incident }.
    .do = سلّم القيادة مع إيجاز، أو أنهِها حين لا تعمل هناك أي وحدة.
