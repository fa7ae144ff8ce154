"""The owner's stock: the truth with which all platforms are compared. Every quantity follows from its events."""

from __future__ import annotations

from django.db import models

from automation_suite.history.models import Run


class Item(models.Model):
    """One thing that is sold, of which there may be several.

    Attributes:
        sku: By which the owner and all platforms know it.
        title: What it is.
        description: For buyers.
        condition: ``new``, ``like new``, ``good``, ``fair`` or ``for parts``.
        condition_words: More about it, for buyers.
        category: In the owner's words.
        brand: Empty when it has none.
        aspects: Size, colour and the like, by name.
        tags: Words by which it is searched.
        materials: Of what it is made.
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
        platforms: Where alone it is offered; empty when everywhere.
        archived_at: Since when it is no longer dealt in.
    """

    sku = models.CharField(max_length=50, unique=True)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    condition = models.CharField(max_length=20)
    condition_words = models.TextField(blank=True)
    category = models.CharField(max_length=200, blank=True)
    brand = models.CharField(max_length=100, blank=True)
    aspects = models.JSONField(default=dict)
    tags = models.JSONField(default=list)
    materials = models.JSONField(default=list)
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
    platforms = models.JSONField(default=list)
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


class Listing(models.Model):
    """An item's offer on a platform, as it was seen last. What is live is read from the platform, never from here.

    Attributes:
        item: What is offered.
        platform: Where.
        account: Of which seller.
        kind: What the platform's target calls it: ``offer`` on eBay, ``listing`` elsewhere.
        listing_id: By which that target knows it; the SKU of one that is kept by hand.
        address: Its page for buyers; empty when it is not known.
        quantity: How many were offered; 0 of one that has ended.
        by_hand: Whether the owner said that it is there, because the suite cannot look.
        seen_at: When it was seen last.
        listed_at: When it was seen for the first time, or again after it had ended.
        ended_at: When it was seen to have ended; null as long as it is open.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="listings")
    platform = models.CharField(max_length=40)
    account = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, default="listing")
    listing_id = models.CharField(max_length=100)
    address = models.CharField(max_length=500, blank=True)
    quantity = models.PositiveIntegerField(default=0)
    by_hand = models.BooleanField(default=False)
    seen_at = models.DateTimeField()
    listed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """A platform's number stands for one listing."""

        constraints = (
            models.UniqueConstraint(fields=["platform", "account", "listing_id"], name="one_listing_each_number"),
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
