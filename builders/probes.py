"""Probes as kept: invented sentences with the code that a rule settles, and coders' answers."""

from __future__ import annotations

from dataclasses import dataclass

from ..schema.blind import Probe, ProbeCoding, ProbeSet
from .project import Project
from .rounds import read_coding, round_folder

PROBE = "probe"
"""The folder of probes in a round."""


@dataclass(frozen=True)
class Answered:
    """One coder's answer to one probe."""

    coder_id: str
    probe: Probe
    code: str

    @property
    def is_right(self) -> bool:
        """Say whether it is the code that the rule settles."""
        return self.code.strip().casefold() == self.probe.right.strip().casefold()


def read_answers(project: Project, round_id: str) -> list[Answered]:
    """Return every answer of a round; there may be none."""
    folder = round_folder(project, round_id) / PROBE
    path = folder / "probes.yml"
    if not path.is_file():
        return []
    probes = {p.id: p for p in read_coding(path, project.relative(path), ProbeSet).probes}
    answers: list[Answered] = []
    for file in sorted(folder.glob("*/answers.yml")):
        coding = read_coding(file, project.relative(file), ProbeCoding)
        answers += [Answered(coding.coder_id, probes[a.id], a.code) for a in coding.answers]
    return answers
