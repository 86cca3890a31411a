"""What carries warnings out of the town: to a feed, by mail, to controllers of sirens and signs.

`contract` is what every carrier keeps to; `carrying` runs them: it begins, sends, and puts the
receipt on record. They are made in `standing` for an Actual log alone: where a log is a drill's or
a test's there are none, so there is nothing that could be left on.
"""
