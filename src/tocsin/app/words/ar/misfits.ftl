# حقول أمر لا يمكن أن تكون كذلك.

misfit-shorter = { $field } أطول من { $most } محرفًا؛ قله أقصر
misfit-attach = { $field } أطول من { $most } محرفًا؛ ضع الكلمات الأطول في ملف وأرفقه (tocsin attach TOWN ID FILE)
misfit-not-text = في الكلمات ما ليس نصًا؛ اكتبها بترميز UTF-8
misfit-expected = { $said }؛ المتوقع { $shape }
the-order = الأمر
