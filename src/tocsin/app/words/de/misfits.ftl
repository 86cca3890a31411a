# Felder eines Befehls, die so nicht sein können.

misfit-shorter = { $field } ist länger als { $most } Zeichen; sagen Sie es kürzer
misfit-attach = { $field } ist länger als { $most } Zeichen; legen Sie längere Worte als Datei an (tocsin attach TOWN ID FILE)
misfit-not-text = die Worte enthalten etwas, das kein Text ist; schreiben Sie sie in UTF-8
misfit-expected = { $said }; erwartet { $shape }
the-order = der Befehl
