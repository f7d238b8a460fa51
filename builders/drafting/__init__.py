"""The drafter: from a canonical text to a full proposal of a record, with its reasons.

One module a step: tokens, names, parties, dates, facts, cues, holders, units, acts, topics,
targets, marks, gloss; ``draft`` puts them together. What is known lies in ``datasets/knowledge``
as tables; here is only how it is used. Nothing is decided for good here: a draft is a proposal.
"""
