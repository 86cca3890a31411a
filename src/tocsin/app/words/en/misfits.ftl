# Fields of an order that cannot be so.

misfit-shorter = { $field } is longer than { $most } characters; say it shorter
misfit-attach = { $field } is longer than { $most } characters; put longer words into a file and attach it (tocsin attach TOWN ID FILE)
misfit-not-text = the words hold something that is not text; write them in UTF-8
misfit-expected = { $said }; expected { $shape }
the-order = the order
