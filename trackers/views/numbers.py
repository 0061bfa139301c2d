"""Numbers of Versions as addresses and forms give them: any text may stand there."""

import re

# PostgreSQL's integer; what is larger is no number of a Version.
LARGEST = 2**31 - 1
_NUMBER = re.compile(r"\A[1-9][0-9]{0,8}\Z")


def read_number(text: str) -> int | None:
    """Return the number of a Version that a text is, in ASCII digits; None where it is none."""
    return int(text) if _NUMBER.match(text) else None
