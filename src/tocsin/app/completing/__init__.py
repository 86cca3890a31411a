"""What may stand next in a line that is being typed: only what its asker may know of, first what
they may do.

`cutting` finds what is being typed, `wanted` says what a verb takes there, `things` finds them in
the asker's sight, `orders_of` which orders a verb may lead to, `complete` puts it together.
"""
