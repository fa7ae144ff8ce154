"""The pages: what lies over each of them, and what must not be pressed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from tests.modal_libraries.site import FRAGMENTS


class Sort(Enum):
    """What lies over a page."""

    COOKIES = "cookie banner"
    PROMOTION = "promotion"
    NEWSLETTER = "newsletter"
    TOUR = "tour"
    MESSAGE = "message"
    SEVERAL = "several at once"
    NEEDED = "needed by the task"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Page:
    """One page.

    Attributes:
        name: The name of its file.
        sort: What lies over it.
        marks: A text of each box that is in the way.
        danger: What must not be pressed, as it is labelled.
        needed: A text of each box that must stay.
        language: The language of the boxes.
        traits: What makes it difficult, in words.
        late: The box comes after the page is there.
    """

    name: str
    sort: Sort
    marks: tuple[str, ...] = ()
    danger: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    language: str = "en"
    traits: str = ""
    late: bool = False

    @property
    def packages(self) -> tuple[str, ...]:
        """The packages that it uses, in the order of its file."""
        text = (FRAGMENTS["pages"] / f"{self.name}.html").read_text()
        for frame in re.findall(r"/frames/([\w-]+)", text):
            text += (FRAGMENTS["frames"] / f"{frame}.html").read_text()
        return tuple(dict.fromkeys(re.findall(r"/packages/((?:@[\w-]+/)?[\w.-]+)", text)))


def _page(name: str, sort: Sort, mark: str, *danger: str, language: str = "en", traits: str = "") -> Page:
    return Page(name, sort, (mark,), danger, language=language, traits=traits)


def _needed(name: str, mark: str, *danger: str, language: str = "en") -> Page:
    return Page(name, Sort.NEEDED, (), danger, (mark,), language=language)


_COOKIES = (
    _page("vanilla-cookieconsent-box", Sort.COOKIES, "We use cookies", "Accept all"),
    _page(
        "vanilla-cookieconsent-two-steps-german", Sort.COOKIES, "Wir verwenden Cookies", "Alle akzeptieren",
        language="de", traits="no refusal on the first step",
    ),
    _page(
        "vanilla-cookieconsent-other-site-italian", Sort.COOKIES, "Rispettiamo la tua privacy", "Accetta tutti",
        language="it", traits="frame of another site",
    ),
    _page("cookieconsent-opt-in", Sort.COOKIES, "This shop uses cookies", "Allow cookies"),
    _page("cookieconsent-opt-out-french", Sort.COOKIES, "Ce site utilise des cookies", "J'accepte", language="fr"),
    _page("cookieconsent-corner-spanish", Sort.COOKIES, "Usamos cookies propias", "Permitir cookies", language="es"),
    _page("klaro-notice", Sort.COOKIES, "Could we please enable", "That's ok"),
    _page("klaro-must-consent", Sort.COOKIES, "Services we would like to use", "Accept all", traits="no cross"),
    _page(
        "klaro-must-consent-no-refusal-dutch", Sort.COOKIES, "Diensten die we graag", "Accepteer alle", language="nl",
        traits="no cross, no refusal: only switches and their button",
    ),
    _page(
        "klaro-all-switched-on", Sort.COOKIES, "Services we would like to use", "Accept all",
        traits="no cross, no refusal, all switches on",
    ),
    _page(
        "klaro-notice-as-modal-polish", Sort.COOKIES, "Czy możemy", "To jest ok", language="pl", traits="over the page"
    ),
    _page("tarteaucitron-bar", Sort.COOKIES, "This site uses cookies", "OK, accept all"),
    _page(
        "tarteaucitron-middle-portuguese", Sort.COOKIES, "Este site utiliza cookies", "OK, aceitar tudo", language="pt"
    ),
    _page(
        "tarteaucitron-cross-russian", Sort.COOKIES, "Этот сайт использует", "Ок, все активировать", language="ru", traits="no refusal"
    ),
    _page("orejime-banner-finnish", Sort.COOKIES, "henkilötietoja", "Hyväksy", "Hyväksyä kaikki", language="fi"),
    _page("orejime-forced-swedish", Sort.COOKIES, "Information som vi samlar", "Acceptera alla", language="sv", traits="no cross"),
    _page(
        "porsche-cookie-banner", Sort.COOKIES, "Choose what you share", "Agree and continue", "Agree to all and continue",
        traits="shadow DOM",
    ),
    _page("cookies-eu-banner-french", Sort.COOKIES, "En poursuivant votre visite", "Accepter", language="fr"),
    _page(
        "plain-shadow-banner-dutch", Sort.COOKIES, "Wij gebruiken cookies", "Alles accepteren", language="nl",
        traits="shadow DOM",
    ),
)  # fmt: skip

_NO_ESCAPE = "ignores Escape"
_SIGN = "ignores Escape, sign without text"

_OFFERS = (
    _page("sweetalert2-promotion", Sort.PROMOTION, "20 % off your first order", "Claim my discount", traits=_NO_ESCAPE),
    _page("sweetalert2-newsletter", Sort.NEWSLETTER, "Stay in the know", "Subscribe", traits=_NO_ESCAPE),
    _page(
        "sweetalert2-promotion-swedish", Sort.PROMOTION, "10 % rabatt på din första order", "Hämta rabatten",
        language="sv", traits=_NO_ESCAPE,
    ),
    _page("sweetalert-upgrade", Sort.PROMOTION, "Seller Plus for $9.99", "Upgrade now", traits=_NO_ESCAPE),
    _page("micromodal-promotion-polish", Sort.PROMOTION, "Darmowa dostawa tylko", "Kup teraz", language="pl"),
    _page("bootstrap-modal-static", Sort.PROMOTION, "Boost your listings", "Continue to checkout", traits=_NO_ESCAPE),
    _page(
        "bootstrap-modal-sign-only-danish", Sort.NEWSLETTER, "Få vores nyhedsbrev", "Tilmeld mig", language="da",
        traits=_SIGN,
    ),
    _page("bootstrap-offcanvas-newsletter", Sort.NEWSLETTER, "Letters from the workshop", "Sign me up", traits=_NO_ESCAPE),
    _page("bootstrap-toast-app", Sort.MESSAGE, "Better in the app", "Install"),
    _page("a11y-dialog-newsletter-spanish", Sort.NEWSLETTER, "Recibe nuestro boletín", "Suscribirme", language="es"),
    _page("izimodal-promotion-italian", Sort.PROMOTION, "Sconti di primavera", "Scarica ora", language="it", traits=_SIGN),
    _page("jquery-modal-survey", Sort.PROMOTION, "How likely are you", "Start the survey", traits=_NO_ESCAPE),
    _page(
        "magnific-popup-newsletter-russian", Sort.NEWSLETTER, "Подпишитесь на рассылку", "Подписаться", language="ru",
        traits=_NO_ESCAPE,
    ),
    _page("fancybox-promotion", Sort.PROMOTION, "Free shipping this weekend", "Shop now", traits=_SIGN),
    _page("glightbox-promotion", Sort.PROMOTION, "The summer sale is on", "Buy now", traits=_NO_ESCAPE),
    _page("tingle-upgrade-dutch", Sort.PROMOTION, "Probeer Premium", "Nu upgraden", language="nl", traits=_NO_ESCAPE),
    _page(
        "basiclightbox-promotion", Sort.PROMOTION, "A gift for you", "Order now",
        traits="no cross, ignores Escape: only a press beside it",
    ),
    _page("vex-beta", Sort.PROMOTION, "Our new closet beta", "Join the beta", traits=_NO_ESCAPE),
    _page("alertify-upgrade", Sort.PROMOTION, "More with Pro", "Start free trial", traits=_NO_ESCAPE),
    _page(
        "jquery-confirm-promotion-korean", Sort.PROMOTION, "첫 구매 10% 할인", "쿠폰 받기", language="ko", traits=_NO_ESCAPE
    ),
    _page(
        "remodal-promotion-portuguese", Sort.PROMOTION, "Frete grátis hoje", "Comprar agora", language="pt", traits=_SIGN
    ),
    _page("featherlight-promotion", Sort.PROMOTION, "Refer a friend", "Invite friends", traits=_NO_ESCAPE),
    _page(
        "uikit-promotion-turkish", Sort.PROMOTION, "İlk siparişine", "Hemen satın al", language="tr", traits=_SIGN
    ),
    _page("foundation-reveal", Sort.PROMOTION, "Early access for members", "Become a member and continue", traits=_NO_ESCAPE),
    _page("materialize-trial", Sort.PROMOTION, "Try the listing robot", "Start free trial", traits=_NO_ESCAPE),
    _page(
        "shoelace-dialog-french", Sort.PROMOTION, "Livraison offerte", "J'en profite", language="fr",
        traits="shadow DOM, ignores Escape",
    ),
    _page("shoelace-drawer-newsletter", Sort.NEWSLETTER, "Be the first to know", "Subscribe", traits="shadow DOM"),
    _page("ionic-alert-rating", Sort.PROMOTION, "Rate our app", "Continue to the store", traits="ignores Escape"),
    _page("ionic-modal-promotion", Sort.PROMOTION, "Two for one", "Add both to my bag", traits="shadow DOM"),
    _page(
        "bulma-modal-japanese", Sort.PROMOTION, "初回限定クーポン", "今すぐ購入する", language="ja",
        traits="the cross is called “delete” in the code",
    ),
    _page("flowbite-modal-chinese", Sort.PROMOTION, "新人专享优惠", "立即购买", language="zh", traits=_SIGN),
    _page("lity-promotion-german", Sort.PROMOTION, "Zehn Prozent sparen", "Jetzt abonnieren", language="de", traits=_NO_ESCAPE),
    _page("jquery-ui-dialog-feature", Sort.PROMOTION, "New feature: bulk offers", "Turn it on", traits=_NO_ESCAPE),
    _page("winbox-window", Sort.PROMOTION, "We are live now", "Join the sale", traits="four signs without text"),
    _page("modaal-newsletter-finnish", Sort.NEWSLETTER, "Tilaa uutiskirje", "Tilaa nyt", language="fi"),
    _page("fomantic-modal", Sort.PROMOTION, "A better photo studio", "Get started", traits=_SIGN),
    _page("layui-layer-chinese", Sort.PROMOTION, "限时优惠", "立即领取", language="zh", traits="sign without text"),
    _page("mdui-dialog-feedback", Sort.PROMOTION, "What do you think of us?", "Start", traits="shadow DOM, ignores Escape"),
    _page("react-modal-app", Sort.PROMOTION, "The shop in your pocket", "Get the app", traits=_NO_ESCAPE),
    _page("element-plus-dialog-chinese", Sort.NEWSLETTER, "订阅我们的通讯", "立即订阅", language="zh", traits=_NO_ESCAPE),
    _page("vant-popup-chinese", Sort.PROMOTION, "下载应用享特价", "立即下载", language="zh", traits=_SIGN),
    _page("framework7-dialog-japanese", Sort.PROMOTION, "アプリ限定クーポン", "ダウンロード", language="ja", traits=_NO_ESCAPE),
    _page("framework7-popup", Sort.PROMOTION, "Member prices", "Join now", traits=_NO_ESCAPE),
    _page("zebra-dialog-promotion", Sort.PROMOTION, "One coupon for you", "Share now", traits=_NO_ESCAPE),
    _page("pico-native-dialog", Sort.PROMOTION, "Insure your parcels", "Activate", traits="native dialog, ignores Escape"),
    _page("colorbox-promotion", Sort.PROMOTION, "Win a year of yarn", "Send my entry", traits=_NO_ESCAPE),
    _page("notiflix-promotion-turkish", Sort.PROMOTION, "Ücretsiz kargo", "Siparişi ver", language="tr", traits=_NO_ESCAPE),
    _page("awesome-notifications-confirm", Sort.PROMOTION, "Half price on Premium", "Buy Premium"),
    _page(
        "plain-native-dialog-ignores-escape", Sort.NEWSLETTER, "Your size is back", "Subscribe",
        traits="native dialog, ignores Escape",
    ),
    _page(
        "plain-frame-survey-swedish", Sort.PROMOTION, "Vad tycker du om oss?", "Starta enkäten", language="sv",
        traits="frame",
    ),
)  # fmt: skip

_TOURS = (
    _page("introjs-tour", Sort.TOUR, "Welcome to your new closet", "Next", traits=_NO_ESCAPE),
    Page("introjs-hint-late", Sort.TOUR, ("Something new here",), ("Next",), traits="late", late=True),
    _page("shepherd-tour", Sort.TOUR, "Tour of the new dashboard", "Next", traits=_NO_ESCAPE),
    _page(
        "shepherd-tour-no-sign-german",
        Sort.TOUR,
        "Rundgang durch den neuen Laden",
        "Weiter",
        language="de",
        traits="no cross, ignores Escape",
    ),
    _page("driverjs-tour-spanish", Sort.TOUR, "Así funciona tu armario", "Siguiente", language="es", traits=_NO_ESCAPE),
    _page("tourguide-tour", Sort.TOUR, "A quick guide to payouts", "Next", traits=_SIGN),
    _page("hopscotch-tour", Sort.TOUR, "Price suggestions are here", "Next"),
    _page("tippy-hint", Sort.TOUR, "closets in colour", "Try it now"),
)

_MESSAGES = (
    _page(
        "uikit-notification", Sort.MESSAGE, "New: sell by video", "Try it now", traits="sign that shows under the mouse only"
    ),
    _page("shoelace-alert", Sort.MESSAGE, "Your closet could earn more", "Upgrade", traits="shadow DOM"),
    _page("ionic-toast", Sort.MESSAGE, "A new version of the app", "Update", traits="shadow DOM"),
    _page("bulma-notification", Sort.MESSAGE, "Summer sale", "Buy now", traits="sign called “delete” in the code"),
    _page("element-plus-notification-german", Sort.MESSAGE, "Neu: Verkaufen per Video", "Jetzt ausprobieren", language="de"),
    _page("toastify-message", Sort.MESSAGE, "Your coupon expires today", "Use it now"),
    _page("notyf-message", Sort.MESSAGE, "Invite a friend", "Invite", traits="sign without text"),
    _page("izitoast-question", Sort.MESSAGE, "Do you like our offers?", "Yes, subscribe me", traits=_NO_ESCAPE),
    _page("noty-message-french", Sort.MESSAGE, "Soldes", "J'en profite", language="fr"),
    _page("toastr-message", Sort.MESSAGE, "Plus members sell", "Upgrade now"),
    _page("simple-notify-message-portuguese", Sort.MESSAGE, "Novidades no aplicativo", "Baixar agora", language="pt"),
)

_SEVERAL = (
    Page(
        "stacked-three", Sort.SEVERAL, ("Could we please enable", "Black Friday deals", "Your review is worth"),
        ("That's ok", "Shop the deals", "Review now"), traits="three libraries, one over the other",
    ),
    Page(
        "stacked-one-opens-the-next", Sort.SEVERAL, ("Spring sale",), ("Take the discount", "Go to the sale"),
        traits="closing one opens the next",
    ),
    Page(
        "stacked-banner-under-dialog-german", Sort.SEVERAL, ("Diese Seite verwendet Cookies", "Gutschein für Sie"),
        ("Alle Cookies zulassen", "Gutschein einlösen"), language="de", traits="a banner below a dialog",
    ),
    Page(
        "late-bootstrap-modal", Sort.PROMOTION, ("Before you go",), ("Apply the code",), traits="late, ignores Escape",
        late=True,
    ),
)  # fmt: skip

_CONTROLS = (
    _needed("needed-sweetalert2-transfer", "Transfer $275.70 to your bank?", "Transfer"),
    _needed("needed-bootstrap-login", "Please sign in again", "Sign in"),
    _needed("needed-micromodal-code", "We sent you a code", "Verify"),
    _needed("needed-jquery-ui-delete", "Delete this listing?", "Delete"),
    _needed("needed-shoelace-transfer-german", "Auszahlung bestätigen", "Auszahlen", language="de"),
    _needed("needed-ionic-password", "Enter your password", "Continue"),
    _needed("needed-uikit-success", "Your money is on the way", "Done"),
    _needed("needed-alertify-code-spanish", "Código de verificación", "Continuar", language="es"),
    _needed("needed-element-plus-confirm-chinese", "确认转账", "确认", language="zh"),
    _needed("needed-notiflix-trouble", "Something went wrong", "Okay"),
    _needed("needed-pico-login-french", "Connectez-vous", "Continuer", language="fr"),
    Page(
        "needed-beside-consent", Sort.NEEDED, ("A word on cookies",), ("Accept all", "Redeem"), ("Confirm your redemption",)
    ),
    Page("nothing-bootstrap", Sort.NOTHING),
    Page("nothing-plain", Sort.NOTHING),
)

PAGES = _COOKIES + _OFFERS + _TOURS + _MESSAGES + _SEVERAL + _CONTROLS
"""All pages."""
