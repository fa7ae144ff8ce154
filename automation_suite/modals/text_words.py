"""What the text of a box says about its kind, in many languages. Data only; the same notation as in ``label_words``."""

from __future__ import annotations

from automation_suite.modals.label_words import Words

CONSENT: Words = {
    "en": (
        "cookie*, we value your privacy, your privacy, privacy choices, privacy preferences, gdpr, ccpa, "
        "do not sell, tracking technologies, consent, personal data"
    ),
    "de": "datenschutzeinstellungen, privatsphare, einwilligung*, wir und unsere partner, ihre daten",
    "fr": "consentement, vie privee, respect de votre vie, vos donnees, traceurs, nos partenaires",
    "es": "privacidad, consentimiento, nuestros socios",
    "it": "consenso, la tua privacy, nostri partner",
    "pt": "privacidade, consentimento, nossos parceiros",
    "nl": "privacyvoorkeuren, toestemming, uw privacy, je privacy",
    "pl": "ciasteczk*, prywatnosc*, zgod*, pliki cookies",
    "sv": "kakor, integritet, samtycke, information som vi samlar",
    "da": "samtykke, privatliv",
    "nb": "informasjonskapsl*, samtykke, personvern",
    "fi": "evaste*, yksityisyy*, suostumu*, henkilotieto*",
    "cs": "souhlas*, soukromi",
    "hu": "suti*, adatvedel*",
    "ro": "confidentialitate*, consimtamant*",
    "tr": "cerez*, gizlilig*, kvkk",
    "ru": "куки, кук, фаилы cookie, конфиденциальност*",
    "uk": "куки, фаили cookie, конфіденціиніст*",
    "el": "απορρητο*, συγκαταθεσ*",
    "ja": "クッキー*, cookie*, プライバシーを*, プライバシー設定*",
    "zh": "cookie*, 隐私*, 隱私*, 小甜饼*",
    "ko": "쿠키*, 개인정보 보호*",
    "ar": "ملفات تعريف الارتباط, الخصوصية, الكوكيز",
}

NOTIFICATIONS: Words = {
    "en": "notifications, push messages, send you notifications, desktop alerts, browser notifications",
    "de": "benachrichtigungen, push nachrichten",
    "fr": "notifications, alertes",
    "es": "notificaciones",
    "it": "notifiche",
    "pt": "notificacoes",
    "nl": "meldingen, pushberichten",
    "pl": "powiadomien*",
    "sv": "aviseringar, notiser, pushnotiser",
    "da": "notifikationer",
    "nb": "varsler",
    "ru": "уведомлени*",
    "ja": "通知*",
    "zh": "通知*",
    "ko": "알림*",
}

