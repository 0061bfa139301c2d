"""Standing lines: what belongs to the page is told from the story, and no news is taken for it."""

import pytest

from trackers.text.furniture import is_standing_line, mask_counts


@pytest.mark.parametrize(
    "line",
    [
        "Updated 2 hours ago",
        "Last updated: 6 May 2024, 14:20 GMT",
        "Published 6 May 2024 · Updated 7 May 2024",
        "5 min read",
        "Reading time: 4 minutes",
        "1.2k shares",
        "Share this article: 118 shares",
        "Comments (24)",
        "Print this page | Send to a friend",
        "Advertisement",
        "Follow us on X and Facebook",
        "Sign up for our morning newsletter",
        "Sign up for the evening letter",
        "Subscribe to the tides podcast to hear of the coast on every morning of the week",
        "Log in or sign in to comment on what the harbour board has said this week",
        "Never miss a match: our sports newsletter lands every Monday.",
        "Related: The bridge that nobody wanted",
        "Read more: Why the tram is late",
        "Prices are delayed by 15 minutes.",
        "All times are GMT",
        "Developing story, check back for updates.",
        "This page refreshes automatically every 60 seconds.",
        "(Reporting by Ana Rook; Editing by Tom Wren)",
        "Additional reporting by Ana Rook and agencies",
        "Aktualisiert am 6. Mai 2024, 14:20 Uhr",
        "Lesezeit: 5 Minuten",
        "Mis à jour le 6 mai 2024 à 14h20",
        "Lire aussi : Le pont que personne ne voulait",
        "Actualizado hace 2 horas",
        "Leia também: A ponte que ninguém queria",
        "Обновлено 2 часа назад",
        "آخر تحديث قبل ساعتين",
        "עודכן לפני 2 שעות",
        "2 घंटे पहले अपडेट किया गया",
        "更新于2小时前",
        "2時間前に更新",
        "関連記事：誰も望まなかった橋",
    ],
)
def test_a_line_about_the_page_stands_whatever_figures_it_holds(line: str) -> None:
    assert is_standing_line(line)
    assert is_standing_line(line, lang="en")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Police said 24 people had commented on the plan.",
        "Trains are delayed by 15 minutes.",
        "He was last seen on Monday at 14:20.",
        "Read more books, says the minister.",
        "Follow the money: 12 firms paid 3 million.",
        "Shares fell 3% on Monday.",
        "More: 12 people were injured, and 40 are missing. Police are searching.",
        "Get the jab by 5 May, doctors urge.",
        "Let us know your plan, 12 mayors write to the minister",
        "Developing story-telling skills in 12 schools",
        "Reporting by the commission found 12 errors in the accounts of the bank",
        "Edited highlights of the match will be shown on Sunday by the broadcaster",
        '"Sign up for our newsletter," he said.',
        "Sign up at the town hall with the same address as on your ferry card",
        "Sign up for boats by 5 May",
        "Kurse um 5 Prozent gestiegen",
        "株価は12円下落した",
        "更新12座桥梁的计划公布",
        "Correction: The bridge is 40 metres long, not 14.",
    ],
)
def test_when_in_doubt_a_line_belongs_to_the_story(line: str) -> None:
    assert not is_standing_line(line)


def test_lines_that_differ_in_clock_or_count_only_are_equal_when_masked() -> None:
    assert mask_counts("Updated 2 hours ago") == mask_counts("Updated  13 hours ago")
    assert mask_counts("Updated 2 hours ago") != mask_counts("Updated 2 days ago")


def test_a_line_that_never_ends_is_none_and_costs_little() -> None:
    assert not is_standing_line("Updated " * 200_000)
