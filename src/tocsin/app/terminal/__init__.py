"""What a terminal shows: the live board, one incident's page, tables of measures.

In:  views as values (`views.board`, `views.incident_page`, `views.measures`), the terminal's size
and what
     it can show; keys.
Out: lines no wider and no more than the terminal; what was typed, handed on to whoever submits it.
"""
