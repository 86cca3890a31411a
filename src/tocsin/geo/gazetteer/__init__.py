"""Where is it: places by what people type, and what is at a place. (decision 034)

`building` makes arrays of what stands on a ground; `gazetteer` answers from them; the app keeps
them in a file and maps it into memory. Needs numpy and rapidfuzz (the extra `ground`).
"""
