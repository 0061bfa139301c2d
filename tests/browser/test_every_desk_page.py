"""Every list and page of the admin in a window: axe finds nothing, nothing overflows, nothing foreign is asked for."""

import pytest
from django.contrib import admin
from playwright.sync_api import Browser

from tests.admin.test_hostile_text import open_sample, poison
from tests.browser.test_desk_journey import enter, look
from tests.builders import make_editor
from trackers.models import SheetExport

# Lists whose rows are glanced at all day: what stands beyond the edge of the window is not seen.
FITTING = {
    f"/admin/trackers/{noun}/"
    for noun in ("article", "change", "check", "letter", "source", "statement", "withholding")
}
_HIDDEN = "[...document.querySelectorAll('.results')].some((list) => list.scrollWidth > list.clientWidth + 1)"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]
)
def test_every_list_and_page_of_the_admin(
    chromium: Browser, live_server: object, width: int, scheme: str
) -> None:
    rows, wrong, operator = poison(), [], make_editor("operator")
    # Files that were asked for are shown to nobody else.
    SheetExport.objects.update(asked_by=operator)
    nouns = {model._meta.model_name for model in admin.site._registry if model._meta.app_label == "trackers"}
    paths = ["/admin/", *(f"/admin/trackers/{noun}/" for noun in sorted(nouns))]
    paths += [f"/admin/trackers/{noun}/{row.pk}/change/" for noun, row in rows.items()]
    paths += [
        "/admin/trackers/sheetimport/add/",
        "/admin/trackers/codingsample/add/",
        "/admin/trackers/letter/add/",
    ]
    letter, statement = rows["letter"].pk, rows["statement"].pk
    paths += [f"/admin/trackers/letter/{letter}/step/{step}/" for step in ("answer", "revise")]
    paths += [f"/admin/trackers/statement/{statement}/correct/"]
    paths.append(
        f"/admin/trackers/codingsample/{open_sample(rows['change'], coder=operator).pk}/code/{rows['change'].pk}/"
    )
    for visit in enter(chromium, live_server, operator, width=width, scheme=scheme):
        for path in paths:
            visit.go(path)
            try:
                # The rows are hostile, their languages among it.
                look(visit, f"every{path.replace('/', '-')}", but=frozenset({"valid-lang"}))
                if width == 1280 and path in FITTING:
                    assert not visit.page.evaluate(_HIDDEN), "columns are hidden to the right"
            except AssertionError as error:
                wrong.append((path, str(error)[:400]))
    assert not wrong, "\n".join(f"{path}: {words}" for path, words in wrong)
