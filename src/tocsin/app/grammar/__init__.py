"""The command line of the console, as text: `VERB objects [words] [! reason]` → orders.

In:  a line, the picture, the present time.
Out: an `Understood` (chains of commands, each with its sentence; or a question), `NotUnderstood`.

`parse` cuts a line, `clocks` reads its times, `resolve` knows its names, `told` puts them together;
the verbs are data, a file an area, gathered in `verbs`.
"""
