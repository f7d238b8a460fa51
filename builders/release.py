"""What the project says of itself: version, title, licences, citation. Read from pyproject.toml.

That file is the one place; the descriptor, the Parquet metadata and the citation come from here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..schema.fields import CANON_VERSION, CODEBOOK_VERSION
from .problems import Problem, ProblemsError
from .project import Project

DATA_LICENCE = "CC-BY-4.0"
DATA_LICENCE_TITLE = "Creative Commons Attribution 4.0 International"
DATA_LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Release:
    """One version of the dataset."""

    version: str
    released: date
    title: str
    description: str
    authors: tuple[str, ...]
    keywords: tuple[str, ...]

    @property
    def schema_version(self) -> str:
        """Return the version of the data contract: it changes when columns or codes do."""
        return ".".join(self.version.split(".")[:2])

    @property
    def citation(self) -> str:
        """Return how to cite this version."""
        authors = "; ".join(self.authors)
        return (
            f"{authors} ({self.released.year}). {self.title} (version {self.version}) [data set]. "
            f"Released {self.released}. Licence {DATA_LICENCE}."
        )

    def metadata(self) -> Mapping[str, str]:
        """Return what every Parquet file carries."""
        return {
            "diplocalls.version": self.version,
            "diplocalls.schema_version": self.schema_version,
            "diplocalls.codebook_version": CODEBOOK_VERSION,
            "diplocalls.canon_version": CANON_VERSION,
            "diplocalls.released": self.released.isoformat(),
            "diplocalls.licence": DATA_LICENCE,
            "diplocalls.citation": self.citation,
        }


def read_release(project: Project) -> Release:
    """Read the release from pyproject.toml.

    Raises:
        ProblemsError: if the file cannot be read or does not say what a release needs.
    """
    path = project.root / "pyproject.toml"
    try:
        return _read(tomllib.loads(path.read_text(encoding="utf-8")))
    except KeyError as error:
        message = "is missing; a release needs it"
        raise ProblemsError([Problem(path.name, 0, str(error), message, "release")]) from None
    except (ValueError, TypeError) as error:
        raise ProblemsError([Problem(path.name, 0, "", f"is broken: {error}", "release")]) from None


def _read(data: dict[str, Any]) -> Release:
    """Return the release that the parsed file declares."""
    declared, own = data["project"], data["tool"]["diplocalls"]
    return Release(
        version=declared["version"],
        released=date.fromisoformat(own["released"]),
        title=own["title"],
        description=declared["description"],
        authors=tuple(author["name"] for author in declared["authors"]),
        keywords=tuple(declared["keywords"]),
    )
