"""Pictures of items: files are copied below ``state/photos``, each once, so that nobody's folder has to stay as it is."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from automation_suite.errors import PermanentError, first_line
from automation_suite.inventory import entries
from automation_suite.inventory.columns import PICTURES
from automation_suite.inventory.models import Item, Photo

FOLDER = "photos"
# After the SKU a file name may have a place: A-1.jpg, A-1_2.jpg, A-1 (3).jpg.
_PLACE = re.compile(r"[ _.-]*\(?(\d{1,2})\)?$")


@dataclass(frozen=True)
class Found:
    """What a folder has.

    Attributes:
        files: By SKU, in the order in which they are to be shown.
        strange: Pictures that belong to no item.
        broken: Files that are no pictures, and why.
    """

    files: Mapping[str, tuple[Path, ...]]
    strange: tuple[Path, ...]
    broken: tuple[tuple[Path, str], ...]


def look(folder: Path, skus: Iterable[str]) -> Found:
    """Find the pictures of items in a folder: ``A-1.jpg``, ``A-1_2.jpg``, or any names in a folder ``A-1``.

    Args:
        folder: With pictures.
        skus: Of all items.

    Raises:
        PermanentError: There is no such folder.
    """
    if not folder.is_dir():
        raise PermanentError(f"There is no folder {folder}. Nothing was changed.")
    by_name = {sku.casefold(): sku for sku in skus}
    files: dict[str, list[Path]] = {}
    strange, broken = list[Path](), list[tuple[Path, str]]()
    for path in sorted(folder.rglob("*"), key=_order):
        if path.suffix.lower() not in PICTURES or not path.is_file():
            continue
        sku = by_name.get(path.parent.name.casefold()) if path.parent != folder else None
        sku = sku or by_name.get(path.stem.casefold()) or by_name.get(_PLACE.sub("", path.stem).casefold())
        if sku is None:
            strange.append(path)
        elif why := _fault(path):
            broken.append((path, why))
        else:
            files.setdefault(sku, []).append(path)
    return Found({sku: tuple(paths) for sku, paths in files.items()}, tuple(strange), tuple(broken))


def add(files: Mapping[str, Sequence[Path]], photos: Path) -> int:
    """Copy pictures below the photos folder and put them behind those that items have; return how many are new.

    Args:
        files: By SKU.
        photos: The folder ``state/photos``.
    """
    before = entries.photos_by_sku()
    known = set(Photo.objects.exclude(sha256="").values_list("item__sku", "sha256"))
    wanted: dict[str, list[str]] = {}
    sums: dict[str, str] = {}
    for sku, paths in files.items():
        for path in paths:
            mark = hashlib.sha256(path.read_bytes()).hexdigest()
            if (sku, mark) in known:
                continue
            known.add((sku, mark))
            place = f"{_folder_name(sku)}/{mark[:16]}{path.suffix.lower()}"
            (photos / place).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copyfile(path, photos / place)
            wanted.setdefault(sku, list(before.get(sku, []))).append(place)
            sums[place] = mark
    entries.keep_photos(wanted, sums)
    return len(sums)


def missing(photos: Path) -> list[tuple[str, str]]:
    """Return SKU and place of the pictures that are files and are not there."""
    rows = Photo.objects.exclude(place__startswith="http").order_by("item__sku", "position")
    return [(sku, place) for sku, place in rows.values_list("item__sku", "place") if not (photos / place).is_file()]


def without() -> list[str]:
    """Return the SKUs of items that are dealt in and have no picture."""
    return list(Item.objects.filter(archived_at__isnull=True, photos=None).order_by("sku").values_list("sku", flat=True))


def _order(path: Path) -> tuple[str, str, int]:
    """Sort names as people do: 2 before 10."""
    match = _PLACE.search(path.stem)
    return str(path.parent), _PLACE.sub("", path.stem), int(match[1]) if match else 0


def _fault(path: Path) -> str:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as picture:
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        return first_line(error)
    return ""


def _folder_name(sku: str) -> str:
    """Return a name that every file system takes, and that no other SKU has."""
    plain = re.sub(r"[^\w-]+", "_", sku, flags=re.ASCII)
    return plain if plain == sku else f"{plain}-{hashlib.sha256(sku.encode()).hexdigest()[:8]}"
