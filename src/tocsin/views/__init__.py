"""What people look at: boards, timelines, forms, measures, open data. Pure folds.

In:  `operations`, `geo`: a picture as one viewer may see it, or the facts in their order.
Out: tables and texts as values, ready to be drawn; each says how old it is and what it leaves out.
     A view decides nothing and writes nothing.
"""
