"""The base class of table rows. The rows themselves live in the ``*_rows`` modules."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Row(BaseModel):
    """A flat row of one table.

    Its values are strings, integers, floats, booleans, dates, datetimes or codes, or null; what
    is many-valued is a child table. The class docstring says what one row is, the field
    docstrings are the codebook.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True, protected_namespaces=()
    )
