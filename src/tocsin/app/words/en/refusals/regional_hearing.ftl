# One refusal each: what the rule says, and what the person can do next.

regional_author_not_agreed = { $by } tells of a regional incident, and no agreement with it is known here.
    .do = Look at the agreements with { $by } (tocsin agreement list).

regional_row_unsound = What { $by } tells of { $regional } does not fit together.
    .do = Telephone { $by }.

regional_not_for_us = { $by } tells of { $regional }, about which it does not ask us.
    .do = Nothing is to be done; it is heard once we are asked.

regional_town_not_asked = { $by } says that it has part in { $regional }; nobody who has part has asked it, as far as we know.
    .do = Ask { $by } about it, or telephone.

regional_two_of_ours = { $by } takes two regional incidents of ours for one: { $numbers }.
    .do = If they are one, merge our own incidents and join one from the other.

too_many_regionals = { $by } has part in { $most } regional incidents here; no more are taken in.
    .do = Decline or close what is over.

too_many_numbers = { $by } has given { $regional } more numbers than anybody needs; more than { $most } are not taken in.
    .do = Telephone { $by }; what it says of its own part is heard again when it leaves them out.
