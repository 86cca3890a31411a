which-question = Which question of time
question-known_at = What was known then.
question-says-known_at = As the desk saw it at that moment.
question-time = What had happened by then.
question-says-time = As we know it today, with what was told later.
look-back = Picture at
show-picture = Show the picture
diff = Compare
diff-from = Between
diff-to = and
diff-told = { $count ->
    [0] Nothing differs.
    [one] { $count } subject differs.
   *[other] { $count } subjects differ.
}
what-happened = What happened
facts-fresh = Show what is new
facts-none = Nothing is on record yet.
reading-log = Reading the log …
known-later = known { $time }, { $day }
