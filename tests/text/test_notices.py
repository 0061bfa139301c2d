"""Notices: a newsroom that speaks to its readers about its own text is told from news and from the page's furniture."""

import pytest

from trackers.text.notices import NoticeSort, read_notice


@pytest.mark.parametrize(
    ("line", "sort"),
    [
        ("Correction: The bridge is 40 metres long, not 14.", "correction"),
        ("Correction, 6 May 2024: the tram stop was misnamed.", "correction"),
        ("CORRECTION (9:15 a.m.): The tram stop was misnamed.", "correction"),
        (
            "• This article was amended on 8 June. An earlier version said that 3,200 were invited.",
            "correction",
        ),
        ("This article was amended on 8 June to make clear that the fund is private.", "clarification"),
        (
            "Due to an editing error, an earlier version of this story misstated the mayor's age.",
            "correction",
        ),
        ("(This May 5 story has been corrected to say Ostwick, not Westwick, in paragraph 3)", "correction"),
        ("(Corrects the name of the river in paragraph 2)", "correction"),
        (
            "A correction was made on May 5: An earlier version of this article misspelled the river.",
            "correction",
        ),
        ("Clarification: the fund is private.", "clarification"),
        ("Update, 6 May: This story has been updated with the closing price.", "update"),
        ("This article was updated on Sunday to include the ferry company's answer.", "update"),
        ("Retraction: we have withdrawn this report.", "retraction"),
        ("We have retracted an earlier version of this story.", "retraction"),
        ("Editor's note: This story has been updated to reflect the vote.", "update"),
        ("Editor’s note: This is the second of four parts.", "editors_note"),
        ("Korrektur: In einer früheren Fassung stand ein falsches Datum.", "correction"),
        ("Hinweis: In einer früheren Version hieß es, der Turm sei 30 Meter hoch.", "correction"),
        ("Wir haben die Überschrift dieses Artikels geändert.", "clarification"),
        ("Une version précédente de cet article indiquait un autre nom.", "correction"),
        ("Mise à jour : cet article a été complété avec la réponse du port.", "update"),
        ("Nota del editor: una versión anterior decía que el puente medía 30 metros.", "correction"),
        ("Errata: o nome do rio é Tambora.", "correction"),
        ("Исправление: в предыдущей версии было указано неверное число.", "correction"),
        ("تصحيح: ورد في نسخة سابقة من هذا المقال رقم خاطئ.", "correction"),
        ("הבהרה: בגרסה קודמת של הכתבה נכתב שם אחר.", "clarification"),
        ("सुधार: इस लेख के पिछले संस्करण में गलत संख्या दी गई थी।", "correction"),
        ("更正：本文早前版本误将长度写为30米。", "correction"),
        ("【訂正】この記事の以前の版では長さが誤っていました。", "correction"),
    ],
)
def test_a_notice_is_read_in_every_language_whatever_the_page_says_it_is_written_in(
    line: str, sort: str
) -> None:
    for lang in ("", "en", "de-AT", "xx"):
        notice = read_notice(line, lang=lang)
        assert notice is not None
        assert (notice.sort, notice.text) == (NoticeSort(sort), line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Updated 2 hours ago",
        "Update: 6 May 2024, 14:20",
        "Update 14:20",
        "Aktualisiert: 6. Mai, 14.20 Uhr",
        "Corrections policy",
        "Corrections and clarifications",
        "Report an error in this article",
        "This is a developing story and will be updated.",
        "This story is being updated.",
        "The minister corrected his statement on Tuesday.",
        "The newspaper corrected an earlier version of the story.",
        "Retraction of troops: what happens next",
        "Correction officers walked out of the prison: 40 cells stood open.",
        "We removed the old engine and changed the oil.",
        "The tale has been told many times and the error repeated.",
        "Der Minister hat seine Aussage korrigiert.",
        "Le ministre a corrigé sa déclaration.",
        "本文是一个故事",
    ],
)
def test_news_stamps_and_links_are_no_notices(line: str) -> None:
    assert read_notice(line) is None


def test_a_paragraph_as_long_as_a_book_is_no_notice() -> None:
    assert read_notice("Correction: " + "word " * 100_000) is None