OFFER: Words = {
    "en": (
        "newsletter*, subscrib*, inbox, mailing list, discount*, off your, off, sale, offer*, deal*, coupon*, "
        "promo*, free shipping, giveaway, win, exclusive*, limited time, black friday, upgrade*, premium, trial, "
        "our app, the app, survey, feedback, rate us, rate your, how likely, review, country, region, what s new, "
        "new feature*, beta, before you go, don t leave, stay in touch, stay in the know, be the first, gift, "
        "reward*, boost*, featured, try it now, try it out, invite, refer a friend, ad blocker, adblock*, follow us, sign up, join, "
        "webinar, announcing, introducing"
    ),
    "de": (
        "newsletter*, rabatt*, angebot*, gutschein*, aktion*, prozent, sparen, gratis, kostenlos*, premium, "
        "testversion, unsere app, umfrage*, bewerten, feedback, land auswahlen, neuigkeiten, gewinn*, exklusiv*, "
        "werbeblocker, geschenk*, jetzt ausprobieren, jetzt testen"
    ),
    "fr": (
        "newsletter*, lettre d information, offre*, remise*, reduction*, promo*, soldes, gratuit*, gagnez, "
        "sondage, votre avis, nouveaute*, exclusi*, cadeau*, notre application, livraison offerte"
    ),
    "es": (
        "newsletter*, boletin*, oferta*, descuento*, promo*, gratis, rebaja*, regalo*, encuesta*, novedad*, "
        "exclusiv*, nuestra app, cupon*, gana"
    ),
    "it": (
        "newsletter*, offert*, scont*, promo*, saldi, gratis, gratuit*, regalo, sondaggio, novita, esclusiv*, "
        "nostra app, vinci"
    ),
    "pt": (
        "newsletter*, oferta*, descont*, promo*, gratis, brinde*, pesquisa, novidade*, exclusiv*, nosso app, "
        "cupom, cupao, ganhe"
    ),
    "nl": "nieuwsbrief*, korting*, aanbieding*, actie, gratis, enquete, onze app, exclusie*, cadeau*, win, nieuw",
    "pl": (
        "newsletter*, rabat*, znizk*, promocj*, ofert*, darmow*, gratis, ankiet*, nasza aplikacj*, "
        "naszej aplikacj*, prezent*, nowosc*, kod rabatowy"
    ),
    "sv": "nyhetsbrev*, rabatt*, erbjudande*, rea, gratis, enkat*, var app, exklusiv*, tavling*, nyhet*",
    "da": "nyhedsbrev*, rabat*, tilbud*, gratis, vores app, konkurrence*",
    "nb": "nyhetsbrev*, rabatt*, tilbud*, gratis, var app, konkurranse*",
    "fi": "uutiskirje*, alennu*, tarjou*, ilmai*, kysely*, kilpailu*",
    "cs": "newsletter*, slev*, nabidk*, akce, zdarma, pruzkum*, soutez*, darek",
    "hu": "hirlevel*, kedvezmen*, ajanlat*, akcio*, ingyen*, kupon*",
    "ro": "newsletter*, reducer*, ofert*, gratuit*, sondaj*",
    "tr": "bulten*, indirim*, kampanya*, firsat*, ucretsiz, anket*, hediye*, kupon*",
    "ru": "рассылк*, скидк*, акци*, предложени*, распродаж*, бесплатн*, подар*, опрос*, новост*, приложени*",
    "uk": "розсилк*, знижк*, акці*, пропозиці*, безкоштовн*, подарун*",
    "el": "ενημερωτικ*, εκπτωσ*, προσφορ*, δωρεαν",
    "ja": "メルマガ*, ニュースレター*, 割引*, クーポン*, セール*, キャンペーン*, オファー*, 無料*, プレゼント*, アンケート*, アプリ*, 特典*, 限定*, お得*, オフ*, お知らせ*",
    "zh": "订阅我们*, 优惠*, 優惠*, 折扣*, 促销*, 特价*, 免费*, 免費*, 礼品*, 调查*, 应用*, 新功能*, 通讯*, 電子報*, 限时*",
    "ko": "뉴스레터*, 할인*, 쿠폰*, 이벤트*, 혜택*, 무료*, 설문*, 특가*, 세일*",
    "ar": "النشرة, خصم*, عرض*, عروض*, مجان*, تطبيقنا, هدية",
}

TOUR: Words = {
    "en": "tour, step 1, step 2, step 3, step 4, walkthrough, guided, let s show you, onboarding, quick guide",
    "de": "rundgang, schritt 1, schritt 2, einfuhrung, tour",
    "fr": "visite guidee, etape 1, etape 2, visite",
    "es": "recorrido, paso 1, paso 2, visita guiada",
    "it": "visita guidata, passo 1, passaggio 1",
    "pt": "passo 1, visita guiada, tour",
    "nl": "rondleiding, stap 1, stap 2",
    "pl": "przewodnik, krok 1, krok 2",
    "sv": "rundtur, steg 1, steg 2",
    "ja": "ツアー*, ステップ*, ガイド*",
    "zh": "导览*, 新手引导*, 步骤*",
    "ko": "투어*, 가이드*, 단계*",
}

LOGIN: Words = {
    "en": "log in, login, sign in, session expired, session has expired",
    "de": "anmelden, einloggen, anmeldung, sitzung abgelaufen",
    "fr": "connexion, se connecter, connectez vous, s identifier, identifiez vous",
    "es": "iniciar sesion, inicia sesion, acceder, identificate",
    "it": "accedi, accesso, login, effettua l accesso",
    "pt": "entrar, iniciar sessao, faca login, login",
    "nl": "inloggen, log in, aanmelden",
    "pl": "zaloguj*, logowanie",
    "sv": "logga in, inloggning",
    "da": "log ind",
    "nb": "logg inn",
    "fi": "kirjaudu*",
    "cs": "prihlas*",
    "hu": "bejelentkez*",
    "ro": "autentific*, conectare",
    "tr": "giris yap*, oturum ac*",
    "ru": "войти, воидите, вход, авториз*",
    "uk": "увіити, увіидіть, вхід",
    "el": "συνδεση, συνδεθειτε",
    "ja": "ログイン*, サインイン*",
    "zh": "登录*, 登入*",
    "ko": "로그인*",
    "ar": "تسجيل الدخول",
}
"""In the title only."""

