"""``inventory_sync`` of 10,000 items on eBay and Etsy: how many requests it makes, and how long it takes.

Since the run before, 100 things were sold on each platform, which have to come down on the other one; eBay also goes on
listing 500 items that were sold out long ago. The jobs are started as a person starts them. They reach the practice
platforms, which check each request, and every request that arrives counts.

For the time the same run is repeated against a server that gives the recorded answers again. The other side makes the same
requests to the same server in a bare loop. Both make one request after the other, and the server tells both of limits that
nobody reaches: with the 5 calls a second of a new application on Etsy both would mostly wait, and hardly differ.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import least_requests
from benchmarks.figure import Figure
from benchmarks.large_shops import LargeShops, Piece, large_shops, pieces
from benchmarks.least_requests import Shops
from benchmarks.recorded import Asked, Recorded, answering
from benchmarks.stage import MeasuringError, Stage, check, in_turn, run_py, say, seconds_of
from tests.platform_owner import PlatformOwner, owner_of
from tests.practice_server import PracticeServer

_ITEMS, _SOLD_OUT, _SOLD = 10_000, 500, 100
_JOBS = ("ebay.inventory_sync", "etsy.inventory_sync")
_OFFER = ("GET", "/sell/inventory/v1/offer")
# In which a platform answers. Assumed: nobody promises one; a page of a hundred listings is rarely there sooner.
_ANSWER_SECONDS = 0.15
# What the bare loop leaves out: its answers are the same without a token.
_OF_THE_SUITE = ("authorization", "x-api-key", "host", "content-length", "user-agent", "connection", "accept-encoding")


@dataclass(frozen=True)
class Recording:
    """What one run of each job has asked.

    Attributes:
        owner: Whose state is the one before it.
        before: A copy of that state.
        asked: By job.
        least: By job.
    """

    owner: PlatformOwner
    before: Path
    asked: dict[str, list[Asked]]
    least: dict[str, int]


def requests_and_time(stage: Stage) -> Iterator[Figure]:
    """Give the requests against the least, what a first run costs, and the time against a bare loop."""
    stock = pieces(_ITEMS, _SOLD_OUT)
    say(f"  listing {_ITEMS:,} items on both platforms …")
    with large_shops(stage.folder / "large shops", stock) as shops:
        owner = _owner(stage, stock, shops)
        first = _first_runs(owner, shops)
        recording = _steady_run(stage, owner, shops, stock)
    count = {job: len(asked) for job, asked in recording.asked.items()}
    for job in _JOBS:
        say(f"  {job}: {count[job]} requests, of which {recording.least[job]} are the least")
    name = f"inventory_sync of {_ITEMS:,} items on eBay and Etsy"
    yield Figure(f"requests of {name}", "requests", sum(count.values()), 1.1, sum(recording.least.values()))
    yield Figure("requests until it knows all listings for the first time", "requests", first)
    with answering() as server:
        took = _timed(stage, recording, server, _ANSWER_SECONDS)
        yield Figure(f"{name} against a bare loop", "s", took["ours"], 1.3, took["loop"])
        took = _timed(stage, recording, server, 0)
        yield Figure("the same, answers without any delay", "s", took["ours"], None, took["loop"])


def _owner(stage: Stage, stock: Sequence[Piece], shops: LargeShops) -> PlatformOwner:
    """Return an owner whose inventory has all of the stock."""
    usual = stage.practice("keeping stock")
    folder = stage.folder / "keeping stock" / "owner"
    folder.mkdir()
    owner = owner_of("ebay", folder, PracticeServer({**usual.addresses, **shops.addresses}))
    with (folder / "items.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("SKU", "Title", "Condition", "Quantity", "List price"))
        rows.writerows((piece.sku, piece.title, "good", piece.quantity, "25.00") for piece in stock)
    say("  importing the inventory …")
    seconds_of(run_py("inventory", "import", "items.csv", "--yes"), owner.environment, folder)
    return owner


def _first_runs(owner: PlatformOwner, shops: LargeShops) -> int:
    """Run both jobs until each knows all listings, and return how many requests that took.

    eBay tells the offer of an item only when it is asked for this item, and one run asks for a thousand.
    """
    count, knows_all = 0, False
    while not knows_all:
        asked = _run(owner, shops, _JOBS[0], "a first run")
        knows_all = not any(each.place == _OFFER for each in asked)
        count += 0 if knows_all else len(asked)
    return count + len(_run(owner, shops, _JOBS[1], "the first run"))


def _run(owner: PlatformOwner, shops: LargeShops, job: str, what: str) -> list[Asked]:
    """Run a job, and return what it has asked."""
    shops.taken()
    took = seconds_of(run_py(job), owner.environment, owner.folder)
    asked = shops.taken()
    say(f"  {what} of {job}: {len(asked):,} requests, {took:.0f} s")
    return asked


def _steady_run(stage: Stage, owner: PlatformOwner, shops: LargeShops, stock: Sequence[Piece]) -> Recording:
    """Sell something on each platform, keep how all stands then, and run both jobs."""
    on_etsy, on_ebay = stock[:_SOLD], stock[_SOLD : 2 * _SOLD]
    for piece in on_etsy:
        shops.sell_on_etsy(piece)
    for piece in on_ebay:
        shops.sell_on_ebay(piece)
    active = sum(row["state"] == "active" for row in shops.etsy.table("listings").values())
    there = Shops(
        items=len(stock), orders=len(on_ebay), changed_on_ebay=len(on_etsy), listings=active, receipts=len(on_etsy),
        changed_on_etsy=len(on_ebay),
    )  # fmt: skip
    before = owner.folder / "state before"
    shutil.copytree(owner.folder / "state", before)
    asked = {job: _run(owner, shops, job, "the next run") for job in _JOBS}
    _check_stock(shops, stock)
    return Recording(
        owner, before, asked, {_JOBS[0]: least_requests.on_ebay(there), _JOBS[1]: least_requests.on_etsy(there)}
    )


def _check_stock(shops: LargeShops, stock: Sequence[Piece]) -> None:
    """Stop when what was sold has not come down: few requests are no merit then."""
    sold = Counter(piece.sku for piece in stock[: 2 * _SOLD])
    wanted = {piece.sku: piece.quantity - sold[piece.sku] for piece in stock}
    on_ebay = {
        sku: row["availability"]["shipToLocationAvailability"]["quantity"] for sku, row in shops.ebay.table("items").items()
    }
    on_etsy = dict.fromkeys(wanted, 0) | {
        shops.etsy.table("inventories")[number]["products"][0]["sku"]: row["quantity"] * (row["state"] == "active")
        for number, row in shops.etsy.table("listings").items()
    }
    for name, shown in (("eBay", on_ebay), ("Etsy", on_etsy)):
        wrong = [sku for sku, number in wanted.items() if shown.get(sku) != number]
        if wrong:
            raise MeasuringError(f"{name} offers another number than there is of {len(wrong)} items, such as {wrong[0]}.")


def _timed(stage: Stage, recording: Recording, server: Recorded, seconds: float) -> dict[str, float]:
    owner = recording.owner
    variables = owner.environment | {
        f"{platform}_{kind}_URL": server.address for platform in ("EBAY", "ETSY") for kind in ("API", "AUTH")
    }
    files = {job: _written(owner.folder / f"{job}.json", asked) for job, asked in recording.asked.items()}

    def measured(job: str, command: list[str]) -> float:
        server.begin(recording.asked[job], seconds)
        took = seconds_of(command, variables, owner.folder)
        wanted = len(recording.asked[job])
        words = f"{server.count} requests instead of {wanted}, other ones: {server.strange[:3]}"
        check(command, int(bool(server.strange) or server.count != wanted), words)
        return took

    def ours() -> float:
        shutil.rmtree(owner.folder / "state")
        shutil.copytree(recording.before, owner.folder / "state")
        return sum(measured(job, run_py(job)) for job in _JOBS)

    def loop() -> float:
        module = ["-m", "benchmarks.bare_requests"]
        return sum(measured(job, [run_py()[0], *module, str(files[job]), server.address]) for job in _JOBS)

    return in_turn(min(stage.rounds, 3), ours=ours, loop=loop)


def _written(path: Path, recording: Sequence[Asked]) -> Path:
    """Write down for the bare loop what is to be asked."""
    path.write_text(json.dumps([
        {
            "platform": asked.platform, "method": asked.method, "path": asked.path, "body": asked.body.decode(),
            "headers": {name: value for name, value in asked.headers.items() if name not in _OF_THE_SUITE},
            "status": asked.status,
        }
        for asked in recording
    ]))  # fmt: skip
    return path
