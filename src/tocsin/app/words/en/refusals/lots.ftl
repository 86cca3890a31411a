# One refusal each: what the rule says, and what the person can do next.

lot_unknown = There is no stock { $lot } here.
    .do = Look at the stock with tocsin stock list, or register it.

lot_known = Stock { $lot } is on the register already.
    .do = Take in more of it, or register under another name.

lot_is_one_thing = { $lot } is a single thing with a serial number: there is one of it, and it is not used up.
    .do = Register other things as lots of their own; write it off if it is gone.

lot_not_ours = { $lot } belongs to { $home }: more of it comes from there.
    .do = Ask { $home }, or register stock of your own.

quantity_exceeds_stock = { $quantity } of { $lot } are more than the { $held } ({ $unit_of_measure }) that the log has here.
    .do = Take less; or count it, and say why there is more.

difference_unnamed = { $quantity } of { $lot } were counted where { $expected } were expected.
    .do = Count again; if it stays so, say why it differs.

stock_is_full = No more than { $most } of { $lot } can be counted in one lot.
    .do = Register the rest as a lot of its own.

lot_is_retired = { $lot } was taken off the register at { $at }.
    .do = Register stock of another name.

