"""The words of warnings: templates as they are shipped, filled from facts, checked, imported.

Texts are files: `content/` (one a template, in every language), `languages/` (how each language
says times and frames a message), `channels.toml` (what each channel carries). All but reading
those files is pure.
"""
