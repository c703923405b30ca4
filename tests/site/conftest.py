from pathlib import Path

import pytest
from django.conf import settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a test a folder of its own for what an instance keeps beside its database."""
    monkeypatch.setattr(settings, "HOME", tmp_path)
    return tmp_path
