"""Pictures. What no listing uses goes away after 30 days."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from practice.ebay.asked import Answered, Asked, Handler
from practice.ebay.errors import EbayError
from practice.ebay.shapes import PICTURES, Row, moment

_DOMAIN = "API_MEDIA"
# invented: the numbers of these errors.
_INVALID, _MISSING = 190200, 190404
_HOLDS = timedelta(days=30)
_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")


def _from_address(asked: Asked) -> Answered:
    if urlsplit(asked.body["imageUrl"]).scheme != "https":
        raise EbayError(400, _INVALID, "The address of an image begins with https.", _DOMAIN)
    return _made(asked, asked.body["imageUrl"])


def _from_file(asked: Asked) -> Answered:
    # Bytes that are no text come in a disguise that can be taken off again.
    content = str(asked.body["image"]).encode(errors="surrogateescape")
    if not content.startswith(_BEGINNINGS):
        raise EbayError(400, _INVALID, "The file is not an image of a kind that is allowed.", _DOMAIN)
    return _made(asked, "")


def _get(asked: Asked) -> Row:
    found = asked.memory.table("images").get(asked.named("image_id"))
    if found is None:
        raise EbayError(404, _MISSING, "There is no such image.", _DOMAIN)
    return found


def _made(asked: Asked, source: str) -> Answered:
    number = str(asked.memory.next_number())
    address = f"{PICTURES}/{number}.jpg"
    image = {"imageUrl": address, "maxDimensionImageUrl": address, "expirationDate": moment(asked.memory.now + _HOLDS)}
    asked.memory.keep("images", number, image | {"source": source})
    return Answered(201, image, {"Location": f"{asked.base}/commerce/media/v1_beta/image/{number}"})


HANDLERS: dict[str, Handler] = {
    "createImageFromUrl": _from_address,
    "createImageFromFile": _from_file,
    "getImage": _get,
}
