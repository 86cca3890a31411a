# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

local_name_has_no_place = لم يستطع أحد أن يجد أين «{ $name }».
    .do = أعطِ نقطة، أو معرّف شيء على الخريطة.

local_name_without_ground = ليس للبلدة خريطة أساس يمكن أن يقع عليها { $feature }.
    .do = اعتمد خريطة أساس (tocsin ground adopt TOWN GROUND)، أو أعطِ نقطة.

local_name_unknown = لا اسم محلي { $local_name }.
    .do = راجع قائمة الأسماء المحلية.
