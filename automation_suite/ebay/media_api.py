"""eBay's Media API: pictures. What no listing uses goes away by itself after a time that eBay tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from automation_suite.platform_api.calls import ApiAnswer, Calls
from automation_suite.platform_api.reading import Body

GROUP = "commerce.media"
_ROOT = "/commerce/media/v1_beta/image"


@dataclass(frozen=True)
class Image:
    """A picture that eBay keeps.

    Attributes:
        address: For the items that show it.
        expires_at: When it goes away if no listing uses it; none when eBay does not say.
    """

    address: str
    expires_at: datetime | None


def image_from_address(calls: Calls, address: str) -> Image:
    """Have eBay fetch a picture from an address with https."""
    return image_in(calls.call("POST", f"{_ROOT}/create_image_from_url", group=GROUP, json={"imageUrl": address}))


def image_from_file(calls: Calls, name: str, content: bytes, media_type: str) -> Image:
    """Send a picture."""
    files = {"image": (name, content, media_type)}
    return image_in(calls.call("POST", f"{_ROOT}/create_image_from_file", group=GROUP, files=files))


def image_in(answer: ApiAnswer) -> Image:
    """Read what eBay answers to a picture."""
    body = Body(answer.body, "eBay's answer to a picture")
    return Image(body.text("imageUrl"), body.moment_or_none("expirationDate"))
