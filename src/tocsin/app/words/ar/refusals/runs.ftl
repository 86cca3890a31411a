# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

no_plan_matches = لا خطة سارية تناسب { $incident } ({ $type }).
    .do = اذكر خطة، أو اعمل بلا خطة.

plan_already_runs = { $incident } يجري وفق { $plan } أصلًا.
    .do = أوقف تلك الخطة أولًا مع ذكر السبب.

no_plan_runs = { $incident } لا يجري وفق أي خطة.
    .do = ابدأ واحدة.

step_unknown = ليس في قائمة خطوات { $incident } خطوة { $step }.
    .do = انظر القائمة واذكر غيرها.

step_is_dealt_with = الخطوة { $step } حالتها «{ $state }».
    .do = أعد فتحها أولًا مع ذكر السبب.

card_is_taken = { $incident } يجري وفق بطاقة الدرجة { $level }، ولم يُعطَ إنذار أعلى.
    .do = ارفع درجة الإنذار أولًا.
