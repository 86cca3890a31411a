# Handing a desk over.

handover-of = Handover of { $town }
shift = Shift
shift-present = { $name } (now)
handover-none-working = Nothing is being worked.
handover-none-quiet = Nothing lies quiet.
handover-words = In the desk's words
handover-no-words = Nobody has written for this shift yet.
handover-no-words-next = Whoever leaves writes what the next must know; whoever comes says that it was read.
handover-write = What the next shift must know
handover-write-hint = Kept on record as an entry of the shift. What you type is kept here until it is sent.
handover-begin = Begin with what stands
handover-send = Write down and ask to read
handover-sent = It is on record, and asked to be read within the hour.
handover-unanswered = No answer yet. Sent again, it happens once.
handover-unread = Asked to be read, and unread
handover-all-read = Everything that was asked to be read is read.
handover-out = Units out of service
handover-none-out = Every unit is in service.
handover-closures = Closed roads and areas
handover-none-closed = Nothing is closed.
handover-closed = closed: { $where }
handover-coming = Coming in twelve hours
handover-owed = { $what }, { $name }, due { $time }
handed-over-by = Handed over by
taken-over-by = Taken over by
closure-blocked = Blocked
