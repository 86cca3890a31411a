"""The business: what a town knows (the picture) and what may be ordered and happens (the topics).
Pure.

In:  commands with a context, stored events with their stamps; it may import `terms` and
`geo.places`.
Out: events or a refusal (`catalogue.decide`), the next picture (`catalogue.evolve`), what is due.

Begin with `orders` (the shapes), `picture` (the nouns), then one topic: `dispatch`.
"""
