"""What a claim does, what it is about, towards whom, and how it is put: labels of a cut unit.

Rules propose an act from the wording; where weights are at hand, they decide between the acts.
Topics are weighed from the terms that stand in the content. Units are cut in ``units``.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...schema.acts import Act, ClaimKind
from ...schema.knowledge_rows import EntityName
from ..drafting.linear import score, sigmoid, softmax
from .facts import find_mark
from .knowledge import Knowledge
from .tokens import Token, tokenise
from .units import Unit

STRENGTH = {"sure": 3.0, "likely": 1.8, "weak": 0.7}
GENERAL = frozenset(("t0101", "t0102", "t0109", "t0306", "t0103", "t1201"))
PLAIN_ACTS = frozenset(
    "THANK CONGRATULATE CONDOLE CONDEMN INVITE WELCOME COMMEND INQUIRE ANNOUNCE".split()  # noqa: SIM905
)
"""Acts that a cue of its own decides (D0, A1)."""
_AID = re.compile(
    r"\b(?:assistance|aid|support\w*|weapons|equipment|funding|help\w*|assist\w*|provi\w+|"
    r"deliver\w*|defen[cs]e|security)\b",
    re.I,
)
_PROCESS = re.compile(
    r"\bsupport for (?:\S+ ){0,5}?(?:efforts?|steps|plans?|priorities|process|solution|"
    r"resolution|ceasefire|dialogue|reforms?|alliance|initiatives?|talks|negotiations|diplomacy|elections|truce|agreement)\b|"
    r"(?:authorities'|government's) efforts",
    re.I,
)
_SUBORDINATE = frozenset(
    [
        "including",
        "through",
        "by",
        "which",
        "who",
        "as",
        "following",
        "after",
        "amid",
        "while",
        "despite",
        "in",
        "where",
    ]
)
NAMED = frozenset(
    ("URGE", "REQUEST", "INVITE", "WARN", "THANK", "COMMEND", "CONGRATULATE", "CONDOLE")
)
_ROLE = {
    "THANK": "evaluated", "COMMEND": "evaluated", "CONGRATULATE": "evaluated",
    "CONDOLE": "beneficiary", "URGE": "requested_actor", "REQUEST": "requested_actor",
    "INVITE": "requested_actor", "WARN": "conditional_actor", "CONDEMN": "evaluated",
    "CONCERN": "evaluated", "SUPPORT": "beneficiary", "COMMIT": "beneficiary",
    "OFFER": "beneficiary", "ACKNOWLEDGE": "evaluated",
}  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """What labelling needs to know of the call."""

    own: Sequence[str]
    sides: Sequence[str]


@dataclass
class Labels:
    """The labels of one claim, with what spoke for them."""

    act: str
    p_act: float
    topics: list[str]
    p_topics: float
    targets: list[str]
    role: str
    stance: int
    certainty: str
    iteration: str
    commitment: str
    content: str
    said: str
    reasons: list[str] = field(default_factory=list[str])


def normalise(
    content: Sequence[Token], text: str, names: Sequence[tuple[int, int, EntityName]], scene: Scene
) -> str:
    """Return words with @own, @other and @third for the names of states, as act rules want them."""
    parts: list[str] = []
    place = 0
    by_start = {first: (last, row) for first, last, row in names}
    while place < len(content):
        gap = place > 0 and content[place].start > content[place - 1].end
        if place in by_start:
            last, row = by_start[place]
            who = (
                "@own"
                if row.entity_id in scene.own
                else "@other"
                if row.entity_id in scene.sides
                else "@third"
            )
            parts.append((" " if gap else "") + who)
            place = last
            continue
        parts.append((" " if gap else "") + content[place].text)
        place += 1
    return "".join(parts)


def act_by_rule(unit: Unit, normal: str, know: Knowledge) -> tuple[str, str]:
    """Return the act that the rules speak for, and which rule."""
    cue = unit.cue_row
    if cue is None:
        return "DISCUSS", "no cue verb"
    number = "many" if len(unit.sides) > 1 else "one"
    best: tuple[int, str, str] | None = None
    short = normal[:600]
    for rule in know.act_rules:
        row = rule.row
        if rule.cues and cue.cue not in rule.cues and cue.kind not in rule.cues:
            continue
        if row.number is not None and row.number != number:
            continue
        found = rule.pattern.search(short)
        if found is None:
            continue
        if row.reach == "any":
            return row.act.value, row.rule_id
        if best is None or found.start() < best[0]:
            best = found.start(), row.act.value, row.rule_id
    if (
        best is not None
        and best[0] < 160
        and (cue.kind != "talk")
        and (cue.kind == "say" or best[2] not in ("A5-02",))
    ):
        return best[1], best[2]
    return cue.act.value, f"default of {cue.cue}"


def act_features(unit: Unit, normal: str, ruled: str, rule: str) -> dict[str, float]:
    """Return what is seen of a claim's act."""
    cue = unit.cue_row.cue if unit.cue_row else "-"
    number = "many" if len(unit.sides) > 1 else "one" if unit.sides else "none"
    words = re.findall(r"@?[a-z][\w'-]*", normal.lower())[:14]
    features = {
        f"cue={cue}": 1.0,
        f"cue={cue}|{number}": 1.0,
        f"rule={ruled}": 1.0,
        f"rule={ruled}|{number}": 1.0,
        f"id={rule}": 1.0,
        f"holder={unit.holder}": 1.0,
        f"form={unit.form}": 1.0,
        f"cue={cue}|rule={ruled}": 1.0,
    }
    for place, word in enumerate(words[1:10]):
        features[f"w={word}"] = 1.0
        if place < 4:
            features[f"early={word}"] = 1.0
    for one, other in itertools.pairwise(words):
        features[f"two={one}_{other}"] = 1.0
    return features


