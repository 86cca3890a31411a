# رفض واحد في كل مدخل: ما تقوله القاعدة، وما يمكن فعله بعده.

exemption_unknown = لا استثناء { $exemption } معتمد للطلبات من نوع { $kind }.
    .do = اعتمده مع سنده (AdoptRedactionRules)، أو اذكر استثناءً معتمدًا.

exemption_twice = ذُكر الاستثناء { $exemption } مرتين.
    .do = اذكر كل استثناء مرة واحدة مع سنده الواحد.

redaction_unknown = ليس في الطلب { $request } حجب أو إفراج { $redaction }.
    .do = انظرها بالأمر tocsin records show؛ والحادث المقيّد يُذكر بمعرّفه.

redaction_field_unknown = ليس في { $kind } مما يمكن إعطاؤه حقل { $field }.
    .do = اذكر حقلًا كما يسرده docs/access-table.md، أو جزءًا منه: place/words.

redaction_span_empty = من { $start } إلى { $end } ليس مقطعًا من نص.
    .do = أعطِ الموضعين، والنهاية بعد البداية، بعدد الأحرف من 0.

redaction_span_unmarked = لم يُذكر في أي نص من { $field } حُسبت المواضع.
    .do = أعطِ العلامة التي تظهر بجانب النص في المعاينة؛ وtocsin records withhold يفعل ذلك بنفسه.

redaction_rules_changed = القواعد الآن على الإصدار { $version }؛ وقواعدك أُعدّت على الإصدار { $after }.
    .do = انظر القواعد الحالية واعتمد مجددًا بعد إصدارها.
