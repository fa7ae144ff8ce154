"""The owner's stock: the truth with which all platforms are compared. Every quantity follows from its events."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from automation_suite.history.models import Run


class Item(models.Model):
    """One thing that is sold, of which there may be several.

    Attributes:
        sku: By which the owner and all platforms know it.
        title: What it is.
        description: For buyers.
        condition: ``new``, ``like new``, ``good``, ``fair`` or ``for parts``.
        category: In the owner's words.
        brand: Empty when it has none.
        aspects: Size, colour and the like, by name.
        cost: What one was bought for; null when nobody knows.
        list_price: What one is to be sold for; null when that is open.
        floor_price: Below which it is never offered; null when the rules decide.
        currency: Of all three, by ISO 4217.
        weight_grams: With packing; null when not weighed.
        size_mm: Length, width and height of the parcel; empty when not measured.
        place: Where it lies.
        gtin: EAN, UPC or ISBN; empty when it has none.
        bought_on: When; null when nobody knows.
        notes: For the owner alone.
        kept_back: How many are never offered on a platform.
        archived_at: Since when it is no longer dealt in.
    """

    sku = models.CharField(max_length=50, unique=True)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    condition = models.CharField(max_length=20)
    category = models.CharField(max_length=200, blank=True)
    brand = models.CharField(max_length=100, blank=True)
    aspects = models.JSONField(default=dict)
    cost = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    list_price = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    floor_price = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="USD")
    weight_grams = models.PositiveIntegerField(null=True)
    size_mm = models.JSONField(default=list)
    place = models.CharField(max_length=100, blank=True)
    gtin = models.CharField(max_length=14, blank=True)
    bought_on = models.DateField(null=True)
    notes = models.TextField(blank=True)
    kept_back = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)


class Photo(models.Model):
    """One picture of an item: a file below ``state/photos``, or an address."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="photos")
    position = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=500)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        """One picture at each position."""

        constraints = (models.UniqueConstraint(fields=["item", "position"], name="one_photo_each_position"),)


class ListingState(models.TextChoices):
    """Where a listing stands on its platform."""

    DRAFT = "draft"
    LIVE = "live"
    ENDED = "ended"


class Listing(models.Model):
    """An item's offer on a platform, as it was seen last. What is live is read from the platform, never from here.

    Attributes:
        item: What is offered.
        platform: Where.
        account: Of which seller.
        listing_id: By which the platform knows it; empty as long as it is a draft without one.
        offer_id: eBay's number of the offer; empty elsewhere.
        address: Its page for buyers.
        state: Where it stands.
        price: As seen last.
        currency: Of the price.
        quantity: As seen last.
        seen_at: When.
        listed_at: When it went live; null before.
        ended_at: When it ended.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="listings")
    platform = models.CharField(max_length=40)
    account = models.CharField(max_length=100)
    listing_id = models.CharField(max_length=100, blank=True)
    offer_id = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=ListingState.choices)
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="USD")
    quantity = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField()
    listed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """A platform's number stands for one listing; an item is offered once by each seller on each platform."""

        constraints = (
            models.UniqueConstraint(
                fields=["platform", "account", "listing_id"], condition=~Q(listing_id=""), name="one_listing_each_number"
            ),
            models.UniqueConstraint(
                fields=["item", "platform", "account"],
                condition=~Q(state=str(ListingState.ENDED)),
                name="one_open_listing_each_item",
            ),
        )


class StockEventKind(models.TextChoices):
    """What can happen to the stock of an item."""

    BOUGHT = "bought"
    SOLD = "sold"
    CANCELLED = "cancelled"
    RETURNED = "returned"
    COUNTED = "counted"
    LOST = "lost"


class StockEvent(models.Model):
    """Something that happened to the stock of an item: appended, never changed.

    Attributes:
        item: Which.
        kind: What happened.
        change: By how many the stock rose or, below 0, fell. Of a count the difference that it found.
        counted: How many there were, of a count; null otherwise.
        platform: Where it was sold; empty otherwise.
        account: Of which seller.
        reference: The platform's number of the order or the return.
        key: What makes the event one of its kind, so that it is taken in once however often it is seen.
        at: When it happened.
        recorded_at: When it was taken in.
        run: That took it in; null when a person did.
        note: In one plain sentence.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=StockEventKind.choices)
    change = models.IntegerField()
    counted = models.PositiveIntegerField(null=True)
    platform = models.CharField(max_length=40, blank=True)
    account = models.CharField(max_length=100, blank=True)
    reference = models.CharField(max_length=100, blank=True)
    key = models.CharField(max_length=200, unique=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    run = models.ForeignKey(Run, null=True, on_delete=models.PROTECT, related_name="stock_events")
    note = models.TextField(blank=True)

    class Meta:
        """The events of an item in their order."""

        indexes = (models.Index(fields=["item", "at"], name="event_by_item"),)
