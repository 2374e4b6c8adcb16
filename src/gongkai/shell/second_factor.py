"""The second factor: a code that a person's own device makes, and recovery codes for the day the device is lost.

Whoever has one is asked for it at every sign-in. Of whom it is required, a setting says (等保 level 3: two factors).
"""

from __future__ import annotations

from base64 import b32encode

import segno
from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from gongkai.bodies.models import Officer, User
from gongkai.bodies.viewer import Viewer

EVERYBODY = "all"
RECOVERY_CODES = 10


def is_required_of(viewer: Viewer) -> bool:
    """Return whether this viewer may do nothing without a second factor: everybody, or who has certain permissions."""
    required: frozenset[str] = settings.SECOND_FACTOR
    return EVERYBODY in required or not required.isdisjoint(viewer.permissions)


def with_second_factor(officers: QuerySet[Officer]) -> QuerySet[Officer]:
    """Return officers with `has_second_factor`: whether their account has a device that was proven to work."""
    devices = TOTPDevice.objects.filter(user=OuterRef("user"), confirmed=True)
    return officers.annotate(has_second_factor=Exists(devices))


def device_of(account: User) -> TOTPDevice | None:
    """Return the device that an account is asked for, or None."""
    found: TOTPDevice | None = TOTPDevice.objects.filter(user=account, confirmed=True).first()
    return found


def offered_device(account: User) -> TOTPDevice:
    """Return the device that an account may take up: its key is shown until a code of it was given."""
    offered: TOTPDevice = TOTPDevice.objects.get_or_create(
        user=account, confirmed=False, defaults={"name": "动态码"}
    )[0]
    return offered


def take_up(device: TOTPDevice) -> list[str]:
    """Make a device the only one that its account is asked for, and return new recovery codes."""
    TOTPDevice.objects.filter(user=device.user).exclude(pk=device.pk).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    return new_recovery_codes(device.user)


def new_recovery_codes(account: User) -> list[str]:
    """Return new recovery codes, each good for one sign-in; those before are good for nothing."""
    StaticDevice.objects.filter(user=account).delete()
    kept = StaticDevice.objects.create(user=account, name="恢复码")
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create([StaticToken(device=kept, token=code) for code in codes])
    return codes


def recovery_codes_left(account: User) -> int:
    """Return how many recovery codes have not been used."""
    left: int = StaticToken.objects.filter(device__user=account).count()
    return left


def remove(account: User) -> None:
    """Take the second factor from an account: its device, one offered, its recovery codes."""
    TOTPDevice.objects.filter(user=account).delete()
    StaticDevice.objects.filter(user=account).delete()


def picture_of(device: TOTPDevice) -> str:
    """Return the key of a device as a QR code: an SVG in a `data:` address, which needs no script and no style."""
    return segno.make(device.config_url, error="m").svg_data_uri(scale=5, border=2)


def key_of(device: TOTPDevice) -> str:
    """Return the key of a device to be typed, in groups of four."""
    key = b32encode(device.bin_key).decode()
    return " ".join(key[i : i + 4] for i in range(0, len(key), 4))