CODE: Words = {
    "en": (
        "verification code, security code, one time code, one time password, verify email, verify your email, "
        "verify your phone, verify it s you, enter the code, enter code, two step, two factor, "
        "authentication code, confirmation code, digit code, passcode, we sent a code, we sent you a code, "
        "access code, authenticator"
    ),
    "de": "bestatigungscode, sicherheitscode, verifizierungscode, einmalcode, code eingeben, tan, zwei faktor",
    "fr": (
        "code de verification, code de securite, code a usage unique, saisissez le code, entrez le code, "
        "code de confirmation"
    ),
    "es": ("codigo de verificacion, codigo de seguridad, introduce el codigo, ingresa el codigo, codigo de confirmacion"),
    "it": "codice di verifica, codice di sicurezza, inserisci il codice, codice di conferma",
    "pt": "codigo de verificacao, codigo de seguranca, digite o codigo, introduza o codigo",
    "nl": "verificatiecode, beveiligingscode, voer de code in, bevestigingscode",
    "pl": "kod weryfikacyjny, kod bezpieczenstwa, wpisz kod, wprowadz kod",
    "sv": "verifieringskod, sakerhetskod, ange koden, engangskod",
    "da": "bekraeftelseskode, engangskode, indtast koden",
    "nb": "bekreftelseskode, engangskode, skriv inn koden",
    "fi": "vahvistuskood*, kertakayttokood*",
    "cs": "overovaci kod, zadejte kod",
    "hu": "ellenorzo kod*, megerosito kod*",
    "ro": "cod de verificare, introduceti codul",
    "tr": "dogrulama kodu*, guvenlik kodu*",
    "ru": "код подтверждения, введите код, проверочныи код",
    "uk": "код підтвердження, введіть код",
    "ja": "認証コード*, 確認コード*, ワンタイム*, セキュリティコード*",
    "zh": "验证码*, 驗證碼*, 安全码*",
    "ko": "인증 코드*, 인증번호*, 인증 번호*",
    "ar": "رمز التحقق",
}

CAPTCHA: Words = {
    "en": (
        "captcha, not a robot, are you human, verify you are human, you re human, the human ity, real person, "
        "prove you are human, you are a human"
    ),
    "de": "kein roboter, sind sie ein mensch, sicherheitsabfrage",
    "fr": "pas un robot, etes vous humain",
    "es": "no soy un robot, eres humano",
    "it": "non sono un robot",
    "pt": "nao sou um robo",
    "nl": "geen robot",
    "pl": "nie jestem robotem",
    "sv": "inte en robot",
    "ru": "не робот",
    "ja": "ロボットではありません*",
    "zh": "不是机器人*, 人机验证*",
    "ko": "로봇이 아닙니다*",
}

CONFIRM: Words = {
    "en": (
        "are you sure, do you really, cannot be undone, can not be undone, can t be undone, please confirm, "
        "confirm your, confirm that, unsaved changes, this action is permanent, irreversible, "
        "do you want to delete, do you want to transfer, do you want to cancel"
    ),
    "de": "sind sie sicher, bist du sicher, wirklich, nicht ruckgangig, bitte bestatigen, ungespeicherte",
    "fr": "etes vous sur, vraiment, irreversible, veuillez confirmer, ne peut pas etre annulee",
    "es": "esta seguro, estas seguro, seguro que, no se puede deshacer, confirme",
    "it": "sei sicuro, sicuro di, non puo essere annullat*, davvero",
    "pt": "tem certeza, tem a certeza, nao pode ser desfeit*",
    "nl": "weet je zeker, weet u zeker, kan niet ongedaan",
    "pl": "czy na pewno, nie mozna cofnac, na pewno chcesz",
    "sv": "ar du saker, kan inte angras, vill du verkligen",
    "da": "er du sikker, kan ikke fortrydes",
    "nb": "er du sikker, kan ikke angres",
    "fi": "oletko varma, haluatko varmasti, ei voi perua",
    "cs": "opravdu, jste si jisti, nelze vratit",
    "hu": "biztos*, nem vonhato vissza",
    "ro": "sunteti sigur*, esti sigur*",
    "tr": "emin misin*, geri alinamaz",
    "ru": "вы уверены, деиствительно хотите, нельзя отменить",
    "uk": "ви впевнені, не можна скасувати",
    "el": "ειστε σιγουρ*",
    "ja": "よろしいですか*, 本当に*, 元に戻せません*, 取り消せません*",
    "zh": "确定要*, 確定要*, 是否确认*, 无法撤销*, 確認要*",
    "ko": "정말*, 되돌릴 수 없*",
    "ar": "هل أنت متأكد",
}