@dataclass(frozen=True)
class Seen:
    """What the terms of a content say for one topic."""

    topic: str
    first: int
    best: float
    total: float
    main: bool


def see_topics(content: Sequence[Token], know: Knowledge) -> list[Seen]:
    """Return the topics that terms speak for, with place and strength."""
    found: dict[str, list[tuple[int, float, bool]]] = {}
    main = True
    subordinate_at = next(
        (i for i, t in enumerate(content) if i > 3 and t.lower in _SUBORDINATE), len(content)
    )
    for first, last, terms in know.topic_terms.find(content):
        main = first < subordinate_at
        for term in terms:
            weight = STRENGTH[term.strength] + 0.25 * (last - first - 1)
            found.setdefault(term.topic.value, []).append((first, weight, main))
    return [
        Seen(
            topic,
            min(first for first, weight, _ in hits if weight >= max(w for _, w, _ in hits) - 1.5),
            max(weight for _, weight, _ in hits),
            sum(weight for _, weight, _ in hits),
            any(flag for _, _, flag in hits),
        )
        for topic, hits in found.items()
    ]


def topic_features(
    one: Seen, all_seen: Sequence[Seen], act: str, words: Sequence[str], before: Sequence[str]
) -> dict[str, float]:
    """Return what speaks for or against one topic of a claim."""
    others = [s for s in all_seen if s.topic != one.topic]
    top = max((s.best for s in others), default=0.0)
    features = {
        "best": one.best,
        "total": min(one.total, 9.0),
        "lead": one.best - top,
        "main": float(one.main),
        "alone": float(not others),
        "first": float(all(one.first <= s.first for s in others)),
        "others": min(len(others), 5) * 1.0,
        f"topic={one.topic}": 1.0,
        f"act={act}|general": float(one.topic in GENERAL),
        "general+specific": float(
            one.topic in GENERAL and any(s.topic not in GENERAL and s.best >= 1.8 for s in others)
        ),
        "weak": float(one.best < 1.5),
        "sure": float(one.best >= 3.0),
        "before": float(one.topic in before),
        f"act={act}|topic={one.topic}": 1.0,
    }
    for word in set(words[:40]):
        features[f"topic={one.topic}|w={word}"] = 1.0
    return features


def choose_topics(
    content: Sequence[Token], act: str, before: Sequence[str], know: Knowledge
) -> tuple[list[str], float]:
    """Return 1 to 6 topics in text order, and how sure the choice is."""
    seen = see_topics(content, know)
    words = [t.lower for t in content if t.word]
    model = know.weights.get("topics")
    accepted: list[tuple[int, str, float]] = []
    graded: list[tuple[float, Seen]] = []
    for one in seen:
        if model is not None:
            value = score(model, topic_features(one, seen, act, words, before)).get("yes", 0.0)
            chance = sigmoid(value)
        else:
            rival = max((s.best for s in seen if s.topic != one.topic), default=0.0)
            chance = 0.7 if one.best >= max(1.8, rival - 0.9) else 0.3
        graded.append((chance, one))
        if chance >= 0.5:
            accepted.append((one.first, one.topic, chance))
    if not accepted and graded:
        chance, one = max(graded, key=lambda pair: (pair[0], pair[1].best, pair[1].topic))
        if chance >= 0.12:
            accepted.append((one.first, one.topic, chance))
    if not accepted:
        fallback = {
            "AGREE": "t0102", "CONGRATULATE": "t0104", "CONDOLE": "t0104", "INVITE": "t0103",
            "THANK": "t1202",
        }.get(act)  # fmt: skip
        topic = fallback or (before[0] if before else "t0109")
        return [topic], 0.25
    accepted.sort()
    if len(accepted) > 6:
        keep = sorted(accepted, key=lambda a: -a[2])[:6]
        accepted = sorted(keep)
    sure = min(chance for _, _, chance in accepted)
    return [topic for _, topic, _ in accepted], sure


