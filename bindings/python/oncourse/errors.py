"""What can go wrong in a call, as a small hierarchy of exceptions.

A row's trouble inside a table is never an exception: it is that row's ``status``.
"""

from __future__ import annotations

__all__ = ["DocumentError", "InternalError", "InvalidArgument", "NotAvailable", "OncourseError"]


class OncourseError(Exception):
    """Anything that oncourse refuses.

    Attributes
    ----------
    code : str
        The same word in every interface: ``"response_range"``, ``"session_order"``, ...
    detail : str
        One line that names the place, the value and the limit. It never names a person.
    """

    code: str
    detail: str

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail

    def __reduce__(self) -> tuple[type[OncourseError], tuple[str, str]]:
        return type(self), (self.code, self.detail)


class InvalidArgument(OncourseError, ValueError):
    """An argument, answer or order of sessions that cannot be meant."""


class DocumentError(OncourseError, ValueError):
    """A document that does not parse, is of another version, or was changed after it was written."""


class NotAvailable(OncourseError, LookupError):
    """A figure or an instrument that is not known; the detail lists what is."""


class InternalError(OncourseError, RuntimeError):
    """A defect of oncourse: please report it."""


_kinds: dict[str, type[OncourseError]] = {
    "malformed": DocumentError,
    "wrong_version": DocumentError,
    "unknown_instrument": NotAvailable,
    "not_available": NotAvailable,
    "internal": InternalError,
}


def from_code(code: str, detail: str) -> Exception:
    """The exception for a code; running out of memory is Python's own ``MemoryError``."""
    if code == "out_of_memory":
        return MemoryError(detail)
    return _kinds.get(code, InvalidArgument)(code, detail)
