"""Advice, one folder a question: who to send, where to stand by, what fails next.

In:  `operations`, `geo`: a picture, the ground, a seed; arrays inside.
Out: recommendations with their basis (planner, version, position, ground, seed) and the few facts
     they read. Advice is a value: a person's command takes it into the log or leaves it. Pure, and
     independent of one another.
"""