def find_targets(
    unit: Unit,
    act: str,
    normal: str,
    names: Sequence[tuple[int, int, EntityName]],
    content: Sequence[Token],
    scene: Scene,
    know: Knowledge,
) -> tuple[list[str], str]:
    """Return the targets of a claim and how they stand in it (T1 to T5)."""
    if act in ("DISCUSS", "INQUIRE", "PROPOSE", "POSITION", "REGRET"):
        return [], "none"
    if act in ("AGREE", "INFORM"):
        aid = re.search(
            r"\b(?:assistance|aid|support|weapons|funding)\b", normal, re.I
        ) and re.search(
            r"\b(?:to|for|of|support|provide|help) (?:the )?(?:people of )?@third|@other", normal
        )
        if aid and act == "AGREE":
            named = [
                row.entity_id
                for _, _, row in names
                if row.entity_id not in unit.sides and not row.entity_id.startswith("org:")
            ]
            return (named[:1], "beneficiary") if named else ([], "none")
        return [], "none"
    holders = set(unit.sides)
    people = [(first, row.entity_id) for first, _, row in names if row.entity_id not in holders]
    others = [side for side in scene.sides if side not in holders]
    mentioned = list(dict.fromkeys(entity for _, entity in people))
    if act in ("THANK", "CONGRATULATE", "CONDOLE"):
        named = [e for e in mentioned if e in others]
        if named:
            return named[:1], _ROLE[act]
        if others:
            return (
                others
                if len(others) <= 1 or (act == "THANK" and len(unit.sides) == 1)
                else others[:1]
            ), _ROLE[act]
        return (mentioned[:1] or ["UNSPEC"]), _ROLE[act]
    if act == "COMMEND":
        near = [e for f, e in people if f < 6]
        if (
            others
            and not near
            and re.search(
                r"\b(?:the (?:president|prime|king|amir|minister)|him|her)\b", normal[:60], re.I
            )
        ):
            return others[:1], "evaluated"
        if mentioned:
            return mentioned[:1], "evaluated"
        return (
            (others[:1], "evaluated")
            if others and len(unit.sides) == 1
            else (["UNSPEC"], "evaluated")
        )
    if act in ("URGE", "REQUEST", "INVITE"):
        if mentioned:
            early = [e for f, e in people if f < 9]
            if "parties" in normal.lower()[:80] or "all sides" in normal.lower()[:80]:
                return ["UNSPEC"], "requested_actor"
            return list(dict.fromkeys(early))[:2] or mentioned[:1], "requested_actor"
        if others and (
            act != "URGE"
            or re.search(r"\b(?:him|her|his|the (?:president|prime|minister))\b", normal[:60], re.I)
        ):
            return others[:1], "requested_actor"
        return (
            ["UNSPEC"] if not others or (act == "URGE" and "@" not in normal) else others[:1]
        ), "requested_actor"
    if act == "WARN":
        return (mentioned[:1] or others[:1] or ["UNSPEC"]), "conditional_actor"
    doers = [
        row.entity_id
        for f, last, row in names
        if row.entity_id not in holders
        and (
            (last < len(content) and content[last].text == "'s")
            or (f > 0 and content[f - 1].lower == "by")
            or (row.kind == "adjective" and f > 0 and content[f - 1].lower not in ("a", "the"))
        )
        and not (f > 0 and content[f - 1].lower in ("against", "to", "on"))
    ]
    if act == "CONDEMN":
        chosen = doers or [e for e in mentioned if not e.startswith("org:eu")]
        return (chosen[:1], "evaluated") if chosen else ([], "none")
    if act == "CONCERN":
        return (doers[:1], "evaluated") if doers else ([], "none")
    if act in ("SUPPORT", "COMMIT", "OFFER", "ANNOUNCE"):
        if act != "SUPPORT" and not _AID.search(normal):
            return [], "none"
        if act == "SUPPORT" and _PROCESS.search(normal):
            return [], "none"
        named = [e for e in mentioned if not e.startswith("org:") or e in scene.sides]
        if (
            not named
            and act == "SUPPORT"
            and re.search(r"\btheir\b", normal)
            and len(unit.sides) == 1
        ):
            named = others
            return named, "beneficiary"
        if re.search(r"\bdefen[cs]e of @\w+ and the @", normal):
            return named[:2], "beneficiary"
        return (named[:1], "beneficiary") if named else ([], "none")
    if (
        act == "WELCOME"
        and mentioned
        and re.search(
            r"@\w+'s (?:new )?(?:government|decision|leadership|commitment|election)", normal
        )
    ):
        return mentioned[:1], "evaluated"
    return [], "none"


