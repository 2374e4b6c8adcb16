"""From where a request comes: what a trusted proxy says of it, else who is connected to us."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def client_address(meta: Mapping[str, Any]) -> str:
    """Return the address a request comes from, by its WSGI environment; "" where none can be told.

    What stands in `X-Forwarded-For` anybody can write. It is read from its end, where the proxy nearest to us wrote
    who was connected to it, and only as far as each that wrote is a trusted proxy.
    """
    trusted: Sequence[Network] = settings.TRUSTED_PROXIES
    chain = [meta.get("REMOTE_ADDR", ""), *reversed(meta.get("HTTP_X_FORWARDED_FOR", "").split(","))]
    known = ""
    for each in chain:
        try:
            address = ipaddress.ip_address(each.strip())
        except ValueError:
            break
        known = str(address)
        if not any(address in network for network in trusted):
            break
    return known
