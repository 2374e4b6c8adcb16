"""How the public reaches the organ's disclosure office (条例 art 12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Contact:
    """What the guide (政府信息公开指南) says of it; "" for what it does not say."""

    office: str = ""
    address: str = ""
    office_hours: str = ""
    phone: str = ""
    fax: str = ""
    postal_address: str = ""
    postcode: str = ""
    email: str = ""
    website: str = ""

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Contact:
        """Return the contact that a guide with these values gives."""
        return cls(**{each.name: values.get(each.name, "") for each in fields(cls)})
