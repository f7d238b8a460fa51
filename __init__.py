"""diplocalls: who said what to whom, in both sides' words.

Only names live here; the loader is in ``diplocalls.datasets`` and is imported when first used.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .datasets import cite, codebook, fingerprint, load, path, tables, version
    from .datasets.joins import load_claims_with_calls, load_dyads

_JOINS = ("load_claims_with_calls", "load_dyads")
__all__ = [
    "cite",
    "codebook",
    "fingerprint",
    "load",
    "load_claims_with_calls",
    "load_dyads",
    "path",
    "tables",
    "version",
]


def __getattr__(name: str) -> object:
    """Import a loader name on first use; ``__version__`` is the version of the data."""
    if name not in __all__ and name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    loader = import_module(".datasets.joins" if name in _JOINS else ".datasets", __name__)
    return loader.version() if name == "__version__" else getattr(loader, name)


def __dir__() -> list[str]:
    """List what the package offers."""
    return [*__all__, "__version__"]
