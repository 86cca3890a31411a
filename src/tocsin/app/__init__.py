"""The doors: command line, carriers, wiring. The only room that talks to the outside.

In:  every room; arguments, files, terminals, the machine's clock and randomness.
Out: the `tocsin` command, its exit codes and its `--json` shapes. Nobody imports this room.
"""
