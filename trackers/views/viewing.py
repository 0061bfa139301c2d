"""How a reader wants a comparison shown: it stands in the address and nowhere else, so that it can be sent on."""

from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from django.http import HttpRequest


class View(StrEnum):
    """Where the two sides stand; ``AUTO`` leaves it to the width of the screen."""

    AUTO = "auto"
    BESIDE = "beside"
    INLINE = "inline"


@dataclass(frozen=True)
class Viewing:
    """What was asked of one page; each property that ends in ``address`` leads to the same page shown otherwise."""

    path: str
    view: View
    whole: bool
    may_show_whole: bool
    as_recorded: bool

    @property
    def address(self) -> str:
        """The page as it is, without the defaults."""
        asked = {
            "view": "" if self.view is View.AUTO else self.view.value,
            "show": "changed" if self.may_show_whole and not self.whole else "",
            "read": "recorded" if self.as_recorded else "",
        }
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{self.path}?{query}" if query else self.path

    @property
    def auto_address(self) -> str:
        """As wide as the screen allows."""
        return replace(self, view=View.AUTO).address

    @property
    def beside_address(self) -> str:
        """Side by side."""
        return replace(self, view=View.BESIDE).address

    @property
    def inline_address(self) -> str:
        """In one text."""
        return replace(self, view=View.INLINE).address

    @property
    def whole_address(self) -> str:
        """With every paragraph."""
        return replace(self, whole=True).address

    @property
    def changed_address(self) -> str:
        """With the changed passages alone."""
        return replace(self, whole=False).address

    @property
    def today_address(self) -> str:
        """As we read the two responses today."""
        return replace(self, as_recorded=False).address

    @property
    def recorded_address(self) -> str:
        """As the two responses were read when the Change was found."""
        return replace(self, as_recorded=True).address


def read_viewing(request: HttpRequest, *, may_show_whole: bool) -> Viewing:
    """Return what ``?view=``, ``?show=`` and ``?read=`` ask for; words that are not known ask for nothing."""
    asked = request.GET.get("view", "")
    return Viewing(
        path=request.path,
        view=View(asked) if asked in set(View) else View.AUTO,
        whole=may_show_whole and request.GET.get("show") != "changed",
        may_show_whole=may_show_whole,
        as_recorded=request.GET.get("read") == "recorded",
    )