CONFIRM_TITLE: Words = {
    "en": "confirm*",
    "de": "bestatig*",
    "fr": "confirm*",
    "es": "confirm*",
    "it": "conferm*",
    "pt": "confirm*",
    "nl": "bevestig*",
    "pl": "potwierd*",
    "sv": "bekraft*",
    "da": "bekraeft*",
    "nb": "bekreft*",
    "fi": "vahvista*",
    "cs": "potvrd*",
    "hu": "megerosit*",
    "tr": "onayla*",
    "ru": "подтверд*",
    "uk": "підтверд*",
    "ja": "確認*, 確定*",
    "zh": "确认*, 確認*",
    "ko": "확인*, 확정*",
    "ar": "تأكيد*",
}
"""In the title only."""

GRAVE: Words = {
    "en": (
        "delete*, transfer*, redeem*, withdraw*, pay, payment, remove*, cancel your, cancel this, cancel order, "
        "purchase*, place order, log out"
    ),
    "de": "losch*, uberweis*, auszahl*, bezahl*, zahlung, stornier*, entfern*, kundig*",
    "fr": "supprim*, virement, transfer*, payer, paiement, annuler la commande, resili*",
    "es": "eliminar, borrar, transfer*, pagar, pago, retirar",
    "it": "elimina*, trasfer*, pagare, pagamento, cancellare",
    "pt": "excluir, eliminar, apagar, transfer*, pagar, pagamento",
    "nl": "verwijder*, overmak*, betaling, betalen, opzeg*",
    "pl": "usun*, przelew*, platnosc*, zaplac*",
    "sv": "radera*, ta bort, overfor*, betala*",
    "da": "slet*, overfor*, betal*",
    "nb": "slett*, overfor*, betal*",
    "ru": "удалить, перевод*, оплат*",
    "ja": "削除*, 送金*, 振込*, 支払*, 購入*",
    "zh": "删除*, 刪除*, 转账*, 支付*, 付款*",
    "ko": "삭제*, 송금*, 결제*",
}
"""In the title, beside a cancel button or a button of the same kind: a confirmation, whatever else the text says."""

SUCCESS: Words = {
    "en": (
        "money is on the way, money s on the way, on its way to your bank, payment successful, payment received, "
        "payment complete*, transfer complete*, transfer successful, transfer initiated, transfer submitted, "
        "order confirmed, order placed, order complete*, thank you for your order, thank you for your purchase, "
        "thank you for your payment, successfully transferred, successfully paid, successfully redeemed, "
        "successfully submitted, withdrawal, has been sent to your bank, has been deleted, has been published, "
        "successfully saved, successfully updated, successfully deleted"
    ),
    "de": (
        "zahlung erfolgreich, uberweisung, auszahlung, bestellung ist eingegangen, "
        "vielen dank fur ihre bestellung, erfolgreich uberwiesen"
    ),
    "fr": "paiement reussi, paiement accepte, virement, merci pour votre commande, commande confirmee",
    "es": ("pago realizado, pago exitoso, transferencia, gracias por su compra, gracias por tu compra, pedido confirmado"),
    "it": "pagamento riuscito, pagamento completato, bonifico, grazie per il tuo ordine, ordine confermato",
    "pt": "pagamento realizado, pagamento concluido, transferencia, pedido confirmado, obrigado pela compra",
    "nl": "betaling geslaagd, overboeking, bedankt voor je bestelling, bestelling geplaatst",
    "pl": "platnosc zakonczona, przelew, dziekujemy za zamowienie, zamowienie przyjete",
    "sv": "betalningen lyckades, overforing, tack for din bestallning, tack for ditt kop",
    "ja": "支払いが完了*, 送金*, 振込*, 注文が確定*, ご注文ありがとう*",
    "zh": "支付成功*, 转账成功*, 订单已*",
    "ko": "결제가 완료*, 주문이 완료*, 송금*",
}

