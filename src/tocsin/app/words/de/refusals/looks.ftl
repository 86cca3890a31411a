# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

knows_already = Sie dürfen { $incident } schon sehen.
    .do = Es ist nichts zu tun: Sie sehen ihn, wie er ist.

glass_not_broken = Unter diesem Namen sieht niemand { $incident } durch einen Notzugriff.
    .do = Es ist nichts zu tun.
