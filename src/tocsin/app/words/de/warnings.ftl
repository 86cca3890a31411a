# Warnungen auf der Befehlszeile: geschrieben, erbeten, freigegeben, gesendet, beendet.

warn-drafted = Die Warnung ist geschrieben.
warn-revised = Die Warnung { $warning } ist neu geschrieben.
warn-checked = Die Freigabe der Warnung { $warning } ist erbeten.
warn-approved = Die Warnung { $warning } ist freigegeben.
warn-issued = Die Warnung { $warning } ist gesendet.
warn-withdrawn = Die Warnung { $warning } ist zurückgenommen.
warn-reviewed = Die Warnung { $warning } ist nachbereitet.
warn-neighbour-told = Es steht bei der Warnung { $warning } im Protokoll.
warn-none = Keine Warnung gilt oder wird geschrieben.
warn-none-so = Es gibt keine Warnung `{ $warning }`; siehe tocsin warn list.
warn-which = `{ $warning }` kann { $n } Warnungen meinen; nennen Sie mehr von der Kennung.
warn-digest = Prüfsumme
warn-digest-short = Nennen Sie mindestens { $n } Stellen der Prüfsumme.
warn-digest-needed = Sagen Sie, was gelesen wurde: --digest von { $warning } (siehe tocsin warn show), oder --area mit dem Namen des Gebiets.
warn-type-area = Tippen Sie den Namen des Gebiets, um freizugeben:
warn-area-differs = So heißt das Gebiet nicht; es heißt „{ $area }“. Nichts wurde freigegeben.
warn-free-text = Ein freier Text nur auf { $language }: in jeder anderen Sprache fehlt er.
warn-not-reviewed = Niemand steht für die Worte auf { $language } ein.
warn-until = bis { $at }
warn-area = für { $area } (Ecken: { $corners }, Kreise: { $circles })
warn-follows = folgt auf { $warning }
warn-by = geschrieben von { $people }
warn-checked-by = Freigabe erbeten von { $person }, { $at }
warn-approval-by = freigegeben von { $person }, { $at }
warn-issued-by = gesendet von { $person }, { $at }
warn-not-told = nicht unterrichtet
warn-not-measured = Niemand hat das Gebiet vermessen: die Stadt hat keine Kartengrundlage.
warn-people = dort leben etwa { $n } Menschen
warn-people-unknown = Die Kartengrundlage sagt nicht, wie viele Menschen dort leben.
warn-abroad = reicht nach { $towns }
warn-languages-unknown = Die Kartengrundlage sagt nicht, welche Sprachen dort gesprochen werden.
warn-no-zone = `{ $zone }` ist nicht der Name einer Zone; es gibt { $there }.
warn-not-known = nicht bekannt
warn-some = weniger als fünf
warn-at-least = { $number }, und nicht bekannt von { $n ->
    [one] einer Zone
   *[other] { $n } Zonen
}
warn-size = { $km2 } km²
warn-counts-households = Haushalte: { $number }
warn-counts-no_car = Haushalte ohne Auto: { $number }
warn-counts-electricity_dependent = Menschen, die für ihre Gesundheit Strom brauchen: { $number }
warn-counts-care_homes = Pflegeheime: { $number }
warn-counts-care_beds = Betten in Pflegeheimen: { $number }
warn-counts-disabled = Menschen mit Krankheit oder Behinderung: { $number }
warn-counts-aged_65_up = Menschen ab 65 Jahren: { $number }
warn-widened = Allen Telefonen wird es in { $corners } Ecken gesagt: { $km2 } km² mehr als das Gebiet, Menschen darüber hinaus: { $people }
warn-beyond = Die Grenze hat { $corners } statt { $before } Ecken: niemand darin geht verloren, { $km2 } km² werden zusätzlich gewarnt, Menschen dort: { $people }
warn-minutes = Gib ganze Minuten an, von 1 bis { $most }.
warn-area-empty = Für { $area } gibt es kein Gebiet.
warn-nothing-cut-off = Kein Ort ist durch die bestehenden Sperrungen und die genannten Straßen abgeschnitten.
warn-which-area = Sag, welches Gebiet: --zone, --polygon, --circle, --within, --cut-off oder --footprint.
