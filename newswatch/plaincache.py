"""How values go into the shared cache: as JSON, of which nothing but data comes back."""

import json
from typing import Any


class PlainSerializer:
    """Django's cache asks for these two; its own unpickles what it is handed."""

    def dumps(self, value: Any) -> bytes:
        """Return a value of JSON as bytes; numbers as digits, so that the server can count with them."""
        return json.dumps(value, separators=(",", ":")).encode("ascii")

    def loads(self, data: bytes) -> Any:
        """Return the value; None, as if there were none, for what is no JSON."""
        try:
            return json.loads(data)
        except ValueError:
            return None
