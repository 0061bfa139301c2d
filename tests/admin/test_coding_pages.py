"""Coding twice by the admin's door: a sample is drawn, coded by two who see nothing of each other, closed and read."""

import pytest

from tests.admin.asking import enter, page_of, text_of
from tests.builders import NOON, make_article, make_change
from tests.reviews import bring_to
from trackers.models import Coding, CodingSample, ReviewState

pytestmark = pytest.mark.django_db

BASE = "/admin/trackers/codingsample/"
SAID = {"significance": "3", "kinds": ["number"], "disclosure": "correction", "confidence": "probable"}


def draw(lead, first, second, **given):
    day = NOON.date().isoformat()
    form = {
        "name": "March", "first_day": day, "last_day": day, "percent": "100", "seed": "7",
        "first_coder": first.user.pk, "second_coder": second.user.pk, **given,
    }  # fmt: skip
    return lead.post(f"{BASE}add/", form)


def test_a_sample_is_drawn_coded_blindly_closed_and_read():
    lead, first, second, other = enter("standards_lead"), enter("analyst"), enter("editor"), enter("analyst")
    changes = [make_change(make_article()) for _number in range(2)]
    bring_to(ReviewState.ANNOTATED, change=changes[0], note="The desk’s own words.")
    empty = text_of(first.get(BASE))
    assert "Draw a sample" not in empty and "no sample has been drawn yet" in empty
    assert "Draw a sample" in text_of(lead.get(BASE))
    for visitor, status in ((first, 403), (enter("source_manager"), 403), (lead, 200)):
        assert visitor.get(f"{BASE}add/").status_code == status
    again = draw(lead, first, first, seed="-1", percent="")
    assert again.status_code == 200 and page_of(again).xpath("//ul[@class='errorlist']")
    assert "Two people are needed" in text_of(draw(lead, first, first))
    address = draw(lead, first, second)["Location"]
    sample = CodingSample.objects.get()
    assert "2 of 2 edits (100 in a hundred, seed 7)" in text_of(first.get(address))
    coding = f"{BASE}{sample.pk}/code/"
    waiting = "March 2 changes of this sample are left for you to code."
    assert waiting in text_of(second.get("/admin/")) and waiting not in text_of(lead.get("/admin/"))
    one, two = sample.changes
    for visitor in (lead, other, enter("source_manager")):
        assert visitor.get(coding).status_code == visitor.get(f"{coding}{one}/").status_code == 403
    assert first.get(coding)["Location"] == f"{coding}{one}/"
    for number in (one, two):
        page = text_of(first.get(f"{coding}{number}/"))
        assert (
            "[removed: Twelve] people were rescued." in page and "[added: Forty] people were rescued." in page
        )
        told = page.partition("left to code.")[2].partition("What do you say of it?")[0]
        for blind in (
            "By rule",
            "figure",
            "rank",
            "Rank",
            "notice",
            "The desk’s own words",
            "annotated",
            "Why",
        ):
            assert blind not in told, blind
        form = page_of(first.get(f"{coding}{number}/"))
        assert not form.xpath("//main//input[@checked] | //main//option[@selected][@value!='']")
    refused = first.post(f"{coding}{one}/", {"kinds": ["number"]})
    assert refused.status_code == 200 and page_of(refused).xpath("//input[@value='number'][@checked]")
    assert first.post(f"{coding}{one}/", SAID)["Location"] == f"{coding}{two}/"
    seen = page_of(first.get(f"{coding}{one}/"))
    assert seen.xpath("//input[@name='significance'][@value='3'][@checked]")
    assert not page_of(second.get(f"{coding}{one}/")).xpath("//main//input[@checked]")
    assert first.post(f"{coding}{two}/", SAID)["Location"] == address
    assert "left for you to code" not in text_of(first.get("/admin/"))
    second.post(f"{coding}{one}/", {**SAID, "significance": "2"})
    for visitor in (first, second, lead):
        page = visitor.get(address)
        assert "How far they agree" not in text_of(page) and "probable" not in text_of(page)
        assert visitor.get(f"{BASE}{sample.pk}/codes.csv").status_code == 404
    assert "You have coded every change" in text_of(first.get(address))
    assert "Close the sample" not in text_of(first.get(address))
    assert first.post(address, {}).status_code == 403
    lead.post(address, {})
    page = text_of(first.get(address))
    assert "1 change was coded by both." in page and "Undefined" in page
    assert first.get(f"{coding}{one}/")["Location"] == address
    assert first.post(f"{coding}{one}/", {**SAID, "significance": "0"})["Location"] == address
    assert set(Coding.objects.filter(side=1).values_list("significance", flat=True)) == {3}
    assert first.get(f"{BASE}{sample.pk}/codes.csv").content.decode().count("\r\n") == 4
    assert first.get(f"{BASE}{sample.pk}/agreement.csv").content.startswith(b"facet,code,words")
    for odd in (f"{BASE}{sample.pk}/else.csv", f"{BASE}999/change/", f"{BASE}x/change/", f"{BASE}999/code/"):
        assert first.get(odd).status_code == 404


def test_a_change_that_is_not_in_the_sample_is_not_shown():
    lead, first, second = enter("standards_lead"), enter("analyst"), enter("editor")
    make_change()
    draw(lead, first, second)
    sample, stranger = CodingSample.objects.get(), make_change()
    assert first.get(f"{BASE}{sample.pk}/code/{stranger.pk}/").status_code == 404
