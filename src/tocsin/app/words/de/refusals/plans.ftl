# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

plan_unknown = Es gibt keinen Plan { $plan }.
    .do = Sehen Sie in der Liste der Pläne nach und nennen Sie einen anderen.

plan_is_withdrawn = Der Plan { $plan } wurde zurückgezogen.
    .do = Wählen Sie einen anderen Plan, oder lassen Sie einen neu annehmen.

plan_has_moved_on = Der Plan { $plan } wurde auf Grundlage der Fassung { $over } geschrieben; die neueste ist { $latest }.
    .do = Sehen Sie an, was sich geändert hat, nehmen Sie es in Ihren auf, und nehmen Sie ihn über Fassung { $latest } an.

plan_unsound = Der Plan { $plan } ist in sich nicht stimmig: { $fault }.
    .do = Berichtigen Sie diese Stelle und nehmen Sie ihn erneut an.

plan_was_not_read = Der Plan { $plan } sollte mit Stand von Version { $over } zurückgezogen werden; die neueste ist { $latest }.
    .do = Sehen Sie nach, was sich geändert hat; ziehen Sie ihn zurück, wenn er auch so nicht mehr gelten soll.
