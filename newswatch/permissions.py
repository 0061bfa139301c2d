"""Permissions-Policy, which Django has no setting for: what no page of ours ever asks a browser for, none gets."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

# Features of the Permissions Policy registry that ask for a person's surroundings, devices or money, or profile her.
DENIED = (
    "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "hid",
    "identity-credentials-get", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment",
    "publickey-credentials-create", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
POLICY = ", ".join(f"{feature}=()" for feature in DENIED)


class PermissionsPolicy:
    """Middleware, outermost: every answer bears the header, those of other middleware too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the header."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", POLICY)
        return response
