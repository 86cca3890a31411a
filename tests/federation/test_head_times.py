"""A head that one town has signed comes by another: what is wrong in it stops nobody."""

from datetime import UTC, datetime

import msgspec

from tocsin.federation.custody_heads import CustodyHead, UnitHead, differing, signed_head
from tocsin.federation.link_key import LinkKey
from tocsin.log import SeededEntropy
from tocsin.operations.picture.custody import FIRST, Claim, Custody, CustodyEntry, CustodyFact, Hold

KEY = LinkKey.drawn(SeededEntropy(5))


def test_a_head_that_was_signed_at_no_time_is_none() -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    entry = CustodyEntry(1, CustodyFact.offered, FIRST, "PE", noon)
    lent = Custody("WE-E1", "WE", Claim(FIRST, Hold.held, "WE"), entries=(entry,))
    for at, is_head in ((noon, True), (noon.replace(tzinfo=None), False)):
        signed = signed_head(KEY, "WE", "life", [lent], at)
        assert signed is not None
        assert signed.is_of(KEY.public)
        assert (signed.read() is not None) is is_head


def test_an_entry_that_says_more_than_is_known_here_is_no_fork() -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    entry = CustodyEntry(1, CustodyFact.offered, FIRST, "PE", noon)
    head = CustodyHead(town="WE", life="life", at=noon, units=(UnitHead("WE-E1", 1, "other"),))
    plain = msgspec.json.decode(msgspec.json.encode(entry))
    for said, is_fork in ((plain, True), ({**plain, "of_a_later_version": 1}, False)):
        known: dict[tuple[str, str], dict[str, object]] = {
            ("custody", "WE-E1"): {"entries": [said]}
        }
        assert bool(list(differing(head, known))) is is_fork