TROUBLE: Words = {
    "en": (
        "error, went wrong, failed, could not, couldn t, unable to, invalid, declined, has expired, is restricted, "
        "suspended, account locked, try again, not possible, not available, refused, oops"
    ),
    "de": (
        "fehler, fehlgeschlagen, schiefgelaufen, schief gelaufen, abgelehnt, ungultig, nicht moglich, gesperrt, abgelaufen"
    ),
    "fr": "erreur, echoue, echec, impossible de, invalide, refuse, suspendu, expire",
    "es": "error, no se pudo, ha fallado, salio mal, invalid*, rechazad*, suspendid*",
    "it": "errore, non riuscit*, impossibile, non valid*, sospes*, andato storto",
    "pt": "erro, falhou, nao foi possivel, invalid*, recusad*, suspens*",
    "nl": "fout, mislukt, misgegaan, ongeldig*, geweigerd, geblokkeerd",
    "pl": "blad, nie udalo sie, nieprawidlow*, odrzucon*, zablokowan*",
    "sv": "fel, misslyckades, gick snett, ogiltig*, nekades, sparrat",
    "da": "fejl, mislykkedes, gik galt, ugyldig*",
    "nb": "feil, mislyktes, gikk galt, ugyldig*",
    "fi": "virhe, epaonnistui",
    "cs": "chyba, nepodarilo se, neplatn*",
    "hu": "hiba, sikertelen",
    "ro": "eroare, esuat",
    "tr": "hata, basarisiz",
    "ru": "ошибка, не удалось, неверн*, отклонен*, заблокирован*",
    "uk": "помилка, не вдалося",
    "el": "σφαλμα, αποτυχ*",
    "ja": "エラー*, 失敗*, できませんでした*, 無効です*",
    "zh": "错误*, 錯誤*, 失败*, 失敗*, 出错*",
    "ko": "오류*, 실패*",
    "ar": "خطأ, فشل",
}
"""In the title or the first words."""

BUSY: Words = {
    "en": "loading, please wait, processing, one moment, just a moment, working on it",
    "de": "wird geladen, ladt, bitte warten, einen moment, wird verarbeitet",
    "fr": "chargement, veuillez patienter, un instant, en cours",
    "es": "cargando, espere, un momento, procesando",
    "it": "caricamento, attendere, un attimo, elaborazione",
    "pt": "carregando, a carregar, aguarde, processando",
    "nl": "laden, bezig, een moment, even geduld",
    "pl": "ladowanie, prosze czekac, trwa",
    "sv": "laddar, vanta, ett ogonblick",
    "ja": "読み込み*, お待ちください*, 処理中*",
    "zh": "加载中*, 请稍候*, 处理中*",
    "ko": "로딩*, 기다려*, 처리 중*",
}
"""Only where there is nothing to press."""

BINDING: Words = {
    "en": (
        "agree*, accept*, charge*, charged, pay, payment, paid, subscrib*, subscription, upgrade*, delete*, terms, "
        "trial, price, purchase*, buy, transfer*, redeem*, a month, per month, a year, consent*, authori*, renew*, "
        "permanently, sign up"
    ),
    "de": (
        "zustimm*, akzeptier*, kostenpflichtig, zahl*, abonn*, losch*, agb, nutzungsbedingungen, kauf*, uberweis*, "
        "pro monat, einverstanden, einwillig*"
    ),
    "fr": ("accept*, payer, paiement, factur*, abonn*, supprim*, conditions, achat*, achet*, virement, par mois, consen*"),
    "es": "acept*, pagar, pago, cobr*, suscri*, elimin*, condiciones, terminos, compr*, transfer*, al mes, consien*",
    "it": "accett*, pag*, addebit*, abbon*, elimin*, condizioni, termini, acquist*, trasfer*, al mese, acconsent*",
    "pt": (
        "aceit*, pagar, pagamento, cobr*, assin*, exclu*, elimin*, termos, condicoes, compr*, transfer*, por mes, concord*"
    ),
    "nl": "accept*, akkoord, betal*, abonne*, verwijder*, voorwaarden, koop*, kopen, overmak*, per maand",
    "pl": "akcept*, zgadza*, zgod*, plat*, plac*, subskryp*, usun*, regulamin*, kup*, zakup*, przelew*, miesieczn*",
    "sv": "godkann*, accepter*, betal*, prenumer*, radera*, villkor*, kop*, overfor*, per manad",
    "da": "accepter*, betal*, abonne*, slet*, vilkar*, kob*, overfor*, om maneden",
    "nb": "godta*, betal*, abonn*, slett*, vilkar*, kjop*, overfor*, i maneden",
    "fi": "hyvaksy*, maksa*, maksu*, tilau*, poista*, ehdot, osta*, siirr*",
    "cs": "souhlas*, plat*, predplat*, smaz*, podmink*, koup*, prevod*",
    "ru": "соглас*, оплат*, плат*, подписк*, удал*, услови*, купить, покуп*, перевод*",
    "ja": "同意*, 支払*, 料金*, 購読*, 削除*, 規約*, 購入*, 送金*, 課金*",
    "zh": "同意*, 支付*, 付款*, 收费*, 订阅*, 删除*, 条款*, 购买*, 转账*",
    "ko": "동의*, 결제*, 요금*, 구독*, 삭제*, 약관*, 구매*, 송금*",
    "ar": "توافق, موافقتك, دفع*, اشتراك*, حذف*, شروط, شراء*, تحويل*",
}
"""Where the text says such things, even a single *Ok* is not pressed (cookie banners excepted)."""