def label(
    unit: Unit, text: str, scene: Scene, before: Sequence[str], know: Knowledge, model: bool = True
) -> Labels:
    """Return the labels of a unit.

    Args:
        unit: The claim as cut.
        text: The canonical text.
        scene: Sides of the call and of the issue.
        before: The topics of the claim before.
        know: What the drafter knows.
        model: Whether weights may decide the act.
    """
    content = tokenise(text, *unit.content)
    names = list(know.entity_names.find(content))
    normal = normalise(content, text, names, scene)
    ruled, rule = act_by_rule(unit, normal, know)
    act, p_act = ruled, 0.6
    weights = know.weights.get("act")
    settled = (
        unit.cue_row is not None and unit.cue_row.kind == "fixed" and ruled in PLAIN_ACTS
    ) or (unit.cue_row is not None and unit.cue_row.kind == "talk" and ruled == "DISCUSS")
    if settled:
        p_act = 0.93
    if model and weights is not None and not settled:
        chances = softmax(score(weights, act_features(unit, normal, ruled, rule)))
        if chances:
            act = max(chances, key=lambda a: (chances[a], a))
            p_act = chances[act]
    if act == "AGREE" and len(unit.sides) == 1:
        act = "COMMIT"
    plain = text[unit.content[0] : unit.content[1]]
    topics, p_topics = choose_topics(content, act, before, know)
    targets, role = find_targets(unit, act, normal, names, content, scene, know)
    if act in NAMED and not targets and act != "COMMEND":
        targets, role = ["UNSPEC"], _ROLE[act]
    head = plain[:400]
    certainty = "stated"
    if act in ("WARN", "URGE", "OFFER") and find_mark(
        [m for m in know.marks["certainty"] if m.row.value == "conditional"], head
    ):
        certainty = "conditional"
    elif act in ("POSITION", "REQUEST", "COMMEND", "URGE") and find_mark(
        [m for m in know.marks["certainty"] if m.row.value == "hedged"], head[:110]
    ):
        certainty = "hedged"
    cue_words = text[unit.cue[0] : unit.cue[1]] if unit.cue else ""
    lead = text[max(0, unit.spans[0][0]) : unit.cue[1]] if unit.cue else ""
    iteration = "new"
    for mark in know.marks["iteration"]:
        where = f"{lead[-60:]} {cue_words}" if mark.row.value == "reiterated" else head
        if mark.pattern.search(where):
            iteration = mark.row.value
            break
    commits = Act(act).claim_kind == ClaimKind.COMMITMENT
    commitment = "not_applicable"
    if commits:
        commitment = "specific" if find_mark(know.marks["commitment"], head) else "vague"
    empty = act == "POSITION" and find_mark(know.marks["content"], plain[:90]) and len(plain) < 110
    stance = _stance(act, normal, bool(empty), bool(targets))
    said = "unclear" if unit.holder == "issuer" or unit.reason == "no cue of speech (H5)" else "yes"
    return Labels(
        act, p_act, topics, p_topics, targets, role, stance, certainty, iteration, commitment,
        "empty" if empty else "full", said, [rule, unit.reason],
    )  # fmt: skip


def _stance(act: str, normal: str, empty: bool, targets: bool) -> int:
    """Return the stance: the act's default, but for evaluative nouns and refraining."""
    lower = normal.lower()
    if empty:
        return 0
    if act == "DISCUSS":
        if re.search(r"^\S+(?: \S+){0,6}? (?:shared |serious |deep |grave )?concerns?\b", lower):
            return -1
        if re.search(
            r"\b(?:importance|need|necessity|urgency|urgent need|value) (?:of|for|to)\b",
            lower[:160],
        ):
            return 1
        return 0
    if act == "URGE":
        return (
            -1 if re.search(r"\b(?:refrain|cease|not to|stop|avoid|halt|end)\b", lower[:120]) else 1
        )
    if act == "ANNOUNCE":
        if re.search(r"\bsanction|penalt|restrict", lower):
            return -1
        return 1 if targets else 0
    return next(iter(Act(act).default_stances))


def gloss(
    act: str,
    holders: Mapping[str, str],
    sides: Sequence[str],
    topics: Sequence[str],
    names: Mapping[str, str],
) -> str:
    """Return a neutral sentence made of the codes alone."""
    who = " and ".join(holders[s] for s in list(sides)[:3]) if sides else "The text"
    about = "; ".join(names[t] for t in list(topics)[:2])
    words = f"{who}: {act.lower()} ({about})".split()
    return " ".join(words[:25])
