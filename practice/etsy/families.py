"""The kinds of goods that the practice shop makes: what they are called, cost and are made of, and when they sell."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Family:
    """Goods of one kind.

    Attributes:
        code: Beginning of their SKUs.
        noun: What a buyer calls them.
        variants: What tells them apart, one listing each.
        taxonomy_id: Their category.
        section: Section of the shop.
        cents: Lowest and highest price, in cents.
        materials: What they are made of.
        tags: What buyers type, the most fitting first.
        peak_week: Week of the year in which most are sold; none sell evenly.
        strength: How many times as many are looked at in that week as in a quiet one.
        sizes: Sizes that a buyer chooses from; none for most.
        digital: Whether they are files to download.
    """

    code: str
    noun: str
    variants: tuple[str, ...]
    taxonomy_id: int
    section: str
    cents: tuple[int, int]
    materials: tuple[str, ...]
    tags: tuple[str, ...]
    peak_week: int | None = None
    strength: float = 1.0
    sizes: tuple[str, ...] = field(default=())
    digital: bool = False


FAMILIES = (
    Family(
        "MUG", "Stoneware Mug",
        ("Speckled White", "Ocean Blue", "Moss Green", "Charcoal", "Sand", "Rust", "Lavender", "Birch", "Fern", "Midnight"),
        1063, "Kitchen", (2400, 3800), ("stoneware", "food safe glaze"),
        ("stoneware mug", "handmade mug", "ceramic mug", "coffee mug", "pottery mug", "tea cup", "rustic mug", "large mug",
         "gift for her", "coffee lover gift", "wheel thrown", "kitchen gift", "housewarming gift"),
    ),
    Family(
        "CAN", "Soy Candle",
        ("Cedar", "Fig", "Beeswax and Honey", "Lemon Thyme", "Tobacco", "Rain", "Vanilla", "Juniper", "Orange Clove", "Linen"),
        1025, "Candles", (1600, 2800), ("soy wax", "cotton wick", "glass"),
        ("soy candle", "scented candle", "hand poured", "natural candle", "cozy gift", "vegan candle", "home fragrance",
         "candle gift", "self care gift", "minimalist candle", "jar candle", "autumn candle", "relaxing gift"),
        peak_week=48, strength=2.2,
    ),
    Family(
        "APR", "Linen Apron",
        ("Oat", "Slate", "Rose", "Olive", "Navy", "Clay", "Stripe", "Check", "Black", "Mustard"),
        1042, "Kitchen", (4200, 6400), ("linen", "brass"),
        ("linen apron", "cross back apron", "baking gift", "chef apron", "japanese apron", "kitchen apron", "gift for cook",
         "pinafore apron", "garden apron", "artist apron", "natural linen", "gift for mom", "washed linen"),
        sizes=("S/M", "L/XL"),
    ),
    Family(
        "JRN", "Leather Journal",
        ("Chestnut", "Black", "Forest", "Burgundy", "Tan", "Cobalt", "Travel", "Sketch", "Recipe", "Dotted"),
        1119, "Paper", (3200, 7800), ("leather", "cotton paper", "waxed thread"),
        ("leather journal", "travel journal", "handbound book", "sketchbook", "notebook gift", "writers gift", "refillable",
         "diary", "graduation gift", "gift for him", "recipe book", "artist gift", "anniversary gift"),
    ),
    Family(
        "EAR", "Silver Earrings",
        ("Moon", "Leaf", "Hoop", "Pebble", "Wave", "Star", "Bar", "Drop", "Petal", "Knot"),
        1208, "Jewelry", (2800, 6200), ("sterling silver",),
        ("silver earrings", "minimalist", "dainty earrings", "sterling silver", "everyday earrings", "gift for her",
         "bridesmaid gift", "small hoops", "nature jewelry", "handmade jewelry", "birthday gift", "stud earrings", "boho"),
    ),
    Family(
        "SCF", "Wool Scarf",
        ("Heather Grey", "Cranberry", "Pine", "Camel", "Indigo", "Plaid", "Herringbone", "Cream", "Charcoal", "Ochre"),
        1294, "Clothing", (4800, 9200), ("merino wool",),
        ("wool scarf", "knit scarf", "winter scarf", "merino scarf", "chunky scarf", "gift for him", "gift for her",
         "handwoven scarf", "warm scarf", "plaid scarf", "long scarf", "cozy winter gift", "unisex scarf"),
        peak_week=47, strength=3.0, sizes=("Regular", "Long"),
    ),
    Family(
        "SPN", "Wooden Spoon",
        ("Cherry", "Walnut", "Maple", "Olive Wood", "Coffee Scoop", "Ladle", "Spurtle", "Spreader", "Salad Set", "Tasting"),
        1052, "Kitchen", (1400, 4600), ("wood", "linseed oil"),
        ("wooden spoon", "hand carved spoon", "cooking spoon", "wood utensil", "kitchen gift", "coffee scoop", "rustic kitchen",
         "baking gift", "walnut spoon", "zero waste", "housewarming gift", "gift for cook", "spurtle"),
    ),
    Family(
        "PRT", "Botanical Print",
        ("Fern", "Poppy", "Ginkgo", "Eucalyptus", "Wild Rose", "Monstera", "Lavender", "Thistle", "Oak", "Protea"),
        2078, "Prints", (500, 1200), (),
        ("botanical print", "printable art", "digital download", "wall art", "plant poster", "vintage botanical",
         "gallery wall", "kitchen decor", "nature print", "farmhouse decor", "instant download", "home decor", "boho print"),
        digital=True,
    ),
    Family(
        "ORN", "Christmas Ornament",
        ("Fox", "Owl", "Pine Tree", "Snowflake", "House", "Star", "Deer", "Bell", "Angel", "Mushroom"),
        1003, "Holidays", (1200, 2600), ("porcelain", "cotton ribbon"),
        ("christmas ornament", "ceramic ornament", "tree decoration", "holiday decor", "stocking stuffer", "christmas gift",
         "woodland ornament", "winter decor", "xmas decoration", "handmade ornament", "family ornament", "keepsake", "gift tag"),
        peak_week=48, strength=9.0,
    ),
    Family(
        "VAL", "Valentine Card",
        ("Otters", "Foxes", "Bees", "Love Letter", "Heart", "Pun", "Long Distance", "First Year", "Cats", "Bears"),
        1302, "Paper", (450, 700), ("cotton paper",),
        ("valentine card", "love card", "anniversary card", "letterpress card", "card for him", "card for her", "funny card",
         "cute animal card", "galentines card", "romantic card", "husband card", "wife card", "blank card"),
        peak_week=5, strength=10.0,
    ),
    Family(
        "NCK", "Birth Flower Necklace",
        ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
        1229, "Jewelry", (3600, 7400), ("sterling silver", "gold fill"),
        ("birth flower", "birth month necklace", "gift for mom", "mothers day gift", "personalized gift", "flower necklace",
         "dainty necklace", "birthday gift", "new mom gift", "grandma gift", "minimalist", "silver necklace", "family necklace"),
        peak_week=17, strength=4.0,
    ),
    Family(
        "PLN", "Ceramic Planter",
        ("Face", "Hanging", "Tiny", "Footed", "Striped", "Terrazzo", "Succulent", "Herb", "Orchid", "Bonsai"),
        1021, "Home", (1800, 5400), ("stoneware",),
        ("ceramic planter", "plant pot", "succulent pot", "hanging planter", "indoor planter", "plant lover gift", "flower pot",
         "modern planter", "cactus pot", "drainage hole", "home decor", "small planter", "garden gift"),
        peak_week=19, strength=2.0,
    ),
)  # fmt: skip
"""Twelve kinds of ten listings each."""
