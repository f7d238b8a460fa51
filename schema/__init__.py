"""What the data mean: row and record models, vocabularies, rules, derivations.

No input or output happens here, and nothing of ours is imported from outside this folder.
"""
