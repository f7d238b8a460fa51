"""What holders do: 25 acts in six families. Nothing else lives here.

The decision order and the rules A1 to A11 that choose among acts are in ``coding_rules``.
"""

from __future__ import annotations

from typing import Self

from .code import Code


class ActFamily(Code):
    """The family of an act, by what it does between the sides."""

    EXCHANGE = "EXCHANGE", "Exchange", "Talking, informing and asking, with no stance taken."
    STANCE = "STANCE", "Stance", "Taking, sharing or conceding a view."
    COMMISSIVE = "COMMISSIVE", "Commissive", "Binding one's own side to conduct."
    DIRECTIVE = "DIRECTIVE", "Directive", "Getting somebody else to act or refrain."
    EXPRESSIVE = "EXPRESSIVE", "Expressive", "Thanks, praise, courtesy, regret."
    ADVERSARIAL = "ADVERSARIAL", "Adversarial", "Concern, blame, refusal, threat."


class ClaimKind(Code):
    """What kind of statement an act makes of a claim; decides whether commitment is coded."""

    EXCHANGE = "exchange", "Exchange", "Talk or information, nobody bound or judged."
    POSITION = "position", "Position", "A view held, shared or opposed."
    COMMITMENT = "commitment", "Commitment", "Future conduct of a side; commitment is coded."
    REQUEST = "request", "Request", "Conduct asked of somebody else."
    EVALUATION = "evaluation", "Evaluation", "A judgement of an actor or event."
    COURTESY = "courtesy", "Courtesy", "A courtesy with no judgement of policy."


