# What a phone that is woken shows.

wake-title = { $unit }: new order
wake-marked = { $mode }: { $title }
wake-body = A new order. Open the page of your crew.
mode-exercise = EXERCISE
mode-test = TEST
