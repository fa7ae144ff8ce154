"""What is decided about boxes, without a browser."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from automation_suite.modals import danger_words, label_words
from automation_suite.modals.decision import Escape, Leave, Press, PressBeside, decide
from automation_suite.modals.kinds import Kind, kind
from automation_suite.modals.labels import Meaning, is_dangerous, is_refusal, meaning, meaning_of_label
from automation_suite.modals.overlay import Control, Field, Overlay, parse
from automation_suite.modals.wording import entries, plain


def box(title: str = "", *labels: str, text: str = "", **facts: object) -> Overlay:
    controls = tuple(Control(text=label) for label in labels)
    return Overlay(
        title=title,
        text=f"{title} {text} {' '.join(labels)}",
        dialog=True,
        centre=True,
        covers=0.3,
        controls=controls,
        **facts,
    )  # type: ignore[arg-type]


def pressed(overlay: Overlay, **options: object) -> str:
    decision = decide(overlay, **options)  # type: ignore[arg-type]
    return decision.control.shown_label if isinstance(decision, Press) else type(decision).__name__


@pytest.mark.parametrize(
    ("overlay", "expected"),
    [
        (box("We use cookies", "Accept all", "Reject all"), "Reject all"),
        (box("We use cookies", "Accept all", "Manage options", "×"), "Manage options"),
        (box("We use cookies", "Accept all", "Accept only essential cookies"), "Accept only essential cookies"),
        (box("We use cookies", "Allow all", "Use necessary cookies only", "Show details"), "Use necessary cookies only"),
        (box("We use cookies", "Accept necessary and optional cookies", "Decline"), "Decline"),
        (box("We use cookies", "Accept all", "Settings"), "Settings"),
        (box("Wir verwenden Cookies", "Alle akzeptieren", "Weiter ohne Einwilligung"), "Weiter ohne Einwilligung"),
        (box("Używamy plików cookie", "Zgadzam się", "Odrzuć wszystkie"), "Odrzuć wszystkie"),
        (box("Мы используем файлы cookie", "Принять все", "Отклонить все"), "Отклонить все"),
        (box("我们使用Cookie", "全部接受", "仅接受必要的Cookie"), "仅接受必要的Cookie"),
        (box("20 % off", "Claim discount", "No, thanks"), "No, thanks"),
        (box("20 % off", "Claim discount", "Cancel"), "Cancel"),
        (box("20 % off", "Claim discount"), "Escape"),
        (box("Turn on notifications?", "Allow", "Block"), "Block"),
        (box("Try Pro", "Start free trial", "Close and start trial", "Not now"), "Not now"),
        (box("Offer of $20 from a buyer", "Accept", "Decline"), "Escape"),
        (box("Delete this listing?", "Cancel", "Delete"), "Leave"),
        (box("Remove item", "No", "Yes"), "Leave"),
        (box("Möchten Sie das Konto wirklich löschen?", "Abbrechen", "Löschen"), "Leave"),
        (box("Payment successful", "OK"), "Leave"),
        (box("Your money is on the way!", "OK"), "Leave"),
        (box("Log in", "Continue with e-mail", "×"), "Leave"),
        (box("Verify Email", "Done", fields=(Field(words="otp"),)), "Leave"),
        (box("Buy with one click", "Buy", "Close", fields=(Field(words="Card number"),)), "Leave"),
        (box("Check", "Close", captcha=True), "Leave"),
        (box("Please wait"), "Leave"),
        (box("Confirm transfer", "Transfer", "Close"), "Leave"),
        (box("Welcome back", "Sign in with Google", "Close"), "Leave"),
        (box("Welcome", "Back", "Next", "Skip", hints="div introjs-tooltip"), "Skip"),
        (box("Privacy", "Necessary", "Accept all", "Only necessary"), "Only necessary"),
        (box("No thanks?", "No thanks, I hate discounts", "Buy"), "No thanks, I hate discounts"),
        (box("No thanks?", "No thanks, take me to the checkout", "Buy"), "Escape"),
    ],
)
def test_what_is_done_with_a_box(overlay: Overlay, expected: str) -> None:
    assert pressed(overlay) == expected


def test_a_corner_sign_closes_only_in_the_corner() -> None:
    sign = Control(text="×", small=True, corner="right")
    offer = box("20 % off", "Buy")
    assert pressed(Overlay(title="20 % off", dialog=True, controls=(sign,))) == "×"
    chip = Control(text="×", small=True, in_row=True)
    assert pressed(Overlay(title=offer.title, dialog=True, controls=(chip, *offer.controls))) == "Escape"


def test_a_sign_named_for_something_dangerous_is_not_pressed() -> None:
    sign = Control(text="×", hints=("cart-remove",), small=True, corner="right")
    assert meaning(sign) is Meaning.DANGEROUS
    assert meaning(Control(hints=("subscribe-modal__close",), small=True)) is Meaning.CLOSE
    assert meaning(Control(hints=("btn-close-accept",), small=True, corner="right")) is Meaning.DANGEROUS


def test_what_a_screen_reader_says_may_betray_a_harmless_text() -> None:
    assert meaning(Control(text="Close", name="Close account")) is Meaning.DANGEROUS
    assert meaning(Control(text="×", name="Close dialog")) is Meaning.CLOSE


def test_links_to_other_pages_are_not_pressed() -> None:
    leaving = Control(text="No thanks", leaves=True)
    assert pressed(Overlay(title="20 % off", dialog=True, controls=(leaving,))) == "Escape"


def test_escape_is_not_pressed_while_a_needed_box_is_open() -> None:
    offer = box("20 % off", "Claim discount")
    assert pressed(offer, escape=False) == "Leave"


def test_ways_that_did_not_close_it_are_not_tried_again() -> None:
    offer = box("20 % off", "Claim discount", "No thanks", outside=True)
    overlay = Overlay(**{**offer.__dict__, "covers": 1.0})
    first = decide(overlay)
    assert isinstance(first, Press)
    second = decide(overlay, tried=frozenset({first.key}))
    assert isinstance(second, Escape)
    third = decide(overlay, tried=frozenset({first.key, second.key}))
    assert isinstance(third, PressBeside)
    assert isinstance(decide(overlay, tried=frozenset({first.key, second.key, third.key})), Leave)


def acknowledged(overlay: Overlay) -> bool:
    return isinstance(decide(overlay, tried=frozenset({"escape"})), Press)


def test_a_notice_with_one_button_is_acknowledged_unless_it_binds() -> None:
    assert acknowledged(box("Closet beta", "Got it"))
    assert acknowledged(box("Guide for Entering Bank Details", "Got it!", "Learn more"))
    assert acknowledged(box("We use cookies. By going on you accept them.", "Ok"))
    assert not acknowledged(box("New terms", "OK", text="By pressing OK you agree to the terms."))
    assert not acknowledged(box("Upgrade to Plus", "OK", text="$9.99 a month"))
    assert not acknowledged(box("Closet beta", "Continue"))
    assert not acknowledged(box("We use cookies", "Accept"))
    assert not acknowledged(box("Ready?", "OK"))


def test_saving_cookie_choices_needs_all_switches_off() -> None:
    fixed = Field(type="checkbox", checked=True, disabled=True)
    off, on = Field(type="checkbox"), Field(type="switch", checked=True)
    assert pressed(box("Cookies", "Accept all", "Save preferences", fields=(fixed, off))) == "Save preferences"
    assert pressed(box("Cookies", "Accept all", "Save preferences", fields=(fixed, off, on))) == "Escape"


def test_page_furniture_is_ignored_and_not_worth_a_word() -> None:
    menu = Overlay(
        title="Menu", text="Menu Shop Sell", furniture="navigation", covers=0.1, controls=(Control(text="Close"),)
    )
    decision = decide(menu)
    assert isinstance(decision, Leave)
    assert decision.quiet
    assert kind(menu) is Kind.FURNITURE


def test_facts_of_the_page_are_parsed_and_unknown_ones_ignored() -> None:
    fact = {
        "title": "A",
        "new": 1,
        "fields": [{"type": "text", "maxLength": 6}],
        "controls": [{"text": "x", "inRow": True, "hints": ["a"]}],
    }
    overlay = parse(fact)
    assert overlay.fields == (Field(max_length=6),)
    assert overlay.controls == (Control(text="x", hints=("a",), in_row=True),)


MEANINGS = {
    "CLOSE": Meaning.CLOSE,
    "REFUSE": Meaning.REFUSE,
    "NECESSARY_ONLY": Meaning.REFUSE,
    "DECLINE": Meaning.DECLINE,
    "NO_OR_CANCEL": Meaning.NO_OR_CANCEL,
    "ACKNOWLEDGE": Meaning.ACKNOWLEDGE,
    "TOUR_END": Meaning.TOUR_END,
    "SETTINGS": Meaning.SETTINGS,
    "SAVE": Meaning.SAVE,
    "INFORM": Meaning.INFORM,
}


@pytest.mark.parametrize("name", MEANINGS)
def test_the_word_lists_do_not_contradict_each_other(name: str) -> None:
    wrong = {entry: meaning_of_label(entry) for entry in entries(getattr(label_words, name))}
    assert {entry: got for entry, got in wrong.items() if got is not MEANINGS[name]} == {}


DANGEROUS_LABELS = [
    "Accept all", "I agree", "Agree and close", "Allow all cookies", "Yes", "Continue", "Next", "Next →",
    "Confirm", "Pay now", "Buy", "Redeem", "Redeem $275.70", "Transfer", "Delete my account", "Remove",
    "Upgrade now", "Subscribe", "Sign up", "Sign me up!", "Log in", "Install app", "Get the app", "Get 20% off",
    "Claim offer", "Start free trial", "Try it free", "Send", "Submit", "Place order", "Checkout",
    "Close account", "Close and accept", "No thanks, continue", "Skip and pay", "OK, subscribe me",
    "Got it, upgrade", "Dismiss and delete", "Accept necessary and marketing cookies", "Alle akzeptieren",
    "Zustimmen und weiter", "Kostenpflichtig bestellen", "Jetzt kaufen", "Weiter", "Überweisen",
    "Konto löschen", "Ja", "Tout accepter", "J'accepte", "Accepter et fermer", "Continuer", "S'abonner",
    "Supprimer", "Aceptar todas", "Aceptar y cerrar", "Pagar", "Sí", "Eliminar", "Accetta tutti",
    "Accetta e continua", "Conferma", "Iscriviti", "Aceitar tudo", "Assinar", "Sim", "Alles accepteren",
    "Akkoord", "Ga door", "Verwijderen", "Zgadzam się", "Akceptuję", "Przejdź dalej", "Usuń", "Tak",
    "Godkänn alla", "Fortsätt", "Radera", "Ja tack", "Accepter alle", "Godta alle", "Hyväksy kaikki",
    "Přijmout vše", "Souhlasím", "Elfogadom", "Sunt de acord", "Kabul et", "Tümünü kabul et", "Принять все",
    "Согласен", "Продолжить", "Удалить", "Αποδοχή όλων", "すべて同意する", "同意して続ける", "次へ", "購入する",
    "削除", "はい", "全部接受", "同意并继续", "确认支付", "删除", "모두 동의", "동의하고 계속", "구매하기",
    "삭제", "قبول الكل", "متابعة",
]  # fmt: skip


@pytest.mark.parametrize("label", DANGEROUS_LABELS)
def test_these_are_dangerous(label: str) -> None:
    assert is_dangerous(label)
    assert meaning_of_label(label) is Meaning.DANGEROUS


DANGER_PHRASES = sorted({entry.strip("^*") for entry in entries(danger_words.DANGER)})
SAFE_PHRASES = sorted({entry for name in MEANINGS for entry in entries(getattr(label_words, name))})

labels = st.one_of(
    st.sampled_from(DANGEROUS_LABELS),
    st.sampled_from(DANGER_PHRASES),
    st.sampled_from(SAFE_PHRASES),
    st.sampled_from(["×", "", "OK", "All"]),
    st.tuples(
        st.sampled_from(SAFE_PHRASES), st.sampled_from(["", " and ", ", ", " & "]), st.sampled_from(DANGEROUS_LABELS)
    ).map("".join),
    st.tuples(st.sampled_from(DANGEROUS_LABELS), st.sampled_from([" ", " – "]), st.sampled_from(SAFE_PHRASES)).map("".join),
    st.text(max_size=12),
)
controls = st.builds(
    Control,
    text=labels,
    name=st.one_of(st.just(""), labels),
    title=st.one_of(st.just(""), labels),
    hints=st.lists(st.sampled_from(["close", "btn-close", "accept-close", "cart-remove", "next"]), max_size=2).map(tuple),
    small=st.booleans(),
    corner=st.sampled_from(["", "left", "right"]),
    cross=st.booleans(),
    submits=st.booleans(),
    leaves=st.booleans(),
)
overlays = st.builds(
    Overlay,
    title=st.sampled_from(
        ["", "We use cookies", "20 % off", "Step 1 of 3", "Delete this?", "Notifications", "Nutzt du Cookies?"]
    ),
    text=st.sampled_from(["", "We use cookies.", "Our newsletter", "By pressing you agree", "$5 a month"]),
    dialog=st.booleans(),
    modal=st.booleans(),
    covers=st.sampled_from([0.0, 0.05, 0.5, 1.0]),
    centre=st.booleans(),
    outside=st.booleans(),
    fields=st.lists(
        st.builds(Field, type=st.sampled_from(["text", "checkbox", "email"]), checked=st.booleans()), max_size=2
    ).map(tuple),
    controls=st.lists(controls, max_size=5).map(tuple),
)


@settings(max_examples=600)
@given(overlays, st.sets(st.sampled_from(["escape", "beside"])))
def test_never_presses_what_the_deny_list_names(overlay: Overlay, tried: set[str]) -> None:
    decision = decide(overlay, tried=frozenset(tried))
    if isinstance(decision, Press):
        shown = [label for label in (decision.control.text, decision.control.name, decision.control.title) if label]
        assert not any(is_dangerous(label) for label in shown)
        assert not any(plain(label) in {plain(each) for each in DANGEROUS_LABELS} for label in shown)
        assert not decision.control.leaves
        assert overlay.controls[decision.index] == decision.control


@settings(max_examples=300)
@given(st.sampled_from(SAFE_PHRASES), st.sampled_from(DANGEROUS_LABELS))
def test_a_label_of_both_kinds_is_never_a_refusal(safe: str, dangerous: str) -> None:
    both = f"{safe}, {dangerous}"
    assert not is_refusal(both)
    assert meaning_of_label(both) in {Meaning.DANGEROUS, Meaning.UNKNOWN}
