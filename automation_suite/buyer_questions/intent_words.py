"""The words by which each question is known, in English. A change here is measured by tests/buyer_questions.

A question scores for each of its intents how many of the expressions are found. What is asked in other words, or in another
language, scores nothing, and the answer is "unsure".
"""

from __future__ import annotations

# Expressions of Python's re, on lower-case text with plain apostrophes. Each stands for one way of asking.
INTENTS: dict[str, tuple[str, ...]] = {
    "where is it": (
        r"\bwhere('s| is| are)\b.{0,30}\b(order|package|parcel|item|stuff|purchase|it|they)\b",
        r"\b(track|tracking)\b",
        r"\b(has(n't| not)?|have(n't| not)?|did(n't| not)?|not|never|still)\b.{0,25}\b(arrived?|received?|come|shown? up|delivered|got(ten)?)\b",
        r"\b(order|package|parcel|it)\b.{0,20}\b(lost|stuck|not moving|hasn't moved)\b",
        r"\bmarked (as )?delivered\b",
        r"\b(has|have|did|is|was)\b.{0,25}\b(ship|shipped|send|sent|dispatched|mail|mailed)\b.{0,12}\b(yet|already|out)\b",
        r"\b(status|update)\b.{0,20}\bmy (order|package|parcel)\b",
    ),
    "when will it ship": (
        r"\bwhen\b.{0,25}\b(ship|shipped|send|sent|dispatch|mail|go out)\b",
        r"\bhow (long|soon|fast|quick(ly)?)\b.{0,35}\b(ship(ping)?|deliver(y)?|arrive|take to (get|arrive|reach))\b",
        r"\b(arrive|get (it|here)|be here|delivered|have it|reach me)\b.{0,20}\b(by|before|in time)\b",
        r"\b(rush|expedite|express|overnight|faster|priority)\b.{0,25}\b(ship(ping)?|order|deliver(y)?|it|mail)\b",
        r"\b(processing|turnaround|lead) time\b",
        r"\bin time for\b",
    ),
    "ships where": (
        r"\b(do|can|could|would|will) you\b.{0,20}\b(ship|send|deliver|mail|post)\b.{0,15}\b(to|outside|international(ly)?|abroad|overseas|worldwide)\b",
        r"\b(international|overseas|worldwide) (shipping|delivery|orders?)\b",
        r"\b(customs|import) (fees?|duty|duties|charges?|tax(es)?)\b",
    ),
    "shipping cost": (
        r"\bhow much\b.{0,25}\b(ship(ping)?|postage|delivery)\b",
        r"\b(shipping|postage|delivery) (cost|costs|price|fee|fees|rate|charge)\b",
        r"\b(free|combined?|combine) (shipping|postage)\b",
        r"\b(ship|send|deliver|mail|post)\b.{0,40}\bwhat (would|will|does) (it|that) cost\b",
    ),
    "return": (
        r"\breturn(s|ed|ing)? (it|this|them|the|my|policy|an? )",
        r"\b(can|could|may|do you (accept|take|allow)|want to|like to|possible to|how do i)\b.{0,30}\b(returns?|exchange|send (it|them) back)\b",
        r"\b(refund|money back)\b",
        r"\b(exchange|swap)\b.{0,30}\b(size|colou?r|another|different|one|it)\b",
    ),
    "cancel": (
        r"\bcancel(l?ed|l?ing|lation)?\b",
        r"\bordered\b.{0,30}\b(by mistake|by accident|accidentally|twice)\b",
    ),
    "change order": (
        r"\b(wrong|old|different|new|change|update|correct|fix)\b.{0,25}\b(address|zip( ?code)?|apartment|apt)\b",
        r"\b(change|switch|edit)\b.{0,20}\b(my|the) (order|colou?r|size|quantity)\b",
        r"\b(add|include)\b.{0,25}\b(to my order|another one|one more)\b",
        r"\b(ship|send|deliver|mail)\b.{0,40}\binstead\b",
        r"\b(swap|switch|change|replace)\b.{0,40}\bbefore (it|you|they)\b",
    ),
    "size": (
        r"\b(what|which)\b.{0,20}\b(size|dimensions?|measurements?|diameter|length|width|height|weight)\b",
        r"\bhow (big|tall|wide|long|heavy|deep|thick|large|high) (is|are|would)\b",
        r"\b(dimensions|measurements|measure|measures)\b",
        r"\b(would|will|does) (it|this|that|they|these)\b.{0,15}\bfit\b",
        r"\b(run|runs) (small|large|big|true to size)\b",
        r"\bsize (chart|guide)\b",
    ),
    "material": (
        r"\bwhat\b.{0,25}\b(made (of|from|out of)|material|fabric|metal|wood|fibre|fiber)\b",
        r"\b(is|are) (it|this|that|they|these|the \w+)\b.{0,20}\b(real|genuine|solid|sterling|leather|cotton|wool|gold|silver|brass|nickel[- ]free|hypoallergenic|dishwasher|microwave|food)\b",
        r"\b(dishwasher|microwave|food|oven)[- ]safe\b",
        r"\bhow (do|should) i\b.{0,12}\b(wash|clean|care for)\b",
    ),
    "condition": (
        r"\b(any|have|has)\b.{0,15}\b(flaws?|stains?|cracks?|chips?|holes?|scratch(es)?|damage|marks?|wear)\b(?!.{0,25}\b(arrived|when i|received)\b)",
        r"\bwhat('s| is)?\b.{0,15}\bcondition\b",
        r"\b(is|are) (it|this|that|they|these)\b.{0,12}\b(brand new|new|used|vintage|authentic|original|working)\b",
        r"\b(more|other|additional|extra|closer) (photos?|pictures?|pics?|images?)\b",
    ),
    "available": (
        r"\b(still|currently) (available|for sale|have (it|this|these|any))\b",
        r"\b(in|back in|out of) stock\b",
        r"\bdo you (still )?have\b.{0,30}\b(more|another|any|left|this in|it in|these in)\b",
        r"\bwill you\b.{0,20}\b(restock|have more|get more|make more)\b",
        r"\bis (this|it|that)\b.{0,12}\b(available|sold)\b",
    ),
    "custom": (
        r"\b(custom(ized?|ised?)?|personali[sz]ed?|engraved?|monogram(med)?|made to order|bespoke)\b",
        r"\b(could|can|would|will) you\b.{0,15}\b(make(?! sure)|do|create|paint|sew|write)\b.{0,40}\b(in|with|for|one|a|it|this)\b",
        r"\badd\b.{0,15}\b(a name|my name|initials|a date|text)\b",
    ),
    "price": (
        r"\b(lower|lowest|best|better) (price|offer)\b",
        r"\b(discount|coupon|promo|sale price|deal)\b",
        r"\b(would|will|can|could) you\b.{0,15}\b(take|accept|do|go)\b.{0,12}(\$|\b\d+ (dollars|bucks)\b|\blower\b|\bless\b)",
        r"\b(wholesale|bulk)\b",
    ),
    "gift": (
        r"\bgift[- ]?(wrap(ped|ping)?|box|note|message|receipt)\b",
        r"\b(include|add|write)\b.{0,20}\b(note|card|message)\b",
        r"\b(without|hide|leave out|no)\b.{0,20}\b(invoice|receipt|price|packing slip)\b",
    ),
    "thanks": (
        r"\b(thank you|thanks)\b.{0,40}\b(beautiful|gorgeous|perfect|lovely|amazing|so much|great|love)\b",
        r"\b(love|loved|loves|adore|obsessed with)\b.{0,20}\b(it|them|this|my|the)\b",
        r"\b(arrived|came|got here)\b.{0,30}\b(safely|perfect(ly)?|beautiful(ly)?|great|quickly|today)\b",
    ),
}

# With one of these a person answers, whatever else is asked: something is wrong, or may become a case.
FOR_A_PERSON: tuple[str, ...] = (
    r"\b(broken?|broke|damaged?|shattered|cracked|defective|doesn't work|not working|missing|wrong (item|one|size|colou?r|thing))\b",
    r"\b(scam|fraud|fake|counterfeit|lawyer|attorney|police|sue|legal|paypal|chargeback|dispute|open(ed)? a case|report(ed)? you)\b",
    r"\b(disappointed|unacceptable|terrible|horrible|awful|angry|furious|upset|ridiculous|rude|worst)\b",
    r"\b(whatsapp|telegram|venmo|zelle|cash ?app|gift cards?|wire|e-?mail me|text me|call me|outside (of )?etsy)\b",
    r"\b(allerg(y|ic|ies)|medical|pregnan(t|cy)|infant|baby safe|choking)\b",
    r"\b(copyright|trademark|licen[cs]e|commercial use)\b",
)
