"""Invented examples for coders, and what rounds of blind coding taught. Rules are elsewhere.

An example is a sentence nobody published. A lesson says how a rule is meant where coders differed.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Guidance:
    """One piece of guidance: the rule it is about, the passes it is for, what it says."""

    rule: str
    passes: tuple[str, ...]
    text: str


UNITS = ("units",)
LABELS = ("labels",)
BOTH = ("units", "labels")

EXAMPLES: tuple[Guidance, ...] = (
    Guidance(
        "E2",
        UNITS,
        '"In addition, President Vell underscored the value of the harbour pact." One claim, from '
        '"President Vell" to "pact"; cue "underscored".',
    ),
    Guidance(
        "S4",
        UNITS,
        '"He urged Freedonia to reopen the ferry line and to release the crew." Two claims: the '
        'contents are coordinate and differ in topic; the second has the spans "He urged '
        'Freedonia" and "to release the crew".',
    ),
    Guidance(
        "S4",
        UNITS,
        '"They discussed trade, fisheries and the lighthouse." One claim with three topics: a list '
        "of nouns never splits.",
    ),
    Guidance(
        "H2",
        LABELS,
        '"The sides stressed the need for calm." Joint, whatever the other side\'s text says.',
    ),
    Guidance(
        "A10",
        LABELS,
        '"Both leaders expressed their readiness to meet." OFFER, joint, vague; not AGREE, since '
        "nothing is decided.",
    ),
    Guidance(
        "A3",
        LABELS,
        '"They agreed to meet in Strelsau in the coming months." AGREE, vague: no day, no '
        "quantity, no event with a proper name.",
    ),
    Guidance(
        "E4",
        LABELS,
        '"Mrs Tandt thanked the President for sending rescue boats after the storm." A gloss: '
        "Freedonia is grateful for help at sea. Not: Tandt thanked the President for sending "
        "rescue boats (six words in a row).",
    ),
)

LESSONS: tuple[Guidance, ...] = (
    Guidance(
        "S4",
        UNITS,
        "That a list of nouns never splits holds for topics. Two nouns under one cue that differ "
        "in act or target do split: support for one actor and a commitment to another, thanks for "
        "one thing and a request for another.",
    ),
    Guidance(
        "S2",
        UNITS,
        "A quotation under one cue is one unit, several sentences of it included, unless it turns "
        "to another act or target in a sentence of its own.",
    ),
    Guidance(
        "S5",
        UNITS,
        '"Having discussed the ferry line, the leaders reaffirmed ..." opens with a frame: no unit '
        "of its own.",
    ),
    Guidance(
        "S7",
        UNITS,
        "Who wanted the call is no claim, but what he wanted to talk about is: one unit.",
    ),
    Guidance(
        "S9",
        UNITS,
        "A cueless sentence of plain fact is a unit only if it adds something on the matter of the "
        "talk. What explains a term, recalls an earlier meeting or says who takes part is none.",
    ),
    Guidance(
        "E2",
        UNITS,
        "Where the holder is the grammatical subject before the cue, the span begins with the "
        'subject, also where the subject is the talk itself ("the conversation focused on").',
    ),
    Guidance(
        "P6",
        UNITS,
        "Where the body is silent on means, day or a name, the title counts as text; where the two "
        "differ, the body wins.",
    ),
    Guidance(
        "P4",
        UNITS,
        "The class of an office rests on the office that title or text names: a crown prince is "
        "DHOS unless it is said that he is prime minister too. The kind of text decides doc_type "
        "before the channel: an aide's account posted on a channel is statement_by_officials.",
    ),
    Guidance(
        "U3",
        UNITS,
        "Where members of a group are listed, each is a side; the organisation is one besides only "
        "if an official of its own takes part.",
    ),
    Guidance(
        "H5",
        LABELS,
        'A passive with no agent ("attention was drawn to") that brings a new matter is '
        "unattributed. It keeps the holder before it (H6) only where it carries the same "
        'proposition on: it takes up the point just reported ("this key question was ignored").',
    ),
    Guidance(
        "H6",
        LABELS,
        "A cueless sentence that spells out a decision just reported is INFORM by the issuer, "
        "unless its subject is a side and it tells what that side will do.",
    ),
    Guidance(
        "V1",
        LABELS,
        "A clause of purpose, means or time gives a topic only where it names a matter of its own; "
        "a word such as security or stability inside a more specific topic gives none.",
    ),
    Guidance(
        "V8",
        LABELS,
        "Ukraine before 24 February 2022: forces massed and a feared invasion are t0202, fighting "
        "in the east t0201, its settlement (Minsk, Normandy) t0204. From that day on: t0201.",
    ),
    Guidance(
        "T4",
        LABELS,
        "Backing for a process has no target, whoever leads it; an actor that is itself the object "
        "of the backing is the beneficiary.",
    ),
    Guidance(
        "A3",
        LABELS,
        "A shared view that rejects or warns keeps CONCUR and takes stance -1, with a note.",
    ),
    Guidance(
        "E2",
        UNITS,
        "After the gold round: an opening quotation mark belongs to the span, a final stop and the "
        "mark behind it do not. Words that two contents share (to, a possessor, a subject) stay in "
        "the earlier span. A verb coordinated with an earlier clause begins its span at the cue.",
    ),
    Guidance(
        "E3",
        UNITS,
        "After the gold round: the cue is the verb without auxiliary and negation; a particle or "
        'bound preposition belongs to it ("pointed out", "touched upon"), a noun object does not.',
    ),
    Guidance(
        "S8",
        UNITS,
        "After the gold round: next_contact is promised only where a particular next call or "
        "meeting of the participants is announced; to stay in touch is none.",
    ),
    Guidance(
        "H8",
        LABELS,
        "After the gold round: an agent in a by-phrase holds the claim, also inside another's "
        "running account.",
    ),
    Guidance(
        "A8",
        LABELS,
        "After the gold round: a grant that the text itself calls announced or made before is "
        "INFORM; ANNOUNCE is for what is new.",
    ),
    Guidance(
        "V5",
        LABELS,
        "After the gold round: backing of an army is t0302, money for a state's budget t0706.",
    ),
)
