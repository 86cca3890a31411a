# Papierbögen für die Stunden ohne System.

paper-title = { $town }: Bögen zum Beschreiben
paper-as_of = Stand { $at }
paper-standing = Was jetzt gilt
paper-incidents = Offene Einsätze: { $n }
paper-units = Einheiten: { $n }
paper-number = Nummer
paper-type = Was es ist
paper-priority = Priorität
paper-place = Ort
paper-unit = Einheit
paper-kind = Art
paper-status = Status
paper-changes = Änderungen, mit Zeiten
paper-call = Anruf und Einsatz
paper-log = Tagebuch
paper-time = Zeit
paper-by = Aufgenommen von
paper-words = Was der Anrufer sagte
paper-caller = Anrufer
paper-call_back = Rückrufnummer
paper-what = Was angeordnet oder gehört wurde
paper-entered = Erfasst
paper-how = Eine Zeile je Tatsache, jede mit ihrer Zeit. Später wird sie erfasst, wie sie steht, unter der Nummer des Bogens; % ist der Einsatz dieses Bogens.