class Act(Code):
    """What a holder does with the content of a claim.

    Decided in the order D0 to D9, first hit wins; A1 to A11 say what decides between acts.
    """

    family: ActFamily
    trigger_cues: str
    not_this_when: str
    default_stances: tuple[int, ...]
    claim_kind: ClaimKind
    plover: str
    strength: int

    def __new__(
        cls,
        code: str,
        label: str,
        definition: str,
        family: ActFamily,
        trigger_cues: str,
        not_this_when: str,
        default_stances: tuple[int, ...],
        claim_kind: ClaimKind,
        plover: str,
        strength: int,
        since: str = "codebook-1",
        until: str | None = None,
    ) -> Self:
        """Make the act and hang its family, cues, stance, kind, PLOVER root and strength on it."""
        member = cls._make(code, label, definition, since, until)
        member.family = family
        member.trigger_cues = trigger_cues
        member.not_this_when = not_this_when
        member.default_stances = default_stances
        member.claim_kind = claim_kind
        member.plover = plover
        member.strength = strength
        return member

    DISCUSS = (
        "DISCUSS",
        "Discuss",
        ("Reports that a matter was talked about, with no stance or result attributed to anyone."),
        ActFamily.EXCHANGE,
        (
            "discuss; exchange views; review; consult; cover; focus on; take stock; talk about; "
            "raise (without concern)"
        ),
        (
            "an evaluative noun under discuss keeps DISCUSS but takes stance; 'raised concerns' "
            "is CONCERN"
        ),
        (0,),
        ClaimKind.EXCHANGE,
        "CONSULT",
        0,
    )
    INFORM = (
        "INFORM",
        "Inform",
        "Holder passes on facts about events or about what it did or is doing.",
        ActFamily.EXCHANGE,
        (
            "brief; update; notify; tell; preview; describe; detail; note that (fact); say; "
            "provide an update"
        ),
        "own new decision or grant is ANNOUNCE; judgement is POSITION",
        (0,),
        ClaimKind.EXCHANGE,
        "CONSULT",
        1,
    )
    INQUIRE = (
        "INQUIRE",
        "Inquire",
        "Holder asks for information.",
        ActFamily.EXCHANGE,
        "ask about; inquire",
        "asks for action is REQUEST",
        (0,),
        ClaimKind.EXCHANGE,
        "CONSULT",
        1,
    )
    POSITION = (
        "POSITION",
        "State position",
        (
            "Holder states or restates a view, principle, priority or importance, without "
            "evaluating a named actor and without own future action."
        ),
        ActFamily.STANCE,
        (
            "underscore; emphasise; stress; reaffirm; affirm; reiterate; highlight; underline; "
            "note the importance; outline views; make clear"
        ),
        (
            "commitment + own future action is COMMIT; backing an actor or process is SUPPORT; a "
            "consequence is WARN"
        ),
        (1,),
        ClaimKind.POSITION,
        "none (SUPPORT if praise)",
        2,
    )
    CONCUR = (
        "CONCUR",
        "Concur",
        (
            "Sides are said to share an assessment or principle (agree that, agree on the "
            "importance, concur)."
        ),
        ActFamily.STANCE,
        "agree that; agree on; concur; share the view; both recognise; shared concern",
        "agree to + action is AGREE; agree that X must act is URGE with joint holder",
        (1,),
        ClaimKind.POSITION,
        "AGREE",
        2,
    )
    SUPPORT = (
        "SUPPORT",
        "Support",
        "Holder backs an actor, state, process or plan, including sovereignty and solidarity.",
        ActFamily.STANCE,
        (
            "express support; stand with; solidarity; back; endorse; reaffirm support; "
            "recognition of"
        ),
        "material help now or later is COMMIT or ANNOUNCE; praise of past conduct is COMMEND",
        (1,),
        ClaimKind.POSITION,
        "SUPPORT",
        2,
    )
    ACKNOWLEDGE = (
        "ACKNOWLEDGE",
        "Acknowledge",
        (
            "Holder concedes or recognises the other side's concern, loss, constraint or "
            "contribution without praising."
        ),
        ActFamily.STANCE,
        "acknowledge; recognise (concern); take note of",
        "praise is COMMEND; agreement is CONCUR",
        (0,),
        ClaimKind.POSITION,
        "CONCEDE (weak)",
        1,
    )
    AGREE = (
        "AGREE",
        "Agree to act",
        "Two or more sides decide on action by themselves or their staff.",
        ActFamily.COMMISSIVE,
        (
            "agree to; commit to (they); resolve to; pledge (both); decide; task teams; instruct "
            "teams"
        ),
        "one side accepting a request is COMMIT",
        (1,),
        ClaimKind.COMMITMENT,
        "AGREE",
        3,
    )
    COMMIT = (
        "COMMIT",
        "Commit",
        "One side binds itself to future conduct not yet carried out.",
        ActFamily.COMMISSIVE,
        (
            "commit to; pledge; promise; assure; reaffirm commitment to (verb phrase); will "
            "continue to; agree to (single subject)"
        ),
        (
            "commitment to a value or to somebody's security with no action is POSITION or "
            "SUPPORT; conditional readiness is OFFER; penalty is WARN"
        ),
        (1,),
        ClaimKind.COMMITMENT,
        "AGREE",
        3,
    )
    OFFER = (
        "OFFER",
        "Offer",
        "Holder declares readiness conditional on the other side's wish.",
        ActFamily.COMMISSIVE,
        "offer; readiness; willing; stand ready; could help",
        "unconditional is COMMIT; offers of meetings are INVITE",
        (1,),
        ClaimKind.COMMITMENT,
        "AGREE",
        2,
    )
    ANNOUNCE = (
        "ANNOUNCE",
        "Announce decision",
        (
            "Holder makes known its own decision, measure, visit or grant that is taken or "
            "scheduled."
        ),
        ActFamily.COMMISSIVE,
        ("announce; notify that we will; authorise; will (dated measure); confirm that ... will"),
        "plan with no decision is COMMIT; facts on others are INFORM",
        (1, -1, 0),
        ClaimKind.COMMITMENT,
        "AGREE; AID; SANCTION by content",
        3,
    )
    INVITE = (
        "INVITE",
        "Invite",
        "Holder invites the addressee to visit, meet, join.",
        ActFamily.DIRECTIVE,
        "invite; extend an invitation; look forward to hosting (with named event)",
        (
            "plain looking forward is POSITION t0103, unless the holder is host and the event is "
            "named"
        ),
        (1,),
        ClaimKind.REQUEST,
        "AGREE",
        2,
    )
    PROPOSE = (
        "PROPOSE",
        "Propose",
        "Holder puts forward a plan, format or arrangement for acceptance.",
        ActFamily.DIRECTIVE,
        "propose; suggest; put forward; encourage consideration of",
        "pressing the other to do it is URGE",
        (1,),
        ClaimKind.REQUEST,
        "AGREE or REQUEST:meet",
        2,
    )
    REQUEST = (
        "REQUEST",
        "Request",
        "Holder asks the addressee for action or help it would benefit from.",
        ActFamily.DIRECTIVE,
        "ask for; request; seek; appeal for help",
        "pressure on conduct is URGE",
        (1,),
        ClaimKind.REQUEST,
        "REQUEST:assist",
        3,
    )
    URGE = (
        "URGE",
        "Urge",
        "Holder presses a named actor to act or refrain.",
        ActFamily.DIRECTIVE,
        (
            "urge; call on; call for (actor clear); press; demand; must; should; expect; need for"
            " X to; encourage (actor)"
        ),
        "importance of Y with no actor is POSITION; consequence stated is WARN",
        (1, -1),
        ClaimKind.REQUEST,
        "REQUEST:change/yield/meet",
        3,
    )
    COMMEND = (
        "COMMEND",
        "Commend",
        "Holder praises a named actor's conduct, role or leadership.",
        ActFamily.EXPRESSIVE,
        "commend; praise; laud; applaud; hail; recognise as valued; express confidence in",
        "praise of an event is WELCOME; thanks is THANK",
        (1,),
        ClaimKind.EVALUATION,
        "SUPPORT",
        2,
    )
    WELCOME = (
        "WELCOME",
        "Welcome",
        "Holder evaluates an event, step or development positively.",
        ActFamily.EXPRESSIVE,
        "welcome; note positively; encouraged by; celebrate",
        "praise of a person is COMMEND",
        (1,),
        ClaimKind.EVALUATION,
        "SUPPORT",
        2,
    )
    THANK = (
        "THANK",
        "Thank",
        "Holder expresses gratitude to a named actor.",
        ActFamily.EXPRESSIVE,
        "thank; express appreciation; gratitude; grateful",
        "",
        (1,),
        ClaimKind.EVALUATION,
        "SUPPORT",
        1,
    )
    CONGRATULATE = (
        "CONGRATULATE",
        "Congratulate or greet",
        "Holder congratulates, greets or sends wishes.",
        ActFamily.EXPRESSIVE,
        "congratulate; best wishes; greetings; celebrate anniversary (sides)",
        "substantive praise is COMMEND",
        (1,),
        ClaimKind.COURTESY,
        "SUPPORT",
        1,
    )
    CONDOLE = (
        "CONDOLE",
        "Condole",
        "Holder expresses sympathy, grief or solidarity in loss.",
        ActFamily.EXPRESSIVE,
        "condolences; sympathy; mourn; grieve; wishes for recovery",
        "political solidarity is SUPPORT",
        (0,),
        ClaimKind.COURTESY,
        "SUPPORT",
        1,
    )
    REGRET = (
        "REGRET",
        "Regret or apologise",
        "Holder expresses regret or apology for own conduct or inability.",
        ActFamily.EXPRESSIVE,
        "regret; apologise; sorry",
        "regret about others' acts is CONCERN",
        (0,),
        ClaimKind.COURTESY,
        "SUPPORT",
        2,
    )
    CONCERN = (
        "CONCERN",
        "Express concern",
        (
            "Holder expresses worry or objection about a situation or an actor, short of "
            "condemnation."
        ),
        ActFamily.ADVERSARIAL,
        "concern; grave concern; raise (grievance list); voice concern; alarm; disappointed",
        "condemnation words are CONDEMN",
        (-1,),
        ClaimKind.EVALUATION,
        "ACCUSE:disapprove",
        3,
    )
    CONDEMN = (
        "CONDEMN",
        "Condemn or accuse",
        "Holder condemns, denounces or blames a named actor or act in its own right.",
        ActFamily.ADVERSARIAL,
        "condemn; denounce; deplore; reject as unacceptable; accuse; opposition to (act done)",
        "blame only inside a modifier is no claim (S6)",
        (-1,),
        ClaimKind.EVALUATION,
        "ACCUSE:disapprove/allege",
        4,
    )
    OPPOSE = (
        "OPPOSE",
        "Oppose or refuse",
        "Holder declares opposition to a possible act or policy, or refuses a request.",
        ActFamily.ADVERSARIAL,
        "oppose; reject; refuse; will not; does not support",
        "should not addressed to an actor is URGE",
        (-1,),
        ClaimKind.POSITION,
        "REJECT",
        3,
    )
    WARN = (
        "WARN",
        "Warn or threaten",
        "Holder links an actor's possible act to adverse consequences.",
        ActFamily.ADVERSARIAL,
        "warn; make clear will respond if; consequences; hold accountable if",
        "penalty already decided is ANNOUNCE + t0601",
        (-1,),
        ClaimKind.COMMITMENT,
        "THREATEN",
        4,
    )
