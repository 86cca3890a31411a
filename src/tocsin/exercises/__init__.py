"""Drills and simulation: scenarios, injects, simulated responders, a simulated clock, evaluation.

In:  `federation`, `jurisdiction`, `planners`, `views`; a seed.
Out: a fork of a town's log whose header says Exercise, and what was learnt from it. Nothing here
     has a carrier, so nothing rehearsed can reach the public.
"""
