# Why a bundle is not written or not taken in, and what the person can do next.

bundle-not_a_bundle = This is no bundle of a town.
    .do = Look for the file that ends as tocsin bundle write named it.

bundle-newer_format = This bundle is in format { $format }, and this version reads { $own_format }.
    .do = Upgrade this town, or have it written by an older version.

bundle-too_large = A bundle has at most { $most } bytes.
    .do = Have a new one written. If it is not smaller, agree to share less.

bundle-cut_off = The file ends too early: it was not copied to its end. Nothing of it was taken in.
    .do = Copy it again, and wait until the stick may be removed.

bundle-changed = The bundle of { $neighbour } is not as it was written: something in it was changed. Nothing of it was taken in.
    .do = Copy it again. If it stays so, telephone { $neighbour }: somebody may have changed it.

bundle-not_for_us = This bundle is for { $neighbour }.
    .do = Give it to { $neighbour }; nobody else can read it.

bundle-our_own = This bundle was written here, for { $neighbour }.
    .do = Take the stick to { $neighbour }.

bundle-not_a_neighbour = { $neighbour } is not joined with this town.
    .do = Join the two first: invite, and read the code aloud.

bundle-link_rests = Nothing is said to { $neighbour } and nothing heard from it: its link is cut, or in doubt.
    .do = Look at why in the list of neighbours, telephone, and heal it.

bundle-other_key = The bundle of { $neighbour } was sealed for a key that this town no longer has.
    .do = Carry a bundle to { $neighbour } first: it tells the new key. Then have it written anew.

bundle-not_signed = The bundle is not signed with the key that { $neighbour } has here.
    .do = Telephone { $neighbour }; somebody may pass for it.

bundle-malformed = What { $neighbour } has written cannot be read. Nothing of it was taken in.
    .do = Telephone { $neighbour } and compare the versions.

bundle-gap = A bundle of { $neighbour } in between is missing here.
    .do = Read the earlier one first, or carry one of ours to { $neighbour }: it then knows from where to tell.

bundle-rolled_back = { $neighbour } has signed less than it had said before: an old copy of the town was put back there. It is in doubt now.
    .do = Telephone { $neighbour }. When it is settled, heal the link.

bundle-forked = { $neighbour } has signed two histories: two copies of the town are at work there. It is in doubt now.
    .do = Telephone { $neighbour }. When it is settled, heal the link.

bundle-not_here = This process speaks with no neighbours: it only reads the town, or it is a drill.
    .do = Ask where the town itself is written.
