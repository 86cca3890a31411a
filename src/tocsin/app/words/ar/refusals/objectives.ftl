# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

objective_unknown = لا هدف { $objective }.
    .do = انظر أهداف الحادث واذكر غيره.

objective_is_settled = الهدف { $objective } حالته «{ $state }».
    .do = أعد فتحه مع ذكر السبب، أو حدّد هدفًا آخر.

objective_is_open = الهدف { $objective } مفتوح.
    .do = لا شيء يلزم فعله.
