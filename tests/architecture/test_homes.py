"""Tests live in a home of their own: nothing of a run lands in the home of who runs it, or of another worker."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings


def test_every_path_of_the_settings_leads_into_the_home_of_this_worker() -> None:
    home = Path(os.environ["GONGKAI_HOME"])
    assert home == settings.HOME
    assert settings.MEDIA_ROOT.is_relative_to(home)
    assert settings.STATIC_ROOT.is_relative_to(home)
