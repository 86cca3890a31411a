"""Nouns: how residents may report, as this town has adopted it."""

import msgspec


class FormCategory(msgspec.Struct, frozen=True, gc=False):
    """One thing a resident can choose: the type it becomes, and what it is called for people."""

    type: str
    says: str


class ReportForm(msgspec.Struct, frozen=True, omit_defaults=True):
    """The form for residents: whether it is open, what can be chosen, whom to ring in danger."""

    is_open: bool = True
    emergency_number: str | None = None
    categories: tuple[FormCategory, ...] = ()
