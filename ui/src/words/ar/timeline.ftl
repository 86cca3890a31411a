which-question = أي سؤال عن الزمن
question-known_at = ما كان معروفًا حينها.
question-says-known_at = كما رآه المكتب في تلك اللحظة.
question-time = ما كان قد حدث حتى ذلك الحين.
question-says-time = كما نعرفه اليوم، مع ما أُبلغ عنه لاحقًا.
look-back = الصورة عند
show-picture = أظهر الصورة
diff = قارن
diff-from = بين
diff-to = و
diff-told = { $count ->
    [zero] لا شيء يختلف.
    [one] شيء واحد يختلف.
    [two] شيئان يختلفان.
    [few] { $count } أشياء تختلف.
    [many] { $count } شيئًا تختلف.
   *[other] { $count } شيء تختلف.
}
what-happened = ما الذي حدث
facts-fresh = أظهر الجديد
facts-none = لا شيء مسجل بعد.
reading-log = جارٍ قراءة السجل …
known-later = عُرف { $time }، { $day }
