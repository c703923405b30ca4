"""What every test has: quick passwords, static files as they lie, steady random examples."""

from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings
from django.test import override_settings


def pytest_configure() -> None:
    """Set what tests need otherwise than an instance, before anything reads it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    # WhiteNoise serves what was collected and warns when nothing was.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
    # No deadline: on a busy machine it would fail the slow run, not the wrong answer.
    hypothesis.settings.register_profile("house", deadline=None, print_blob=True)
    hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def a_place_for_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Put what tests upload where it is thrown away, not among an instance's files."""
    with override_settings(FILES_ROOT=tmp_path_factory.mktemp("files")):
        yield
