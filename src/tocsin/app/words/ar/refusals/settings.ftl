# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

zone_unknown = { $zone } ليست منطقة زمنية.
    .do = أعطِ اسمًا من IANA، مثل Europe/London.

language_unknown = { $language } ليس رمز لغة.
    .do = أعطِ رمزًا وفق BCP 47، مثل en أو pt-BR.
