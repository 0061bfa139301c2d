"""The syntax of selectors: from what an editor typed to values that are matched, or what is wrong with it and where.

A part of CSS (Selectors Level 4, sections 5, 6 and 15): type, universal, class, id and attribute selectors, compound
ones, the descendant and child combinators. It is cut up by hand, in one pass that never goes back.
"""

import string
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NoReturn

LONGEST_TEXT = 4_000
LONGEST_SELECTOR = 200
MOST_SELECTORS = 20
# Parts between the combinators, and conditions in one of them.
MOST_STEPS = 8
MOST_CONDITIONS = 8
_SPACE = " \t\n\r\f"
_ASCII_NAME = frozenset(string.ascii_letters + string.digits + "-_")
_HEX = frozenset(string.hexdigits)
# Selectors Level 4 sections 6.1 and 6.2, but for "|=", which nobody needs here.
_OPERATORS = ("~=", "^=", "$=", "*=", "=")


class Fault(StrEnum):
    """What is wrong with a selector, in a code; `part` of the BadSelector says where."""

    EMPTY = "empty"
    PSEUDO = "pseudo"
    SIBLING = "sibling"
    CHARACTER = "character"
    NAME = "name"
    ATTRIBUTE = "attribute"
    COMBINATOR = "combinator"
    TOO_LONG = "too_long"
    TOO_DEEP = "too_deep"
    TOO_MANY = "too_many"


class BadSelector(ValueError):
    """What cannot be understood as a selector: the line it stands in, counted from 1, the selector and its part."""

    def __init__(self, fault: Fault, *, selector: str = "", part: str = "", line: int = 1) -> None:
        super().__init__(f"line {line}: {selector!r}: {fault} {part!r}")
        self.fault = fault
        self.selector = selector
        self.part = part
        self.line = line


@dataclass(frozen=True)
class Condition:
    """A condition on an attribute: `operator` is one of "", "=", "~=", "^=", "$=", "*="; "" asks that it is there."""

    name: str
    operator: str = ""
    value: str = ""


@dataclass(frozen=True)
class Step:
    """A compound selector: an element's name, "" for any, and the conditions on it."""

    tag: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Selector:
    """Chains of steps, outermost first: the steps of a chain are parent and child, one chain stands within another."""

    chains: tuple[tuple[Step, ...], ...]


def parse_selectors(text: str) -> tuple[str, ...]:
    """Return the selectors of a text, one a line or divided by commas, each once and in order, as they were written.

    Empty lines are passed over. Raises BadSelector for the first that is not understood, and where there are more than
    20 or a text of more than 4,000 characters.
    """
    if len(text) > LONGEST_TEXT:
        raise BadSelector(Fault.TOO_MANY)
    found: dict[str, None] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        for written in _divide(line):
            selector = written.strip(_SPACE)
            try:
                parse_selector(selector)
            except BadSelector as error:
                raise BadSelector(
                    error.fault, selector=selector or line.strip(), part=error.part, line=number
                ) from error
            found[selector] = None
            if len(found) > MOST_SELECTORS:
                raise BadSelector(Fault.TOO_MANY, selector=selector, line=number)
    return tuple(found)


@lru_cache(maxsize=1000)
def parse_selector(written: str) -> Selector:
    """Return one selector ready to be matched; raise BadSelector."""
    if len(written) > LONGEST_SELECTOR:
        raise BadSelector(Fault.TOO_LONG, selector=written[:LONGEST_SELECTOR])
    return _Scanner(written).read()


def _divide(line: str) -> list[str]:
    """Return the parts of a line between its commas; those in quotation marks or behind a backslash divide nothing."""
    parts, start, quote, place = [], 0, "", 0
    while place < len(line):
        character = line[place]
        if character == "\\":
            place += 1
        elif quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == ",":
            parts.append(line[start:place])
            start = place + 1
        place += 1
    return [*parts, line[start:]]


