"""People who want to be warned of what concerns a place of theirs: links that prove, mail that
asks, who is concerned. What they are on record is `operations.subscriptions`.
"""
