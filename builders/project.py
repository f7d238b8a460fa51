"""Where things lie in a checkout. Nothing is read or written here."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
"""The root of the checkout (or of the installed package) that this code belongs to."""


@dataclass(frozen=True)
class Project:
    """A checkout by its root folder, with the paths that every stage uses."""

    root: Path = HERE

    @property
    def datasets(self) -> Path:
        """Folder of everything that is data."""
        return self.root / "datasets"

    @property
    def reference(self) -> Path:
        """Folder of the authored reference tables."""
        return self.datasets / "reference"

    @property
    def knowledge(self) -> Path:
        """Folder of what the drafter knows."""
        return self.datasets / "knowledge"

    @property
    def register(self) -> Path:
        """Folder of the register."""
        return self.datasets / "register"

    @property
    def coding(self) -> Path:
        """Folder of the authored records."""
        return self.datasets / "coding"

    @property
    def drafts(self) -> Path:
        """Folder of the machine's drafts."""
        return self.datasets / "drafts"

    @property
    def tables(self) -> Path:
        """Folder of the built tables."""
        return self.datasets / "tables"

    @property
    def descriptor(self) -> Path:
        """The data package descriptor."""
        return self.root / "datapackage.json"

    @property
    def record_schema(self) -> Path:
        """The JSON Schema of a record, for editors."""
        return self.root / "schema" / "record.schema.json"

    @property
    def local_texts(self) -> Path:
        """The local text store, which version control ignores."""
        return self.root / ".texts"

    def relative(self, path: Path) -> str:
        """Return a path as messages show it: relative to the root where it lies inside."""
        if path.is_relative_to(self.root):
            return path.relative_to(self.root).as_posix()
        resolved = path.resolve()
        if resolved.is_relative_to(self.root.resolve()):
            return resolved.relative_to(self.root.resolve()).as_posix()
        return str(path)

    def record_path(self, document_id: str) -> Path:
        """Return where the coding of a document lies.

        >>> Project(Path("/x")).record_path("us-wh-2021-0001").as_posix()
        '/x/datasets/coding/us-wh/2021/us-wh-2021-0001.yml'
        """
        return self.coding / self.record_name(document_id)

    def draft_path(self, document_id: str) -> Path:
        """Return where the machine's draft of a document lies."""
        return self.drafts / self.record_name(document_id)

    def record_name(self, document_id: str) -> Path:
        """Return where a document's record lies below the folder of codings or drafts."""
        publisher, year, _ = document_id.rsplit("-", 2)
        return Path(publisher) / year / f"{document_id}.yml"

    def find_texts(self, given: Path | None = None) -> list[Path]:
        """Return the folders that texts are read from; there may be none.

        The folder given stands alone. Else it is ``DIPLOCALLS_TEXTS`` or, without it,
        ``../shared/corpus`` beside the checkout if that exists, and the local store.
        """
        if given is not None:
            return [given]
        named = os.environ.get("DIPLOCALLS_TEXTS")
        outside = Path(named) if named else self.root.parent / "shared" / "corpus"
        places = [outside] if named or outside.is_dir() else []
        return [*places, *([self.local_texts] if self.local_texts.is_dir() else [])]
