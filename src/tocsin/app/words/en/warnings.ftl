# Warnings on the command line: written, asked for, approved, sent, ended.

warn-drafted = The warning is written.
warn-revised = The warning { $warning } is written anew.
warn-checked = Approval of the warning { $warning } is asked for.
warn-approved = The warning { $warning } is approved.
warn-issued = The warning { $warning } is sent.
warn-withdrawn = The warning { $warning } is taken back.
warn-reviewed = The warning { $warning } is reviewed.
warn-neighbour-told = It is on record with the warning { $warning }.
warn-none = No warning is in force or being written.
warn-none-so = There is no warning `{ $warning }`; see tocsin warn list.
warn-which = `{ $warning }` may be { $n } warnings; give more of its id.
warn-digest = digest
warn-digest-short = Give at least { $n } digits of the digest.
warn-digest-needed = Say what was read: --digest of { $warning } (see tocsin warn show), or --area with the name of its area.
warn-type-area = Type the area's name to approve:
warn-area-differs = That is not the name of its area; it is “{ $area }”. Nothing was approved.
warn-free-text = A free text in { $language } only: in every other language it is missing.
warn-not-reviewed = No speaker stands by the words in { $language }.
warn-until = until { $at }
warn-area = for { $area } (corners: { $corners }, circles: { $circles })
warn-follows = follows { $warning }
warn-by = written by { $people }
warn-checked-by = approval asked for by { $person }, { $at }
warn-approval-by = approved by { $person }, { $at }
warn-issued-by = sent by { $person }, { $at }
warn-not-told = not told
warn-not-measured = Nobody measured the area: the town stands on no ground.
warn-people = about { $n } people live there
warn-people-unknown = The ground does not say how many people live there.
warn-abroad = reaches into { $towns }
warn-languages-unknown = The ground does not say which languages are spoken there.
warn-no-zone = `{ $zone }` is not the name of one zone; there is { $there }.
warn-not-known = not known
warn-some = fewer than five
warn-at-least = { $number }, and not known of { $n ->
    [one] one zone
   *[other] { $n } zones
}
warn-size = { $km2 } km²
warn-counts-households = households: { $number }
warn-counts-no_car = households without a car: { $number }
warn-counts-electricity_dependent = people who need electricity to stay well: { $number }
warn-counts-care_homes = care homes: { $number }
warn-counts-care_beds = beds in care homes: { $number }
warn-counts-disabled = people limited by illness or disability: { $number }
warn-counts-aged_65_up = people of 65 years and more: { $number }
warn-widened = All phones are told in { $corners } corners: { $km2 } km² more than the area, people besides: { $people }
warn-beyond = Its border has { $corners } corners instead of { $before }: nobody inside is lost, { $km2 } km² are told besides, people there: { $people }
warn-minutes = Give whole minutes, from 1 to { $most }.
warn-area-empty = There is no area for { $area }.
warn-nothing-cut-off = No place is cut off by the closures that stand and the roads that were named.
warn-which-area = Say which area: --zone, --polygon, --circle, --within, --cut-off or --footprint.
