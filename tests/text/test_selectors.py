"""The part of CSS that editors may write: what it finds, what it refuses, and that nothing written in it takes long."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement, document_fromstring

import trackers.text.selectors
from trackers.text.selectors import (
    BadSelector,
    Fault,
    leave_out,
    matches,
    parse_selector,
    parse_selectors,
    select,
    select_each,
)
from trackers.text.selectorsyntax import MOST_SELECTORS, MOST_STEPS, Selector, Step

PAGE = """<html><body>
<div id="top" class="box wide"><p id="p1" class="lead">One</p>
<div id="inner"><p id="p2" data-kind="news-item">Two</p></div></div>
<section id="low" lang="en-GB"><p id="p3" class="Lead" title="a, b">Three</p>
<span id="123" class="md:flex">Four</span></section>
</body></html>"""


def found(*selectors: str, page: str = PAGE) -> list[str]:
    return [element.get("id") or element.tag for element in select(document_fromstring(page), selectors)]


@pytest.mark.parametrize(
    ("selector", "ids"),
    [
        ("p", ["p1", "p2", "p3"]),
        ("P", ["p1", "p2", "p3"]),
        ("*", ["html"]),
        (".lead", ["p1"]),
        ("p.Lead", ["p3"]),
        ("#inner", ["inner"]),
        ("div.box.wide", ["top"]),
        ("div#inner p", ["p2"]),
        ("div > p", ["p1", "p2"]),
        ("#top > p", ["p1"]),
        ("body div>div p", ["p2"]),
        ("body > p", []),
        ("html body > div > div > p", ["p2"]),
        ("[data-kind]", ["p2"]),
        ("[DATA-KIND='news-item']", ["p2"]),
        ("[data-kind^=news]", ["p2"]),
        ("[data-kind$='item']", ["p2"]),
        ('[ data-kind *= "s-i" ]', ["p2"]),
        ("[class~=wide]", ["top"]),
        ("[class~='box wide']", []),
        ("[class*='']", []),
        ("[class^='']", []),
        ("[title='a, b']", ["p3"]),
        (r"#\31 23", ["123"]),
        (r".md\:flex", ["123"]),
        ("#123", ["123"]),
        ("section *", ["p3", "123"]),
        ("div.nowhere p", []),
    ],
)
def test_a_selector_finds_what_css_says(selector: str, ids: list[str]) -> None:
    assert found(selector) == ids


def test_of_elements_within_each_other_the_outermost_is_found_and_all_stand_in_the_order_of_the_page() -> (
    None
):
    assert found("#p3", "div", "p") == ["top", "p3"]


def test_the_nearest_ancestor_need_not_be_the_one_that_fits() -> None:
    page = (
        '<body><div class="a"><i><div class="b"><div class="c"><p id="x">X</p></div></div></i></div></body>'
    )
    assert found("div.a p", "i > div.c p", page=page) == ["x"]
    assert found("i > div p", page=page) == ["x"]
    assert found("div.a > div p", page=page) == []


def test_a_text_holds_one_selector_a_line_or_several_with_commas() -> None:
    text = "\n  div.story , .lead\n\n[title='a, b']\n.lead\n"
    assert parse_selectors(text) == ("div.story", ".lead", "[title='a, b']")
    assert parse_selectors(" \n") == ()


@pytest.mark.parametrize(
    ("written", "fault", "part"),
    [
        ("div:has(p)", Fault.PSEUDO, ":has"),
        ("p::first-line", Fault.PSEUDO, "::first-line"),
        ("p:nth-child(2)", Fault.PSEUDO, ":nth-child"),
        ("div :is(p)", Fault.PSEUDO, ":is"),
        ("h1 + p", Fault.SIBLING, "+"),
        ("h1~p", Fault.SIBLING, "~"),
        ("svg|a", Fault.SIBLING, "|"),
        ("a,,b", Fault.EMPTY, ""),
        ("a,", Fault.EMPTY, ""),
        ("div >", Fault.COMBINATOR, ">"),
        ("> p", Fault.COMBINATOR, ">"),
        ("div > > p", Fault.COMBINATOR, ">"),
        (".", Fault.NAME, "."),
        ("p. lead", Fault.NAME, "."),
        ("#", Fault.NAME, "#"),
        ("*p", Fault.CHARACTER, "p"),
        ("p { color: red }", Fault.CHARACTER, "{"),
        ("//div[@class]", Fault.CHARACTER, "/"),
        ("p\\", Fault.CHARACTER, "\\"),
        ("p[", Fault.ATTRIBUTE, "["),
        ("p[class", Fault.ATTRIBUTE, "[class"),
        ("p[class|=en]", Fault.ATTRIBUTE, "[class|=en]"),
        ("p[class=a i]", Fault.ATTRIBUTE, "[class=a i]"),
        ("p[class='a]", Fault.ATTRIBUTE, "[class='a]"),
        ("p[class=]", Fault.ATTRIBUTE, "[class=]"),
        ("p[@class]", Fault.ATTRIBUTE, "[@class]"),
        ("a" * 201, Fault.TOO_LONG, ""),
        (" ".join("a" * (MOST_STEPS + 1)), Fault.TOO_DEEP, ""),
        ("p" + ".a" * 9, Fault.TOO_DEEP, ""),
        (",".join(f"p{number}" for number in range(MOST_SELECTORS + 1)), Fault.TOO_MANY, ""),
        ("\n" * 4001, Fault.TOO_MANY, ""),
    ],
)
def test_what_is_not_understood_is_refused_with_the_part_that_is_to_blame(
    written: str, fault: Fault, part: str
) -> None:
    with pytest.raises(BadSelector) as refusal:
        parse_selectors(written)
    assert (refusal.value.fault, refusal.value.part) == (fault, part)


def test_a_refusal_names_the_line_and_the_selector() -> None:
    with pytest.raises(BadSelector) as refusal:
        parse_selectors("p.lead\n\n.story, div:has(p)")
    assert (refusal.value.line, refusal.value.selector) == (3, "div:has(p)")


@given(st.text(alphabet="ab.#[]=~^$*|\"'\\ >+,:()1\té☃\x00", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        selectors = parse_selectors(text)
    except BadSelector:
        return
    for selector in selectors:
        assert parse_selectors(selector) == (selector,)
        select(document_fromstring(PAGE), [selector])


def fits(element: HtmlElement, steps: list[tuple[bool, str]]) -> bool:
    """Match by trying every way there is: steps outermost first, each with whether it is a child of the one before."""
    is_child, name = steps[-1]
    if element.get("class") != name:
        return False
    if len(steps) == 1:
        return True
    ancestors = list(element.iterancestors())[: 1 if is_child else None]
    return any(fits(ancestor, steps[:-1]) for ancestor in ancestors)


@settings(max_examples=100)
@given(
    st.lists(st.sampled_from("abc"), min_size=1, max_size=9),
    st.lists(st.tuples(st.booleans(), st.sampled_from("abc")), min_size=1, max_size=6),
)
def test_a_match_is_found_exactly_where_trying_every_way_finds_one(
    nested: list[str], steps: list[tuple[bool, str]]
) -> None:
    element = document_fromstring("".join(f"<div class={name}>" for name in nested))
    while len(element):
        element = element[0]
    chains: list[list[Step]] = []
    for is_child, name in steps:
        step = parse_selector(f".{name}").chains[0][0]
        if is_child and chains:
            chains[-1].append(step)
        else:
            chains.append([step])
    steps[0] = (False, steps[0][1])
    assert matches(element, Selector(tuple(map(tuple, chains)))) == fits(element, steps)


def test_what_is_left_out_goes_and_the_text_behind_it_stays() -> None:
    tree = document_fromstring(
        "<body><p>One <b class=ad>Buy</b> two.</p><div class=ad>Buy<p>more</p></div>Three</body>"
    )
    leave_out(tree, [".ad"])
    assert tree.text_content() == "One  two.Three"


def test_the_text_behind_neighbours_that_are_left_out_stays_in_its_order() -> None:
    tree = document_fromstring("<body><p>0<b>x</b>1<b>x</b>2<i>3</i>4<b>x</b>5<b>x</b>6</p></body>")
    leave_out(tree, ["b", "b"])
    assert tree.text_content() == "0123456"
    assert [element.tag for element in tree.find(".//p")] == ["i"]


TREES = st.recursive(
    st.sampled_from("abc").map(lambda name: f"<div class={name}></div>"),
    lambda inner: st.tuples(st.sampled_from("abc"), st.lists(inner, max_size=3)).map(
        lambda tree: f"<div class={tree[0]}>{''.join(tree[1])}</div>"
    ),
    max_leaves=12,
)


@settings(max_examples=100)
@given(TREES, st.sampled_from("abc"), st.sampled_from("abc"), st.booleans())
def test_the_outermost_of_all_that_match_are_found_whatever_the_page_looks_like(
    page: str, outer: str, inner: str, is_child: bool
) -> None:
    tree = document_fromstring(f"<body>{page}</body>")
    written = f".{outer} > .{inner}" if is_child else f".{outer} .{inner}"
    matching = [element for element in tree.iter() if fits(element, [(False, outer), (is_child, inner)])]
    expected = [element for element in matching if not set(element.iterancestors()) & set(matching)]
    assert select(tree, [written]) == expected
    found = select_each(tree, {"one": [written], "other": [f".{inner}"], "none": []}, but={"body"})
    assert found["one"] == expected
    assert found["none"] == []


def test_a_page_keeps_its_body_whatever_is_left_out() -> None:
    tree = document_fromstring(PAGE)
    leave_out(tree, ["html", "body", "#top"])
    assert tree.find("body") is not None
    assert [element.get("id") for element in tree.find("body")] == ["low"]
    leave_out(tree, ["*"])
    assert tree.find("body") is not None
    assert len(tree.find("body")) == 0


def test_the_dearest_selectors_on_the_dearest_page_are_matched_in_steps_that_can_be_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every step fits nearly everywhere and the first nowhere: what would make a matcher that tries again run wild."""
    steps = 0

    def count(element: HtmlElement, step: Step) -> bool:
        nonlocal steps
        steps += 1
        return match(element, step)

    match = trackers.text.selectors._match_step
    monkeypatch.setattr(trackers.text.selectors, "_match_step", count)
    depth = 200
    tree = document_fromstring("<div class=a>" * depth)
    assert select(tree, [".b " + ".a > .a " * 3 + ".a"]) == []
    assert steps <= (depth + 2) * MOST_STEPS * 2
