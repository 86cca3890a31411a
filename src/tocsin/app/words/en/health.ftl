# How the system is, in an operator's words; how long something lasts.

health-log-not-read = It was not read for { $age }.
health-log-not-read-do = See whether the machine that writes it lives, and the link.
health-log-empty = Nothing is on record yet.
health-only-read = Only read here; orders are taken by { $writer }.
health-stopped = The log cannot be written: no order is granted.
health-doctor-do = Run tocsin doctor on the town's folder.
health-disk-do = Look at what else uses the disk.
health-orders = Orders are taken.
health-no-second = No second machine follows this town.
health-no-second-do = Set one up (docs/operating/standby.md): it takes over when this one burns.
health-second-closed = No order is granted: { $why }.
health-second-do = See to the standby and to the link.
health-second-link-do = Look at the link between the two machines.
health-second-whole = It has everything.
health-screens-none = Nobody follows live.
health-late = { $who } What happens reaches them { $late } s late.
health-late-do = Look at what else runs on this machine.
health-no-track = No positions are kept by this machine.
health-track-trouble = Of the track: { $trouble }.
health-track-do = The town runs without it. Run tocsin doctor on its folder.
health-no-folder = This machine does not keep the town's folder.
health-no-certificate = The town has no certificate of its own; whoever serves it may have.
health-certificate-do = tocsin serve --tls-local makes one.
health-backup-do = Make one: tocsin backup, or tocsin offsite (docs/operating/backup-and-restore.md).
health-no-backup = No backup of this town is known.
health-backup = The last backup is { $age } old.
health-no-ground = None is adopted: places are as people say.
health-no-ground-do = tocsin ground adopt TOWN GROUND.
health-ground-wrong = It is not as it was adopted: { $wrong }.
health-ground-wrong-do = Adopt it again, or bring it back from a backup.
health-ground-old-do = Import a newer extract and compare it.
health-clock-unsaid = this system does not tell whether its clock is kept right
health-clock-alone = nobody keeps this machine's clock right
health-clock-alone-do = Run a time service (chrony, systemd-timesyncd) against the town's time source.
health-clock = the clock is kept right by a time service
health-room = { $free } GB are free
health-room-now-do = Make room now: without it nothing is acknowledged.
health-room-soon-do = Make room this week.
health-inodes-do = Remove small files there.
health-inodes = { $count } inodes are left
health-certificate-again-do = Open the door again: it is renewed then.
health-drill-none = no backup of this town is known to have been brought back to life
health-drill-none-do = Restore one into a scratch folder (docs/operating/backup-and-restore.md).
health-drill-unread = { $file } cannot be read
health-drill-unread-do = Do a drill again.
health-drill-old-do = Do one this week.
health-leap = the clock leapt: nothing was recorded from { $since } to { $until }; nothing is destroyed any more
health-leap-do = Look at the date. If it is right: tocsin retention confirm. If not, set the clock (docs/operating/retention.md).
health-retention-none = no schedule is adopted: every record is kept for ever
health-retention-quiet = no destruction is announced
health-retention-due = what is due of { $name } from { $at } UTC
health-retention = announced, to be destroyed: { $what }
lasts-s = { $n } s
lasts-min = { $n } min
lasts-h = { $n } h
lasts-h-min = { $h } h { $min } min
lasts-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
health-log = { $n ->
    [one] { $n } record; the last one { $age } ago.
   *[other] { $n } records; the last one { $age } ago.
}
health-waiting = { $n ->
    [one] { $n } order waits for the disk.
   *[other] { $n } orders wait for the disk.
}
health-second-away = { $n ->
    [one] It is not heard; it lacks { $n } record.
   *[other] It is not heard; it lacks { $n } records.
}
health-second-behind = { $n ->
    [one] It is { $age } behind ({ $n } record).
   *[other] It is { $age } behind ({ $n } records).
}
health-screens = { $n ->
    [one] One follows live.
   *[other] { $n } follow live.
}
health-track = { $n ->
    [one] { $n } observation so far.
   *[other] { $n } observations so far.
}
health-ground = { $days ->
    [one] Version { $version } of { $source }, adopted { $days } day ago.
   *[other] Version { $version } of { $source }, adopted { $days } days ago.
}
health-certificate-over = { $days ->
    [one] it ended { $days } day ago
   *[other] it ended { $days } days ago
}
health-certificate-ends = { $days ->
    [one] it ends in { $days } day
   *[other] it ends in { $days } days
}
health-certificate = { $days ->
    [one] it is good for { $days } day
   *[other] it is good for { $days } days
}
health-drill = { $days ->
    [one] the last was { $days } day ago
   *[other] the last was { $days } days ago
}
