board-told = { $needs } تحتاج إلى شخص · { $working } قيد العمل · { $quiet } هادئة
board-more = { $count } أخرى على المكتب
