# Answers to questions that order nothing: what is owed, found, then, and why.

due-none = Nothing is overdue, and nothing comes due within { $minutes } min.
due-overdue = { $n } overdue
due-coming = { $n } due within { $minutes } min
due-ago = { $n } min ago
due-in = in { $n } min
due-nobody = nobody named
due-told = told: { $who }
found-all = { $n } found
found-newest = { $n } found, the newest { $shown }
picture-at = Picture at { $at }, read only.
not-known-then = { $id } was not known then.
why-facts = { $n ->
    [one] { $subject }: 1 fact
   *[other] { $subject }: { $n } facts
}
why-because = because: { $reason }
why-by = by { $what }
why-advice = on the advice: { $basis }
why-used = it was at { $where }, seen { $age } s before ({ $good }, { $source }, track { $track })
why-from = from { $source }
why-command = { $who }, command { $id }, { $event }
why-nothing = nothing
asks-which_town = The same name in more than one town. Ask which one.
asks-which_place = More than one place fits. Ask which one.
asks-transposed = That lies outside of this ground; with latitude and longitude the other way round it lies inside. Ask which one is meant.
asks-which_hemisphere = `O` may be east or west. Ask which one is meant.
asks-outside = That position is not on this ground. Ask again.
asks-from_which_end = Estimated by the length of the road on this ground, from each of its ends. Ask what is near, or which way the numbers run.
asks-beyond_the_end = That road is shorter than that on this ground. Ask what is near.
asks-do_not_meet = No crossing of these two is known. Ask what else is near.
asks-none_there = There is none in that place; these are the nearest to it. Ask which one.
asks-none_of_kind = There is none of that kind on this ground. Ask what else is near.
asks-no_words = Nothing was typed. Ask for a street, a town or a landmark.
asks-which_street = Nothing here is called like that. Ask for a street, a town or a landmark.
asks-none-of = There is no { $kind } on this ground. Ask what else is near.
asks-none-named = There is no { $kind } with a name on this ground. Ask what else is near.
where-disputed = disputed: { $claims }
where-nobodys = outside of every jurisdiction
where-between = { $how } between { $first } and { $last }
where-within = within { $m } m
where-from-end = { $how } from the end at { $end }
where-turned = the other way round
where-away = { $m } m away
where-more = … and { $n } more that fit alike (--limit)
