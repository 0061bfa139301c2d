"""Every public page goes through the Nu Html Checker, the validator of the W3C: it finds no error.

``VNU`` names its jar (vnu.jar of any age); ``java`` runs it. Nothing else is needed, no browser either.
"""

import os
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from tests.browser.test_every_page import HOSTILE, name_of
from tests.views.everything import fill_site, pages_of
from trackers.models import Article, Source

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("VNU" not in os.environ, reason="VNU names no validator"),
]
ERRORS = ["/nope", "/?from=no-day", "/search/?q=%22", "/sources/?followed=what"]


def keep(path: str, *, folder: Path, name: str) -> None:
    """Store a page as it is sent."""
    (folder / f"{name}-{name_of(path)[:100]}.html").write_bytes(Client().get(path).content)


def test_the_validator_finds_no_error_on_any_page(tmp_path: Path) -> None:
    for name, text in (("plain", "words"), ("hostile", HOSTILE)):
        change = fill_site(text)
        for path in [*pages_of(change), *ERRORS, f"{change.article.get_absolute_url()}compare/?old=1&new=99"]:
            keep(path, folder=tmp_path, name=name)
    Article.objects.filter(pk=change.article_id).update(exposure="withheld", exposure_reason="legal")
    keep(change.article.get_absolute_url(), folder=tmp_path, name="legal")
    Source.objects.update(exposure="withheld")
    keep(change.article.source.get_absolute_url(), folder=tmp_path, name="withheld")

    pages = sorted(tmp_path.glob("*.html"))
    asked = ["java", "-jar", os.environ["VNU"], "--errors-only", "--format", "gnu", *map(str, pages)]
    checked = subprocess.run(asked, capture_output=True, text=True, timeout=180, check=False)

    assert len(pages) > 70
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")
