"""What the owner types, and what he sees before anything is changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from automation_suite import cli
from automation_suite.inventory import entries, exporting, importing, items, photos, sample, sample_photos
from automation_suite.inventory.mapping import OWN
from automation_suite.inventory.models import Item, Photo
from automation_suite.settings import first_environment, process_settings
from tests.inventory.stock import NOW, item

pytestmark = pytest.mark.usefixtures("history")


@pytest.fixture
def owner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to work in, with a state of its own."""
    monkeypatch.setenv("STATE_DIR", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    forget_settings()
    yield tmp_path
    forget_settings()


def forget_settings() -> None:
    """The settings of a process are built once, from what the environment was then."""
    for built_once in (process_settings, first_environment):
        built_once.cache_clear()


def types(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = cli.main(["inventory", *words])
    seen = capsys.readouterr()
    return status, seen.out + seen.err


def test_nothing_is_changed_before_the_yes(owner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (owner / "a.csv").write_text("SKU,Title,Condition,Quantity\nA,Jacket,good,3\nB,Mug,new,1\n")
    status, seen = types(capsys, "import", "a.csv")
    assert status == 1
    assert "2 new items: A, B" in seen
    assert "Nothing was changed. To do it, add --yes." in seen
    assert Item.objects.count() == 0
    assert types(capsys, "import", "a.csv", "--yes")[0] == 0
    assert types(capsys, "import", "a.csv", "--yes") == (0, "2 rows say nothing new.\nThere is nothing to change.\n")


def test_what_is_wrong_is_told_with_its_place(owner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (owner / "a.csv").write_text("SKU,Title,Condition\nA,Jacket,mint\n")
    status, seen = types(capsys, "import", "a.csv", "--yes")
    assert status == 1
    assert "Row 2, column C (Condition)" in seen
    assert "Nothing was imported." in seen


def test_export_edit_import_and_look(owner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (owner / "a.csv").write_text("SKU,Title,Condition,Quantity,Cost\nA,Jacket,good,3,4.50\n")
    types(capsys, "import", "a.csv", "--yes")
    assert types(capsys, "export", "b.xlsx") == (0, "1 item written to b.xlsx.\n")
    assert "add --replace" in types(capsys, "export", "b.xlsx")[1]
    assert types(capsys, "count", "A=2")[1].startswith("A: 2 (before: 3)\n")
    assert types(capsys, "count", "A:2")[0] == 1
    assert types(capsys, "count", "Z=2")[0] == 1
    seen = types(capsys, "show", "A")[1]
    assert "Title:               Jacket" in seen
    assert "From a.csv." in seen
    assert "no item Z" in types(capsys, "show", "Z")[1]
    assert types(capsys)[1].startswith("1 item, 2 pieces bought for 9.00.")
    (owner / "b.csv").write_text("SKU,Quantity,Cost\nA,3,\n")
    seen = types(capsys, "import", "b.csv", "--yes")[1]
    assert "A: Cost" in seen
    assert "1 value of them would be blank afterwards." in seen
    assert "may be older than the last sales: A" in seen


def test_a_sales_report_and_a_copy_of_its_mapping(owner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    item("A")
    assert "poshmark-sales" in types(capsys, "mappings")[1]
    assert types(capsys, "mapping", "poshmark-sales", "my.toml")[0] == 0
    (owner / "sales.csv").write_text("Order Date,SKU,Order Id,Listing Title\n11/20/2026,A,o1,Thing\n11/20/2026,B,o2,Other\n")
    status, seen = types(capsys, "import", "sales.csv", "--mapping", "my.toml")
    assert (status, items.stocks()) == (1, {})
    assert "1 new sale: 1 × A" in seen
    assert "of something that the inventory does not have:\n  20 Nov 2026 B (order o2)" in seen
    assert types(capsys, "import", "sales.csv", "--mapping", "my.toml", "--yes")[0] == 0
    assert items.stocks()["A"].short == 1
    assert "There is nothing to change." in types(capsys, "import", "sales.csv", "--mapping", "my.toml", "--yes")[1]


def test_photos_of_a_folder(owner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    item("A-1")
    item("B 2/x")
    folder = owner / "pictures"
    (folder / "a-1").mkdir(parents=True)
    for place, name in enumerate(("A-1_10.jpg", "A-1_2.jpg", "A-1.png", "a-1/zoom.jpg", "who.jpg")):
        Image.new("RGB", (8, 8), (place * 20, 0, 0)).save(folder / name)
    (folder / "A-1_3.jpg").write_bytes(b"no picture")
    status, seen = types(capsys, "add-photos", "pictures")
    assert status == 1
    assert "4 pictures of 1 item found." in seen
    assert "A-1_3.jpg" in seen
    assert "of no item: who.jpg" in seen
    assert "4 new pictures taken in." in types(capsys, "add-photos", "pictures", "--yes")[1]
    kept = [Path(place) for place in Photo.objects.order_by("position").values_list("place", flat=True)]
    colours = [Image.open(owner / "state" / "photos" / place).convert("RGB").getpixel((4, 4))[0] for place in kept]  # type: ignore[index]
    assert [round(colour / 20) for colour in colours] == [2, 1, 0, 3]
    assert photos.missing(owner / "state" / "photos") == []
    assert "0 new pictures" in types(capsys, "add-photos", "pictures", "--yes")[1]
    assert photos.without() == ["B 2/x"]


def test_the_sample_is_believable_and_survives_a_table(tmp_path: Path) -> None:
    rows = [entry for entry, _, _ in sample.goods(NOW)]
    assert len({row.sku for row in rows}) == sample.NUMBER == 500
    assert len({row.title for row in rows}) > 400
    assert all(row.cost is not None and row.list_price is not None and 0 < row.cost < row.list_price for row in rows)
    path = tmp_path / "sample.csv"
    exporting.write(rows, path)
    assert importing.compare(importing.read(path, OWN).lines, {}, count=False).new[0].sku == rows[0].sku
    happened = sample.happened(rows, NOW)
    assert len({event.key for event in happened}) == len(happened)
    assert all(event.at <= NOW for event in happened)


def test_the_sample_is_written_with_pictures_and_never_among_real_items(
    owner: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sample, "_RESOLD", 20)
    monkeypatch.setattr(sample, "_handmade", list)
    assert types(capsys, "sample")[0] == 1
    assert Item.objects.count() == 0
    assert types(capsys, "sample", "--yes")[0] == 0
    assert Item.objects.count() == 20
    assert photos.without() == []
    assert photos.missing(owner / "state" / "photos") == []
    assert all(entry.quantity is not None for entry in entries.kept().values())
    assert "not empty" in types(capsys, "sample", "--yes")[1]


@pytest.mark.parametrize("shape", sample_photos.SHAPES)
def test_pictures_show_a_thing_in_its_colour(shape: str, tmp_path: Path) -> None:
    first, second = (sample_photos.draw(shape, (200, 40, 40), "Brand", Random(seed))[0] for seed in (1, 2))
    assert first != second
    assert len(first) < 20_000
    (tmp_path / "a.jpg").write_bytes(first)
    with Image.open(tmp_path / "a.jpg") as picture:
        pixels = list(picture.convert("RGB").get_flattened_data())
    red = sum(abs(r - 200) < 90 and g < 120 and b < 120 for r, g, b in pixels)
    assert 0.02 < red / len(pixels) < 0.8
