"""Which column of another tool's file is which of ours: a TOML file that the owner edits."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from automation_suite.errors import SettingsError
from automation_suite.inventory import cells
from automation_suite.inventory.cells import Cell, CellError
from automation_suite.inventory.columns import BY_HEADING, COLUMNS, Column, heading_key

READY = Path(__file__).parent / "mappings"

_LONGEST_ORDER = 100


def _order(cell: Cell) -> str:
    found = cells.number_text(cell)
    if len(found) > _LONGEST_ORDER:
        raise CellError(f"The number of an order has at most {_LONGEST_ORDER} letters.")
    return found


# What a report of sales has to say, or may.
SALES_COLUMNS = (
    Column("Order", "order", lambda cell, _way: _order(cell), required=True),
    Column("Sold on", "sold_on", cells.day, required=True),
    Column("SKU", "sku", lambda cell, _way: cells.number_text(cell)),
    Column("Title", "title", lambda cell, _way: " ".join(cells.text(cell).split())),
    Column("Quantity", "quantity", cells.whole),
)
_BY_KIND = {"items": BY_HEADING, "sales": {heading_key(column.heading): column for column in SALES_COLUMNS}}


class ColumnMapping(BaseModel):
    """How a file of another tool becomes items or sales.

    Attributes:
        title: What file it is for.
        kind: ``items``, or ``sales``: what was sold, by which the stock falls.
        platform: Of sales: where.
        account: Of sales: of which seller there; the platform's name when not given.
        dates: ``m/d/y`` or ``d/m/y``; without it the numbers of a column have to show it.
        ends_at: The word in the first cell of the row at which the table ends, such as ``Totals``.
        columns: Our heading, and that of the file; of several the first that it has.
        fixed: Our heading, and what every row has there.
        words: Our heading, then a word of the file and what it means here.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    kind: Literal["items", "sales"] = "items"
    platform: str = ""
    account: str = ""
    dates: Literal["", "m/d/y", "d/m/y"] = ""
    ends_at: str = ""
    columns: Mapping[str, Sequence[str]] = Field(min_length=1)
    fixed: Mapping[str, str] = {}
    words: Mapping[str, Mapping[str, str]] = {}

    @field_validator("columns", mode="before")
    @classmethod
    def _several(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {name: [one] if isinstance(one, str) else one for name, one in value.items()}

    @model_validator(mode="after")
    def _known(self) -> ColumnMapping:
        for name in (*self.columns, *self.fixed, *self.words):
            if heading_key(name) not in _BY_KIND[self.kind]:
                known = ", ".join(column.heading for column in _BY_KIND[self.kind].values())
                raise ValueError(f'there is no column "{name}" of {self.kind}; there are {known}')
        if self.kind == "sales" and not self.platform:
            raise ValueError('sales need a platform, such as platform = "poshmark"')
        return self

    def column(self, heading: str) -> Column:
        """Return our column of a heading of ours."""
        return _BY_KIND[self.kind][heading_key(heading)]


# The table that the suite writes itself.
OWN = ColumnMapping(title="The inventory", columns={column.heading: [column.heading] for column in COLUMNS})


def ready() -> dict[str, Path]:
    """Return the mappings that come with the suite, by name."""
    return {path.stem.replace("_", "-"): path for path in sorted(READY.glob("*.toml"))}


def load(name: str) -> ColumnMapping:
    """Return a mapping that comes with the suite, or that of a file.

    Raises:
        SettingsError: There is none, or it is malformed.
    """
    path = ready().get(name, Path(name))
    try:
        return ColumnMapping.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except OSError:
        known = ", ".join(ready())
        raise SettingsError(
            f"There is no mapping {name}. Nothing was imported.", f"Name a file, or one of: {known}"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path.name} is not written as TOML: {error}. Nothing was imported.") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = " ".join(str(part) for part in first["loc"])
        what = str(first["msg"]).removeprefix("Value error, ")
        raise SettingsError(f"{path.name}: {f'{where}: ' if where else ''}{what}. Nothing was imported.") from None
