# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

incarnation_superseded = { $neighbour } wurde wiederhergestellt: was das ältere Protokoll über { $unit } sagt, zählt nicht mehr.
    .do = Den heutigen Auszug holen.

entry_is_our_own = Dieser Eintrag über { $unit } ist unser eigener.
    .do = Nichts zu tun.

author_not_agreed = Mit { $neighbour } wurde nie ein Verleihen unterzeichnet: was dort über { $unit } gesagt wird, zählt nicht.
    .do = Eines unterzeichnen oder die Heimatstadt der Einheit fragen.

home_is_another = { $neighbour } nennt für { $unit } eine andere Heimat als ihre.
    .do = { $neighbour } anrufen.

generation_not_granted = { $neighbour } nennt eine Nummer von { $unit }, die wir nie vergeben haben.
    .do = { $neighbour } anrufen; die Einheit bleibt hier, wie sie ist.

hold_not_released = { $neighbour } sagt, { $unit } sei anderswo; wir führen sie und haben sie nicht abgegeben.
    .do = { $neighbour } anrufen; die Einheit bleibt hier, wie sie ist.

not_addressed_to_author = { $unit } wurde an eine andere Stadt abgegeben, als { $neighbour } sagt.
    .do = Die Stadt anrufen, an die sie abgegeben wurde.

third_holder_not_agreed = { $neighbour } sagt, dass { $unit } bei einer dritten Stadt ist, und sie wurde nicht zum Weiterleihen geliehen.
    .do = { $neighbour } und die Besatzung anrufen; nötigenfalls zurückholen.

too_many_guests = { $neighbour } hat uns so viele Einheiten abgegeben, wie ein Register aufnimmt: { $unit } wird nicht übernommen.
    .do = { $neighbour } anrufen und zurückgeben, was nicht gebraucht wird.

too_many_offers = { $neighbour } hat mehr Einheiten zugleich angeboten, als vermerkt werden: das Angebot von { $unit } nicht.
    .do = { $neighbour } anrufen; ablehnen, was nicht gebraucht wird.

too_many_units = { $neighbour } erzählt von mehr Einheiten einer Stadt, als behalten werden: { $unit } wird nicht aufgenommen.
    .do = { $neighbour } anrufen; hört es nicht auf, die Verbindung trennen.

epoch_not_believable = { $neighbour } nennt eine Nummer von { $unit }, auf die mit keinem Angebot nach dem anderen jemand kommt.
    .do = { $neighbour } anrufen; die Einheit bleibt hier, wie sie ist.
