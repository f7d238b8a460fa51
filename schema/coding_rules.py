"""The rules of the codebook that coders apply, as data: what the published codebook prints.

Rules that a machine checks are in ``rulebook``; meanings of codes stand with the codes.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CodingRule:
    """One rule a coder applies: its number, its section and its sentence."""

    number: str
    section: str
    text: str


SECTIONS: dict[str, str] = {
    "U": "Units: what is counted",
    "P": "Population: what is a call, and which documents are in",
    "S": "Segmentation: how a text is cut into claims",
    "E": "Evidence: which characters bear a claim",
    "H": "Holder: whose claim it is",
    "D": "Decision order of acts: first hit wins",
    "A": "Acts: what decides between acts",
    "V": "Topics: what decides between topics",
    "T": "Targets: who is a target",
    "B": "Both sides: how two accounts of one call are compared",
}
"""The sections of the rules, by the letter their numbers start with."""

_RULES = (
    (
        "U1",
        "Document: one text published by one issuer, or jointly, in one language.",
    ),
    (
        "U2",
        "Call: one real-time remote voice or video conversation in which at least one "
        "senior official of a state, or head of an international organisation, speaks "
        "with at least one such person of another state or organisation, and which an "
        "official issuer has publicly reported afterwards. Senior official: any office "
        "class but REL, OPP, CSO and OTHER.",
    ),
    (
        "U3",
        "Side: a state or organisation that takes part.",
    ),
    (
        "U4",
        "Claim: one thing the document reports one holder as saying, doing, committing "
        "to, asking of or feeling toward somebody, in or about the call: the smallest "
        "combination of holder, act, target and topic set carried by one reporting cue.",
    ),
    (
        "P1",
        "In: phone, secure video, video conference, conference call. Mode not stated "
        'but called a call, or "spoke" remotely: in, mode `not_stated`.',
    ),
    (
        "P2",
        "Out: in-person meetings, letters, summits by video with public sessions, "
        "unless the issuer calls it a call. A virtual meeting without public session is"
        " in, mode `video`, bilateral or group.",
    ),
    (
        "P3",
        "Out: announcements of future calls, press calls with journalists, public "
        'remarks made on a call, "calls to action", dinners, roundtables.',
    ),
    (
        "P4",
        "Scope: `core`; `extended` (the counterpart holds no state or IO office: "
        "opposition leader, activist, family of a detainee, former leader); `domestic` "
        "(both sides of one state: governors, legislators, agencies, firms); `mixed`. "
        "Claims are coded for core and extended. President-elect, designate, interim or"
        " acting head: core, with `office_status`. Those listed under extended are extended even "
        "where they belong to the issuer's own state; firms and partnerships at home are domestic. "
        "The head of a part of another state (a German Land) is a senior official of that state.",
    ),
    (
        "P5",
        "One document may report several separate calls: one call row each, linked with"
        " coverage `shared`. In a mixed document the domestic ones are counted too.",
    ),
    (
        "P6",
        "Screen on the text, never on the file name or title alone; where title and "
        "text contradict each other the text wins. Real traps in the corpus: the "
        'surname Lacalle, "call to action", joint statements after calls whose title '
        "names no call, a title with a missing word. A body that says only that two parties "
        "conversed, with no sign of a meeting in person, is in by P1, whatever names the mode.",
    ),
    (
        "P7",
        "The same text in two places is one document with two locations. Near-identical"
        " texts for two calls on one day (Qatar and Egypt, 2024) are two documents of "
        "one `template_group`. Train/test splits and reliability samples never divide a"
        " template group.",
    ),
    (
        "P8",
        "A language version published by the issuer is a document of its own; the "
        "versions share a `translation_group`.",
    ),
    (
        "P9",
        "A text about something else that newly reports a call of the last two days is "
        "in, doc_type `statement_mentioning_call`; a call recalled as background is "
        "not. A monologue by an aide on a call is in (`statement_by_officials`); a "
        "transcript with journalists' questions is not. Where the text reports a meeting in "
        "person and recalls a call, it is out as a meeting in person.",
    ),
    (
        "P10",
        "Group calls by video are in when the issuer calls it a call or talk and no "
        'public session is mentioned; a "virtual summit" of a standing group is out, whether or '
        "not the text mentions a public session. Where the parties are does not matter, only that "
        "they spoke remotely.",
    ),
    (
        "S1",
        'Start from cues: finite reporting verbs, reporting participles ("noting '
        'that"), purpose infinitives of the opener ("spoke to congratulate"), '
        "performative first-person verbs. One cue = one candidate claim.",
    ),
    (
        "S2",
        "Never across a sentence end; only a quotation whose cue stands in the next "
        "sentence is one unit with it.",
    ),
    (
        "S3",
        "Coordinated cues with the same holder, act, target and topics merge "
        '("discussed ... and assessed"). Otherwise each cue is its own claim.',
    ),
    (
        "S4",
        "One cue, several contents: split when target or act differs, or when the "
        "contents are coordinate complements with a verb of their own (finite, "
        'infinitive, gerund) and different minor topics. Subordinate parts (purpose "to'
        ' ...", means "by ...ing", relative, reason) never split. A list of nouns never'
        " splits: one claim, up to 6 topics in text order. A second content's span "
        "starts at its own first word, with the shared cue as an earlier span. "
        'Complements that hang on a noun ("the importance of doing A and B") are a '
        "list. In Chinese a cue (指出, 表示, 强调) governs its sentence and what follows up "
        "to the next cue; within it a new sentence or semicolon starts a new claim, "
        "serial verbs inside one clause do not.",
    ),
    (
        "S5",
        'Participial and prepositional frames are not claims: "touching upon X, he '
        '...", "in this context". As a main verb ("they touched upon X") it is '
        "DISCUSS.",
    ),
    (
        "S6",
        "Relative, reason and purpose clauses belong to the claim. Blame or praise that"
        ' lives only in a modifier ("unprovoked", "sham") is no claim of its own.',
    ),
    (
        "S7",
        "That the call took place, and at whose request, is no claim. An opener that "
        'names content ("spoke to / about / regarding X") is always one claim, whatever'
        " follows.",
    ),
    (
        "S8",
        "Participant lists, history of earlier meetings, length, tone and who phoned "
        "whom are no claims. Thanks for the call is THANK with topic t1202.",
    ),
    (
        "S9",
        "Narration with no cue: code only an evaluation, decision or commitment of a "
        "side. Pure facts: at most one INFORM a sentence.",
    ),
    (
        "E1",
        "Offsets are half-open [start, end) code points of the canonical text; spans "
        "are sorted and do not overlap within a claim; the first contains the cue.",
    ),
    (
        "E2",
        "Evidence reaches from the holder's mention (or the cue, if the holder stands "
        "earlier) to the end of the content: final punctuation excluded, relative "
        'clauses included, opener adverbials ("In addition") excluded; an adverbial '
        "that dates the content belongs to it.",
    ),
    (
        "E3",
        "The cue is the reporting verb or participle; where no cue of speech stands, it"
        " is the main verb, and for the holder issuer there is none.",
    ),
    (
        "E4",
        "The gloss says the claim in own words, neutrally, in at most 25 words; gloss "
        "and notes share no run of 6 words, or 8 Chinese characters, with the text.",
    ),
    (
        "H1",
        "own = a person of the issuing side; counterpart = the other side; joint = the "
        "grammatical subject covers both (they, the leaders, A and B, the sides); third"
        " = somebody not on the call.",
    ),
    (
        "H2",
        "Follow grammar, not plausibility. Joint is what the issuer attributes to both;"
        " it is no evidence that both said it.",
    ),
    (
        "H3",
        'A one-sided plural ("the U.S. officials") is own.',
    ),
    (
        "H4",
        'DISCUSS with a single subject keeps that single holder, the opener "X spoke '
        'with Y about Z" included; a subject that denotes the talk ("the conversation '
        'focused on") is joint.',
    ),
    (
        "H5",
        'A reporting cue with no holder ("it was noted", "attention was paid to"): '
        "`unattributed`. No cue of speech at all: own where the grammatical subject is "
        'the issuing state or its official, else `issuer`; said_in_call `unclear`. "It '
        'was agreed" is joint.',
    ),
    (
        "H6",
        "An unattributed sentence that carries on the proposition before it keeps that "
        "holder. Pronouns resolve to the last matching subject.",
    ),
    (
        "H7",
        "A relayed principal (\"conveyed the President's concern\"): holder is the speaker's side.",
    ),
    (
        "H8",
        "Passive with a by-phrase: that is the holder.",
    ),
    (
        "H9",
        "An obvious slip (a dropped name) is repaired from the sentence itself and noted.",
    ),
    (
        "A1",
        "The content decides for neutral verbs (reiterate, convey, express, underscore,"
        " make clear, say, note). The verb decides for discuss, agree, urge, welcome, "
        'thank; "welcomed X to attend" is INVITE.',
    ),
    (
        "A2",
        '"Discussed the urgency of" stays DISCUSS. Its stance is 0, but +1 for '
        "importance, need, necessity, urgency, value of, and -1 for concern about. It "
        "has no target.",
    ),
    (
        "A3",
        "agree to do: AGREE. Agree on the importance, agree that X is so: CONCUR. Agree"
        " on a measure: AGREE. Agree that a named third party must: URGE, joint (a "
        'passive with no agent, "should be restored", is CONCUR). One side agreeing to'
        " the other's wish: COMMIT.",
    ),
    (
        "A4",
        '"commitment to" + a verb, or a noun of an action the holder would perform '
        "(assistance, implementation, cooperation): COMMIT; + a relationship, value, "
        'principle: POSITION; + an actor or its security: SUPPORT ("will continue to '
        'support": SUPPORT for political backing, COMMIT for help in kind). Both sides '
        "committing: AGREE; one holder speaking for both: own COMMIT.",
    ),
    (
        "A5",
        '"importance of / need for": no identifiable actor POSITION; actor named URGE.',
    ),
    (
        "A6",
        "should / must / expects about conduct whose actor is evident: URGE, "
        "`conditional` if tied to a condition. OPPOSE only when no way to comply is "
        "given.",
    ),
    (
        "A7",
        '"raised": with grievance nouns CONCERN; with need or importance as A5; bare DISCUSS.',
    ),
    (
        "A8",
        "An own decision or grant disclosed: ANNOUNCE whatever the verb; facts about "
        "the world: INFORM.",
    ),
    (
        "A9",
        "Tasking teams, by both: AGREE vague.",
    ),
    (
        "A10",
        "Willingness, readiness: OFFER, whoever holds it, both sides too. Hope, "
        "interest in, looking forward to: POSITION, hope and interest `hedged`; hope "
        "that the addressee alone will act: REQUEST hedged. Confidence in a leader: "
        "COMMEND hedged.",
    ),
    (
        "A11",
        "Empty stance: POSITION, content empty, stance 0.",
    ),
    (
        "D0",
        "The verb decides first for discuss, agree, urge, welcome, thank (A1).",
    ),
    (
        "D1",
        "A consequence tied to somebody's possible act: WARN.",
    ),
    (
        "D2",
        "Condemnation or blame as main predicate: CONDEMN.",
    ),
    (
        "D3",
        "A concern noun or verb: CONCERN.",
    ),
    (
        "D4",
        "Opposition or refusal: OPPOSE.",
    ),
    (
        "D5",
        "A named or evident actor is to do or stop something: help or goods for the "
        "holder REQUEST, an invitation INVITE, a plan for acceptance PROPOSE, otherwise"
        " URGE.",
    ),
    (
        "D6",
        "Thanks, condolence, regret, congratulation; praise of an actor COMMEND, of an "
        "event WELCOME.",
    ),
    (
        "D7",
        "Future conduct of the holder's own side: both sides AGREE; decided and "
        "disclosed ANNOUNCE; unilateral undertaking COMMIT; readiness OFFER.",
    ),
    (
        "D8",
        "A shared view with agree or concur CONCUR; backing of an actor or process "
        "SUPPORT; conceding ACKNOWLEDGE; another view POSITION.",
    ),
    (
        "D9",
        "A question INQUIRE; facts INFORM; talk with no content DISCUSS.",
    ),
    (
        "V1",
        "The specific beats the general.",
    ),
    (
        "V2",
        "Who acts never decides the topic.",
    ),
    (
        "V3",
        "A peace body as mediation channel is t0204, as institution t0106.",
    ),
    (
        "V4",
        "Hostages of an armed group t0206, nationals jailed by a state t1002, a state's"
        " own prisoners t1103.",
    ),
    (
        "V5",
        "Unspecified support to a state at war t0201, weapons t0302, relief t0901.",
    ),
    (
        "V6",
        "Punishment by law t1106, by economics t0601.",
    ),
    (
        "V7",
        "t1299 needs a note.",
    ),
    (
        "V8",
        "Condolences for war dead t0104 then t0201; accidents t0904; fishing as trade "
        't0708, as conservation t0805; "the situation in" a state at war t0201; '
        "security guarantees demanded by or from a rival t0403; accountability with no "
        "field t1106; prisoners of war and hostages of a warring party t0206, and "
        "nationals jailed by a belligerent only if held in connection with the "
        "fighting, else t1002.",
    ),
    (
        "V9",
        "Stance of URGE: toward the act named in the topic, so to refrain is -1; of "
        "ANNOUNCE: +1 for a target's benefit, -1 for a penalty, else 0.",
    ),
    (
        "T1",
        '"All parties": list them if evident, else UNSPEC.',
    ),
    (
        "T2",
        "Group targets stay a group id.",
    ),
    (
        "T3",
        "Armed groups and organisations have entity ids; a population is its country.",
    ),
    (
        "T4",
        "Thanks, praise and congratulation: target is the addressee, role evaluated; "
        "condolence: beneficiary.",
    ),
    (
        "T5",
        "Group ids are org: and a short slug, registered as entities.",
    ),
)

_BOTH_SIDES = (
    (
        "B1",
        "Compared are two documents of different sides on one call, each one side's own account, "
        "read (no draft), its claims coded. Of several of a side: the one read most fully, then "
        "the one with most claims.",
    ),
    (
        "B2",
        "Cell: call, holder side and minor topic. A claim stands in the cell of each of its "
        "topics, a joint claim in those of each of its sides. Claims of nobody, of third parties "
        "and of the issuer's own voice stand in no cell.",
    ),
    (
        "B3",
        "Where one account lacks the topic and has a neighbouring one that the other lacks, the "
        "two are compared; each topic is used once, neighbours in the order of their codes.",
    ),
    (
        "B4",
        "Order of labels: contradictory, where every stance of one opposes every stance of the "
        "other, or one account denies what the other reports; different_emphasis, where all "
        "claims of the cell are joint in one and not in the other; corroborated, where a pair "
        "differs by at most 1 in strength and not in the sign of stance; else "
        "different_emphasis. A stance of 0 is opposed to none.",
    ),
    (
        "B5",
        "One-sided, where only one account has the cell. A coder gives another label only where a "
        "claim of the other account, under another topic or holder or with no holder, plainly "
        "says the same, and names that claim. Thanks of one side for what the other says it gave "
        "is not the same.",
    ),
    (
        "B6",
        "Stances that are opposed in codes alone, the claims being about different things, are "
        "no contradiction: the words decide, with a note.",
    ),
    (
        "B7",
        "Silence is coded only of a text that was read whole. A difference of a day between "
        "capitals is no conflict; initiator, length, mode and days further apart are rows of "
        "call_conflicts.",
    ),
    (
        "B8",
        "The labels compare codes of two texts: corroborated says that both report the like, not "
        "that it was said; one cell can hold claims on different matters within a topic. Measures "
        "made of cells depend on how finely topics are cut, and on how long each text is: "
        "omission is given for each claim of the silent text too.",
    ),
    (
        "B9",
        "Calls with two accounts are no sample of calls: they are those whose other account was "
        "looked for and found. What was looked for in vain is in absences.",
    ),
)

CODING_RULES: tuple[CodingRule, ...] = tuple(
    CodingRule(number, SECTIONS[number[0]], text) for number, text in (*_RULES, *_BOTH_SIDES)
)
"""Every rule, in the order of the codebook."""
