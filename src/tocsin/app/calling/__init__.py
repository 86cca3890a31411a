"""Calls to those on the register whom a warning concerns: who they are, what came of it."""