class _Scanner:
    """Cuts a written selector up, character by character; it never goes back."""

    def __init__(self, written: str) -> None:
        self._text = written.strip(_SPACE)
        self._place = 0

    def read(self) -> Selector:
        """Return the selector; raise BadSelector."""
        if not self._text:
            raise BadSelector(Fault.EMPTY)
        chains: list[tuple[Step, ...]] = []
        chain = [self._step()]
        steps = 1
        while not self._at_end():
            is_child = self._combinator()
            if not is_child:
                chains.append(tuple(chain))
                chain = []
            chain.append(self._step())
            steps += 1
            if steps > MOST_STEPS:
                raise BadSelector(Fault.TOO_DEEP)
        return Selector((*chains, tuple(chain)))

    def _combinator(self) -> bool:
        """Pass over a combinator; return whether it is that of a child."""
        start = self._place
        self._skip_space()
        if self._peek() == ">":
            self._place += 1
            self._skip_space()
            if self._at_end():
                raise BadSelector(Fault.COMBINATOR, part=">")
            return True
        if self._place == start:
            self._refuse()
        return False

    def _step(self) -> Step:
        tag, start = "", self._place
        if self._peek() == "*":
            self._place += 1
        elif self._starts_name():
            tag = self._name().lower()
        conditions: list[Condition] = []
        while (character := self._peek()) and character in ".#[":
            self._place += 1
            if character == "[":
                conditions.append(self._attribute())
            elif not self._starts_name():
                raise BadSelector(Fault.NAME, part=character)
            elif character == ".":
                conditions.append(Condition("class", "~=", self._name()))
            else:
                conditions.append(Condition("id", "=", self._name()))
            if len(conditions) > MOST_CONDITIONS:
                raise BadSelector(Fault.TOO_DEEP)
        if self._place == start or self._peek() == "*" or self._starts_name():
            self._refuse()
        return Step(tag, tuple(conditions))

    def _attribute(self) -> Condition:
        start = self._place - 1
        self._skip_space()
        if not self._starts_name():
            raise self._broken(start)
        name = self._name().lower()
        self._skip_space()
        operator = next((sign for sign in _OPERATORS if self._text.startswith(sign, self._place)), "")
        value = ""
        if operator:
            self._place += len(operator)
            self._skip_space()
            if self._peek() not in {'"', "'"} and not self._starts_name():
                raise self._broken(start)
            value = self._quoted(start) if self._peek() in {'"', "'"} else self._name()
            self._skip_space()
        if self._peek() != "]":
            raise self._broken(start)
        self._place += 1
        return Condition(name, operator, value)

    def _quoted(self, start: int) -> str:
        mark = self._peek()
        self._place += 1
        said: list[str] = []
        while (character := self._peek()) and character != mark:
            if character == "\\":
                said.append(self._escape())
            else:
                said.append(character)
                self._place += 1
        if not character:
            raise self._broken(start)
        self._place += 1
        return "".join(said)

    def _name(self) -> str:
        said: list[str] = []
        while character := self._peek():
            if character == "\\":
                said.append(self._escape())
            elif _is_of_names(character):
                said.append(character)
                self._place += 1
            else:
                break
        return "".join(said)

    def _escape(self) -> str:
        """Read a backslash and what it stands for (CSS Syntax Level 3 section 4.3.7)."""
        self._place += 1
        start = self._place
        while self._place - start < 6 and self._peek() in _HEX:
            self._place += 1
        digits = self._text[start : self._place]
        if digits:
            if self._peek() and self._peek() in _SPACE:
                self._place += 1
            code = int(digits, 16)
            is_none = code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF
            return "\N{REPLACEMENT CHARACTER}" if is_none else chr(code)
        if self._at_end():
            raise BadSelector(Fault.CHARACTER, part="\\")
        self._place += 1
        return self._text[self._place - 1]

    def _refuse(self) -> NoReturn:
        """Say what stands here in place of a selector."""
        character = self._peek()
        if character == ":":
            end = self._place + 1
            while end < len(self._text) and (_is_of_names(self._text[end]) or self._text[end] == ":"):
                end += 1
            raise BadSelector(Fault.PSEUDO, part=self._text[self._place : end])
        if character and character in "+~|":
            raise BadSelector(Fault.SIBLING, part=character)
        if character == ">" or not character:
            raise BadSelector(Fault.COMBINATOR, part=character)
        raise BadSelector(Fault.CHARACTER, part=character)

    def _broken(self, start: int) -> BadSelector:
        end = self._text.find("]", self._place)
        return BadSelector(Fault.ATTRIBUTE, part=self._text[start : end + 1 or None])

    def _starts_name(self) -> bool:
        character = self._peek()
        return bool(character) and (character == "\\" or _is_of_names(character))

    def _skip_space(self) -> None:
        while (character := self._peek()) and character in _SPACE:
            self._place += 1

    def _peek(self) -> str:
        return self._text[self._place : self._place + 1]

    def _at_end(self) -> bool:
        return self._place >= len(self._text)


def _is_of_names(character: str) -> bool:
    return character in _ASCII_NAME or ord(character) >= 0x80
