"""Codes that say how rounds of blind coding are drawn, kept and measured. Pure vocabularies."""

from __future__ import annotations

from .code import Code


class Split(Code):
    """What a double-coded document may be used for."""

    DEV = "dev", "Development", "Machines may be built and tuned on it."
    TEST = (
        "test",
        "Test",
        "Nothing may be tuned on it: machines are measured on it, every run is published.",
    )


class Drawn(Code):
    """How a document came into a round."""

    STRATUM = "stratum", "Stratum", "At random from its stratum."
    SEVERAL_PARTIES = (
        "several_parties",
        "Several parties",
        "At random from texts whose register row or title shows several calls, more than two "
        "parties or a joint text; these are drawn more often than others.",
    )
    CERTAIN = "certain", "Certain", "All texts of its kind were taken."


class CoderRole(Code):
    """What a coder does in its round, and what it was given."""

    READER = "reader", "Reader", "Codes blind, from the whole codebook."
    RECODER = (
        "recoder",
        "Recoder",
        "Codes blind from the whole codebook, after the others were adjudicated.",
    )
    DEFINITIONS = (
        "definitions",
        "Definitions alone",
        "Codes blind from the definitions of the codes: no cues, decision order, rules, examples.",
    )
    ADJUDICATOR = "adjudicator", "Adjudicator", "Decides where blind coders differ."
    AUDITOR = "auditor", "Auditor", "Argues the best rival code for codes already decided."
    SCREENER = "screener", "Screener", "Decides which found items are in."
    AUTHOR = "author", "Author", "Codes or corrects with knowledge of earlier codings."
    MACHINE = "machine", "Machine", "A rule set."


BLIND_ROLES = frozenset((CoderRole.READER, CoderRole.DEFINITIONS, CoderRole.RECODER))
"""Roles of coders that code blind."""


class CodingPass(Code):
    """What was coded in a pass of a round."""

    UNITS = "units", "Units", "Facts of the call and the cutting of the text into claims."
    LABELS = "labels", "Labels", "The labels of units agreed before."
    WHOLE = "whole", "Whole", "Units and labels at once, from the bare text."


class Comparison(Code):
    """Whose codings are compared. Coders of one kind can share their mistakes."""

    MODEL_MODEL = (
        "model-model",
        "Two models, whole codebook",
        "Two language models, each blind, each given the whole codebook: shows consistency, "
        "bounds error from below, proves no validity.",
    )
    MODEL_DEFINITIONS = (
        "model-definitions",
        "Whole codebook against definitions",
        "A language model given the whole codebook against one given definitions alone.",
    )
    MODEL_ADJUDICATED = (
        "model-adjudicated",
        "Recoding against the published coding",
        "A later blind recoding against what was adjudicated from others.",
    )
    MODEL_CHECKED = (
        "model-checked",
        "Recoding against the checked coding",
        "A later blind recoding from the bare text against codings that began as drafts.",
    )
    RULE_MODEL = "rule-model", "Rules against model", "A rule set against a language model."
    MODEL_PERSON = "model-person", "Model against person", "A language model against a person."
    PERSON_PERSON = "person-person", "Two persons", "Two persons, each blind."


class Statistic(Code):
    """How agreement is measured. Intervals are bootstrapped over documents."""

    ALPHA_NOMINAL = "alpha_nominal", "Krippendorff's alpha, nominal", "Any two codes differ fully."
    ALPHA_ORDINAL = (
        "alpha_ordinal",
        "Krippendorff's alpha, ordinal",
        "Codes differ by the ranks between them.",
    )
    ALPHA_MASI = (
        "alpha_masi",
        "Krippendorff's alpha, MASI",
        "Sets differ by 1 less their MASI similarity: Jaccard times 1, 2/3, 1/3 or 0.",
    )
    EXACT = "exact", "Exact agreement", "Share of units on which both say the same."
    F1_HALF = (
        "f1_50",
        "Span F1 at .5",
        "Units matched one to one, intersection over union of characters at least .5.",
    )
    F1_STRICT = "f1_80", "Span F1 at .8", "The same at .8."
    RARE = (
        "rare",
        "Agreement on rare values",
        "Of what either said but the commonest value, the share on which both say the same.",
    )
    SPECIFIC = (
        "specific",
        "Specific agreement",
        "Of the times either gave the code, the share in which both did.",
    )
    CONFUSION = "confusion", "Confusion", "How often one gave the code, the other the other code."
    PER_DOCUMENT = "per_document", "Claims a document", "Mean number of claims cut in a document."
    SHARE_WRONG = (
        "share_overturned",
        "Share overturned",
        "Share of audited codes that the adjudicator overturned, with Wilson's interval.",
    )
    SHARE_RIGHT = "share_right", "Share right", "Share of probes answered as the rule settles."


class Subset(Code):
    """Which units a figure is about."""

    ALL = "all", "All", "All units both coded."
    UNSURE = "unsure", "Marked unsure", "Units on which either coder marked the field unsure."
    SURE = "sure", "Not marked", "Units on which neither coder marked the field unsure."
    DEV = "dev", "Development", "Documents of the split dev."
    TEST = "test", "Test", "Documents of the split test."
    RANDOM = "random", "Random draw", "Claims drawn at random from all."
    FRESH = "fresh", "Fresh draw", "Claims drawn at random after corrections, none audited before."


class Verdict(Code):
    """How a figure stands to the gates set before anything was measured."""

    TARGET = "target", "Target met", "At or above the target."
    RELEASE = "release", "Released", "At or above the release gate, below the target."
    EXPERIMENTAL = "experimental", "Experimental", "Below the release gate."


class AuditDraw(Code):
    """How a claim came to be audited."""

    RANDOM = "random", "Random", "At random from all claims."
    UNSURE = "unsure", "Unsure", "At random from claims with a field that a coder marked unsure."
    FRESH = "fresh", "Fresh", "At random, after corrections, from claims not audited before."


class AuditOutcome(Code):
    """What the adjudicator decided on a code that the auditor argued against."""

    UPHELD = "upheld", "Upheld", "The code stands."
    OVERTURNED = "overturned", "Overturned", "The code was wrong and was corrected."
