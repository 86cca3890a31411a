# صفحة إعارة واحدة.

loan-title = إعارة { $what }
loan-between = { $home } تعير و{ $borrower } تستعير
loan-unit = { $kind }، الطاقم { $crew }
loan-unit-no-crew = { $kind }
loan-team = { $kind }: { $units }
loan-lasted = من { $from } إلى { $to }: { $h } س { $min } د
loan-lasts = منذ { $from } ولم تُعد بعد: { $h } س { $min } د حتى الآن
loan-stock = أُعير { $lent } ({ $unit })، وأُعيد { $returned }، واستُهلك أو فُقد { $gone }، وبقي { $out }
loan-places = أماكن ({ $kind }): حُجز { $kept }، وأُعيد { $returned } دون استعمال، ووصل { $came } من الأشخاص، و{ $nights } ليلة مكان
loan-incidents = عملت في { $incidents }
loan-what-happened = ما حدث
loan-line = { $at }  { $says } ({ $who })
loan-costs = التكاليف والمسؤولية
loan-by-agreement = بحسب { $agreement }، النسخة { $number }، { $digest }
loan-no-agreement = لا توجد اتفاقية وقعها الطرفان حتى ذلك الحين تحدد التكلفة
loan-pays = يدفع { $payer }
loan-payer = يدفع { $payer }؛ أول { $free } ساعات مجانية
loan-rate = { $what }: { $amount } لكل { $per } × { $quantity } = { $total }
loan-rate-unknown = { $what }: { $amount } لكل { $per }؛ الكمية غير مسجلة
loan-rate-other = { $what }: { $amount } لكل { $per }؛ ليس لهذا النوع
loan-total = المجموع: { $total }
loan-part = { $what }:
loan-team-total = المجموع للفريق كله: { $total }
loan-heads = أين سُجل
loan-head = سجل { $town }: { $records }؛ الرأس عند { $position }، { $hash }
loan-slice = مقتطف { $town }، آخر ما سُمع { $heard }: { $sequence }، { $hash }
loan-sign-here = وُقع عن البلدتين
loan-sign-name = الاسم
loan-sign-office = المنصب
loan-sign-date = التاريخ
loan-sign-hand = التوقيع
