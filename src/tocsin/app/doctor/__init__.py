"""`tocsin doctor`: is this town well, in an operator's words? Looks, and never writes to the town.

Each family of checks is a function from the folder to findings; `findings.EXAMINED` lists them.
"""
