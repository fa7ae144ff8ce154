"""Pictures of listings. What they show is not kept."""

from __future__ import annotations

from practice.etsy import shapes
from practice.etsy.asked import Asked, Handler, whole
from practice.etsy.errors import EtsyError, missing, wrong
from practice.etsy.memory import Memory
from practice.etsy.shapes import Row

# invented: that an active listing keeps its last picture.
_MOST = 20


def pictures(memory: Memory, listing: int) -> list[Row]:
    """Return the pictures of a listing in their order."""
    rows = [row for row in memory.table("images").values() if row["listing_id"] == listing]
    return sorted(rows, key=lambda row: row["rank"])


def _all(asked: Asked) -> Row:
    return whole(pictures(asked.memory, _listing(asked)["listing_id"]))


def _upload(asked: Asked) -> Row:
    memory, listing, body = asked.memory, _listing(asked)["listing_id"], asked.body
    if not body.get("image") and not body.get("listing_image_id"):
        raise wrong("image or listing_image_id is needed.")
    before = pictures(memory, listing)
    rank = min(body.get("rank") or len(before) + 1, len(before) + 1)
    _make_room(memory, before[rank - 1 :], bool(body.get("overwrite")))
    if len(pictures(memory, listing)) >= _MOST:
        raise wrong(f"A listing has at most {_MOST} pictures.")
    number = memory.next_number("images")
    return memory.keep("images", number, shapes.image(listing, number, rank, memory.now, body.get("alt_text") or ""))


def _make_room(memory: Memory, behind: list[Row], overwrite: bool) -> None:
    """Take away the picture whose place is wanted, or move it and those behind it by one."""
    if overwrite and behind:
        memory.drop("images", behind[0]["listing_image_id"])
    for row in () if overwrite else behind:
        memory.keep("images", row["listing_image_id"], row | {"rank": row["rank"] + 1})


def _delete(asked: Asked) -> None:
    listing, number = _listing(asked), asked.number("listing_image_id")
    if asked.memory.row("images", number, "Picture")["listing_id"] != listing["listing_id"]:
        raise missing("Picture")
    if len(pictures(asked.memory, listing["listing_id"])) == 1 and listing["state"] == "active":
        raise EtsyError(409, "An active listing keeps its last picture.")
    asked.memory.drop("images", number)


def _listing(asked: Asked) -> Row:
    return asked.memory.row("listings", asked.number("listing_id"), "Listing")


HANDLERS: dict[str, Handler] = {
    "getListingImages": _all,
    "uploadListingImage": _upload,
    "deleteListingImage": _delete,
}
