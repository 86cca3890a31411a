"""Neighbouring towns, from the command line to the wire: met, followed, told, shown together."""
