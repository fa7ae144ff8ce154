"""What the labels of controls mean, in many languages. Data only.

Phrases are separated by commas. Accents, case and punctuation do not matter. A word that ends with ``*`` stands for
every word that begins so; in Japanese, Chinese and Korean a phrase with ``*`` matches anywhere in the label.
"""

from __future__ import annotations

Words = dict[str, str]
"""Phrases by language code."""

CLOSE: Words = {
    "en": "close, dismiss, close dialog box, close me, close tour, close this tour, hide message, hide banner, hide notice, exit",
    "de": "schließen, zumachen, ausblenden, jetzt schließen, fenster schließen, hinweis schließen",
    "fr": "fermer, clore, masquer, fermer la fenêtre, fermer la boîte de dialogue",
    "es": "cerrar, cerrar ventana, cerrar diálogo, ocultar, descartar",
    "it": "chiudi, chiudere, chiudi finestra, nascondi, ignora",
    "pt": "fechar, fechar janela, fechar diálogo, ocultar, dispensar",
    "nl": "sluiten, sluit, venster sluiten, verbergen, melding sluiten",
    "pl": "zamknij, zamknij okno, ukryj, odrzuć powiadomienie",
    "sv": "stäng, stänga, stäng fönster, dölj",
    "da": "luk, lukke, luk vindue, skjul",
    "nb": "lukk, lukke, lukk vindu, skjul",
    "fi": "sulje, sulje ikkuna, piilota",
    "cs": "zavřít, zavřít okno, skrýt",
    "hu": "bezár, bezárás, ablak bezárása, elrejtés",
    "ro": "închide, închideți, închide fereastra, ascunde",
    "tr": "kapat, pencereyi kapat, gizle",
    "ru": "закрыть, закрыть окно, скрыть",
    "uk": "закрити, закрити вікно, приховати",
    "el": "κλείσιμο, κλείστε, κλείσε, απόκρυψη",
    "ja": "閉じる, とじる, 閉じます, 画面を閉じる, ウィンドウを閉じる, クローズ, ダイアログを閉じる",
    "zh": "关闭, 關閉, 关闭窗口, 關閉視窗, 关闭弹窗, 关闭对话框, 关掉",
    "ko": "닫기, 창 닫기, 팝업 닫기",
    "ar": "إغلاق, اغلاق, أغلق, إخفاء",
}

REFUSE: Words = {
    "en": (
        "reject, decline, refuse, deny, disagree, i disagree, i decline, i reject, i refuse, i do not agree, "
        "i do not accept, do not accept, don't accept, do not consent, i do not consent, do not allow, "
        "don't allow, don't agree, disallow, continue without accepting, continue without agreeing, "
        "continue without consent, without cookies, do not sell my data, do not sell my personal information, "
        "do not sell or share my personal information, opt out, no cookies, use without cookies, block"
    ),
    "de": (
        "ablehnen, ich lehne ab, verweigern, verbieten, nicht akzeptieren, nicht zustimmen, nicht einverstanden, "
        "nicht erlauben, nicht zulassen, widersprechen, weiter ohne einwilligung, weiter ohne zustimmung, "
        "weiter ohne zu akzeptieren, fortfahren ohne zuzustimmen, ohne einwilligung fortfahren, "
        "ohne zustimmung weiter, ohne einwilligung weiter, ich stimme nicht zu, nein ablehnen, blockieren"
    ),
    "fr": (
        "refuser, je refuse, rejeter, décliner, continuer sans accepter, poursuivre sans accepter, "
        "ne pas accepter, je n'accepte pas, non accepté, interdire, ne pas autoriser, s'opposer, bloquer"
    ),
    "es": (
        "rechazar, rehusar, denegar, prohibir, no acepto, no aceptar, continuar sin aceptar, seguir sin aceptar, "
        "no permitir, no consentir, no estoy de acuerdo, bloquear"
    ),
    "it": (
        "rifiuta, rifiutare, rifiuto, nega, vieta, vietare, non accetto, non accettare, continua senza accettare, "
        "prosegui senza accettare, non consentire, non acconsento, blocca"
    ),
    "pt": (
        "rejeitar, recusar, negar, proíbe, proibir, não aceito, não aceitar, continuar sem aceitar, não permitir, não concordo, bloquear"
    ),
    "nl": (
        "weigeren, afwijzen, weiger, verbieden, niet accepteren, niet akkoord, doorgaan zonder accepteren, "
        "doorgaan zonder te accepteren, verder zonder te accepteren, niet toestaan, blokkeren"
    ),
    "pl": (
        "odrzuć, odrzucam, odmów, odmawiam, nie zgadzam się, nie akceptuję, nie wyrażam zgody, nie zezwalaj, "
        "kontynuuj bez akceptacji, przejdź bez akceptacji, zablokuj"
    ),
    "sv": "avvisa, neka, avböj, tacka nej, tacka nej till, godkänn inte, acceptera inte, fortsätt utan att acceptera, tillåt inte, blockera",
    "da": "afvis, afslå, nægt, accepter ikke, tillad ikke, fortsæt uden at acceptere, bloker",
    "nb": "avvis, avslå, nekt, ikke godta, godta ikke, ikke tillat, fortsett uten å godta, blokker",
    "fi": "hylkää, kieltäydy, estä, en hyväksy, älä hyväksy, jatka hyväksymättä, älä salli",
    "cs": (
        "odmítnout, odmítám, zamítnout, nesouhlasím, nepřijmout, pokračovat bez přijetí, pokračovat bez souhlasu, "
        "nepovolit, blokovat"
    ),
    "hu": "elutasít, elutasítás, elutasítom, visszautasítás, nem fogadom el, nem értek egyet, letiltás",
    "ro": "respinge, respingeți, refuz, refuză, nu accept, nu sunt de acord, continuă fără a accepta, blochează",
    "tr": "reddet, reddediyorum, kabul etme, kabul etmiyorum, kabul etmeden devam et, izin verme, engelle",
    "ru": (
        "отклонить, отказаться, отказать, не принимать, не принимаю, не согласен, не согласна, не разрешать, "
        "продолжить без принятия, запретить, блокировать"
    ),
    "uk": "відхилити, відмовитися, не приймати, не погоджуюся, не дозволяти, заблокувати",
    "el": "απόρριψη, απορρίπτω, άρνηση, δεν αποδέχομαι, δεν συμφωνώ, συνέχεια χωρίς αποδοχή",
    "ja": (
        "拒否, 拒否する, すべて拒否, すべて拒否する, 全て拒否, 全て拒否する, すべて拒否します, 同意しない, "
        "同意しません, 許可しない, 承認しない, 同意せずに続ける, 同意せずに続行, クッキーを拒否, ブロック, "
        "受け入れない"
    ),
    "zh": "拒绝, 拒絕, 全部拒绝, 全部拒絕, 拒绝全部, 拒絕全部, 拒绝所有, 拒绝所有cookie, 拒绝全部cookie, 不同意, 不接受, 不允许, 不允許",
    "ko": "거부, 모두 거부, 전체 거부, 거절, 동의하지 않음, 동의 안 함, 동의안함, 허용 안 함, 차단, 모두 거절",
    "ar": "رفض, رفض الكل, ارفض, أرفض, لا أوافق, عدم القبول",
}
"""Refusals. They count only in a cookie banner or a request for notifications: elsewhere *Decline* may be business."""

NECESSARY: Words = {
    "en": "necessary, essential, essentials, required, strictly, technically, technical",
    "de": "notwendige, notwendig, notwendigen, erforderliche, erforderlichen, essenzielle, essenziellen, technisch",
    "fr": "nécessaires, essentiels, indispensables, strictement, obligatoires, nécessaire, techniques",
    "es": "necesarias, necesarios, esenciales, estrictamente, imprescindibles, técnicas",
    "it": "necessari, essenziali, strettamente, tecnici, indispensabili",
    "pt": "necessários, essenciais, estritamente, indispensáveis",
    "nl": "noodzakelijke, noodzakelijk, essentiële, strikt, vereiste",
    "pl": "niezbędne, konieczne, wymagane, niezbędnych",
    "sv": "nödvändiga, nödvändigt, väsentliga",
    "da": "nødvendige, strengt",
    "nb": "nødvendige, strengt",
    "fi": "välttämättömät, pakolliset, tarpeelliset",
    "cs": "nezbytné, nutné, nezbytně",
    "hu": "szükséges, szükségeseket, feltétlenül, nélkülözhetetlen",
    "ro": "necesare, esențiale, strict, obligatorii",
    "tr": "gerekli, zorunlu",
    "ru": "необходимые, обязательные, строго",
    "uk": "необхідні, обов'язкові",
    "el": "απαραίτητα, αναγκαία",
}
"""With words of ONLY and TAKING and nothing else they make a refusal of all the rest."""

ONLY: Words = {
    "en": "only, just",
    "de": "nur, ausschließlich",
    "fr": "uniquement, seulement, seuls",
    "es": "solo, sólo, solamente, únicamente",
    "it": "solo, soltanto",
    "pt": "apenas, só, somente",
    "nl": "alleen, enkel",
    "pl": "tylko, wyłącznie",
    "sv": "endast, bara",
    "da": "kun",
    "nb": "kun, bare",
    "fi": "vain, ainoastaan",
    "cs": "pouze, jen",
    "hu": "csak, kizárólag",
    "ro": "doar, numai",
    "tr": "sadece, yalnızca",
    "ru": "только",
    "uk": "лише, тільки",
    "el": "μόνο",
}

TAKING: Words = {
    "en": "accept, allow, use, select, keep, permit",
    "de": "akzeptieren, zulassen, verwenden, erlauben, auswählen",
    "fr": "accepter, autoriser, utiliser, n'accepter, conserver",
    "es": "aceptar, permitir, usar",
    "it": "accetta, accettare, consenti, usa",
    "pt": "aceitar, permitir, usar",
    "nl": "accepteren, toestaan, gebruiken",
    "pl": "akceptuj, akceptuję, zezwól, zaakceptuj",
    "sv": "acceptera, godkänn, tillåt, använd",
    "da": "accepter, tillad, brug",
    "nb": "godta, tillat, bruk",
    "fi": "hyväksy, salli, käytä",
    "cs": "přijmout, povolit, použít",
    "hu": "elfogadása, elfogadom, engedélyezése",
    "ro": "acceptă, accept, permite",
    "tr": "kabul et, izin ver, çerezleri, çerezlere",
    "ru": "принять, разрешить, использовать",
    "uk": "прийняти, дозволити",
    "el": "αποδοχή, αποδέχομαι",
}

NECESSARY_ONLY: Words = {
    "en": (
        "necessary only, essential only, required only, continue with necessary cookies only, "
        "continue with necessary only, continue with essential only, continue with required only, "
        "continue with essential cookies only, continue with required cookies only, "
        "continue with technically required only, continue with technically required cookies only, "
        "continue with technically necessary only, continue with technically necessary cookies only"
    ),
    "fr": "continuer avec les cookies nécessaires uniquement",
    "ja": (
        "必要なもののみ, 必須のみ, 必須cookieのみ, 必須クッキーのみ, 必要なcookieのみ, 必要なクッキーのみ, "
        "必要なcookieのみ許可, 必須cookieのみ許可, 必須のcookieのみ, 必要なcookieのみ許可する, "
        "必須のcookieのみ許可する, 必要最小限のみ, 必須のみ許可, 必要なクッキーのみ許可, 必須cookieのみ許可する, "
        "必須cookieのみ受け入れる"
    ),
    "zh": (
        "仅必要, 仅限必要, 仅必要cookie, 仅接受必要cookie, 仅接受必要的cookie, 只接受必要的cookie, "
        "仅使用必要的cookie, 仅允许必要cookie, 僅必要, 僅接受必要cookie, 只允许必要的cookie"
    ),
    "ko": "필수만, 필수만 허용, 필수 쿠키만, 필수 쿠키만 허용, 필수 쿠키만 수락",
    "ar": "الضرورية فقط, قبول الضرورية فقط",
}

DECLINE: Words = {
    "en": (
        "no thanks, no thank you, not now, not today, not yet, maybe later, later, ask me later, remind me later, "
        "remind me another time, maybe another time, skip, skip for now, skip tour, skip the tour, skip intro, "
        "skip all, skip guide, end tour, exit tour, quit tour, stop tour, leave tour, not interested, "
        "i'm not interested, i am not interested, don't show again, do not show again, don't show this again, "
        "don't show me again, nope, do it later, i'll do it later, i'll do this later, not for me, stay here, "
        "no not now, no thx, nah, don't ask again, never ask again"
    ),
    "de": (
        "nein danke, danke nein, nicht jetzt, jetzt nicht, nicht heute, später, vielleicht später, "
        "später erinnern, überspringen, tour überspringen, tour beenden, kein interesse, nicht interessiert, "
        "nicht mehr anzeigen, nicht mehr zeigen, nein jetzt nicht, erinnere mich später, ein anderes mal, "
        "einführung überspringen, rundgang überspringen, rundgang beenden"
    ),
    "fr": (
        "non merci, pas maintenant, plus tard, peut-être plus tard, me le rappeler plus tard, ignorer, passer, "
        "passer la visite, pas intéressé, ça ne m'intéresse pas, ne plus afficher, pas aujourd'hui, "
        "une autre fois, passer l'introduction, quitter la visite"
    ),
    "es": (
        "no gracias, ahora no, más tarde, quizás más tarde, tal vez más tarde, recordármelo más tarde, omitir, "
        "saltar, no me interesa, no volver a mostrar, no mostrar de nuevo, en otro momento, hoy no, "
        "quizá más tarde, saltar tour, omitir recorrido, luego"
    ),
    "it": (
        "no grazie, non ora, non adesso, più tardi, magari più tardi, forse più tardi, ricordamelo più tardi, "
        "salta, non mi interessa, non mostrare più, un'altra volta, non oggi, dopo, salta il tour"
    ),
    "pt": (
        "não obrigado, não obrigada, agora não, mais tarde, talvez mais tarde, lembrar mais tarde, pular, ignorar, "
        "saltar, não tenho interesse, não mostrar novamente, não me interessa, depois, pular tour"
    ),
    "nl": (
        "nee bedankt, nee dank je, nee dank u, niet nu, nu niet, later, misschien later, later herinneren, "
        "overslaan, rondleiding overslaan, geen interesse, niet meer tonen, niet meer weergeven, liever niet"
    ),
    "pl": (
        "nie dziękuję, nie teraz, później, może później, przypomnij później, przypomnij mi później, pomiń, "
        "nie jestem zainteresowany, nie pokazuj ponownie, nie pokazuj więcej, innym razem, pomiń przewodnik"
    ),
    "sv": (
        "nej tack, inte nu, inte idag, senare, kanske senare, påminn mig senare, hoppa över, inte intresserad, "
        "visa inte igen, en annan gång"
    ),
    "da": "nej tak, ikke nu, senere, måske senere, påmind mig senere, spring over, ikke interesseret, vis ikke igen",
    "nb": "nei takk, ikke nå, senere, kanskje senere, påminn meg senere, hopp over, ikke interessert, ikke vis igjen",
    "fi": (
        "ei kiitos, ei nyt, myöhemmin, ehkä myöhemmin, muistuta myöhemmin, ohita, en ole kiinnostunut, älä näytä uudelleen"
    ),
    "cs": (
        "ne děkuji, ne díky, teď ne, nyní ne, později, možná později, připomenout později, přeskočit, nemám zájem, "
        "již nezobrazovat"
    ),
    "hu": (
        "nem köszönöm, köszönöm nem, most nem, később, talán később, kihagyás, kihagyom, átugrás, nem érdekel, "
        "emlékeztess később"
    ),
    "ro": "nu mulțumesc, nu acum, mai târziu, poate mai târziu, omite, sari peste, nu mă interesează",
    "tr": (
        "hayır teşekkürler, hayır teşekkür ederim, şimdi değil, daha sonra, belki daha sonra, sonra, atla, geç, "
        "ilgilenmiyorum, bir daha gösterme, sonra hatırlat"
    ),
    "ru": (
        "нет спасибо, спасибо не надо, не сейчас, позже, может быть позже, напомнить позже, пропустить, "
        "не интересно, неинтересно, больше не показывать, в другой раз"
    ),
    "uk": ("ні дякую, не зараз, пізніше, можливо пізніше, нагадати пізніше, пропустити, не цікаво, більше не показувати"),
    "el": "όχι ευχαριστώ, όχι τώρα, αργότερα, ίσως αργότερα, παράλειψη, δεν ενδιαφέρομαι",
    "ja": (
        "いいえ結構です, 結構です, 後で, あとで, 後にする, また今度, 今はしない, 今はいい, 今は不要, "
        "今はやめておく, スキップ, スキップする, ツアーをスキップ, 興味がない, 興味がありません, 不要, "
        "今後表示しない, 次回から表示しない, いらない, あとで通知, 後で通知する, いいえ結構"
    ),
    "zh": (
        "不了谢谢, 不用了, 不用了谢谢, 不用谢谢, 暂不, 暫不, 以后再说, 以後再說, 稍后, 稍後, 稍后再说, 稍後再說, "
        "稍后提醒, 跳过, 跳過, 没兴趣, 不感兴趣, 不再显示, 不再提示, 现在不, 下次再说, 不, 下次"
    ),
    "ko": (
        "아니요 괜찮습니다, 괜찮습니다, 괜찮아요, 나중에, 나중에 하기, 다음에, 다음에 하기, 지금은 안 함, "
        "지금 안 함, 건너뛰기, 관심 없음, 다시 보지 않기, 다시 표시 안 함, 오늘 하루 보지 않기, 오늘 하루 열지 않기"
    ),
    "ar": "لا شكرا, ليس الآن, لاحقا, ربما لاحقا, تخطي, تخط, غير مهتم, ذكرني لاحقا",
}

DECLINE_OPENINGS: Words = {
    "en": "no thanks, no thank you, not now, maybe later, no i",
    "de": "nein danke, nein ich, nicht jetzt",
    "fr": "non merci, non je",
    "es": "no gracias",
    "it": "no grazie",
    "pt": "não obrigado, não obrigada",
    "nl": "nee bedankt, nee dank je, nee ik",
    "pl": "nie dziękuję",
    "sv": "nej tack",
    "da": "nej tak",
    "nb": "nei takk",
}
"""Labels that begin so and name nothing dangerous decline an offer (*No thanks, I hate discounts*)."""

NO_OR_CANCEL: Words = {
    "en": "no, cancel",
    "de": "nein, abbrechen",
    "fr": "non, annuler",
    "es": "no, cancelar",
    "it": "no, annulla",
    "pt": "não, cancelar",
    "nl": "nee, annuleren",
    "pl": "nie, anuluj",
    "sv": "nej, avbryt",
    "da": "nej, annuller, fortryd",
    "nb": "nei, avbryt",
    "fi": "ei, peruuta, peru",
    "cs": "ne, zrušit, storno",
    "hu": "nem, mégse, mégsem",
    "ro": "nu, anulează, renunță",
    "tr": "hayır, iptal, vazgeç",
    "ru": "нет, отмена, отменить",
    "uk": "ні, скасувати",
    "el": "όχι, ακύρωση, άκυρο",
    "ja": "いいえ, キャンセル, やめる, キャンセルする",
    "zh": "否, 取消",
    "ko": "아니요, 아니오, 취소",
    "ar": "لا, إلغاء",
}
"""Beside a dangerous control they make a confirmation; in a plain offer they decline it."""

ACKNOWLEDGE: Words = {
    "en": (
        "ok, okay, got it, ok got it, okay got it, understood, i understand, alright, all right, thanks got it, "
        "cool, got it thanks, gotcha, ok thanks, i see, noted"
    ),
    "de": (
        "ok, okay, verstanden, alles klar, ich verstehe, ok verstanden, habe verstanden, ich habe verstanden, in ordnung"
    ),
    "fr": "ok, d'accord, compris, j'ai compris, ok compris, c'est compris, je comprends, entendu",
    "es": "ok, vale, entendido, de acuerdo, lo entiendo, entiendo, ya lo tengo, está bien",
    "it": "ok, va bene, ho capito, capito, d'accordo, ho compreso",
    "pt": "ok, entendi, entendido, percebi, compreendi, está bem, tudo bem",
    "nl": "ok, oké, begrepen, ik begrijp het, ik snap het, duidelijk, prima",
    "pl": "ok, okej, rozumiem, zrozumiałem, zrozumiano, w porządku, jasne",
    "sv": "ok, okej, jag förstår, förstått, uppfattat, jag fattar",
    "da": "ok, okay, forstået, jeg forstår, det er i orden, modtaget",
    "nb": "ok, greit, forstått, jeg forstår, den er grei, skjønner",
    "fi": "ok, selvä, ymmärrän, asia selvä, selvä juttu",
    "cs": "ok, rozumím, dobře, chápu, v pořádku",
    "hu": "ok, oké, rendben, értem, megértettem",
    "ro": "ok, am înțeles, înțeleg, bine, în regulă",
    "tr": "ok, tamam, anladım, anlaşıldı, peki",
    "ru": "ок, ok, понятно, понял, хорошо, ясно, я понимаю",
    "uk": "ок, ok, зрозуміло, зрозумів, добре, гаразд",
    "el": "ok, εντάξει, το κατάλαβα, κατάλαβα, κατανοητό",
    "ja": "ok, 了解, わかりました, 分かりました, 了解しました, 理解しました, オーケー",
    "zh": "ok, 好, 好的, 知道了, 我知道了, 明白了, 了解, 我明白了, 我了解",
    "ko": "ok, 알겠습니다, 알겠어요, 이해했습니다, 오케이",
    "ar": "ok, حسنا, فهمت, تمام",
}

UNDERSTOOD: Words = {
    "en": "got it, ok got it, okay got it, understood, thanks got it, got it thanks, gotcha",
    "de": "verstanden, ok verstanden, habe verstanden, ich habe verstanden",
    "fr": "compris, j'ai compris, ok compris, c'est compris",
    "es": "entendido",
    "it": "ho capito, capito",
    "pt": "entendi, entendido",
    "nl": "begrepen",
    "pl": "zrozumiałem, zrozumiano",
    "sv": "uppfattat",
    "da": "forstået",
    "nb": "forstått",
    "tr": "anladım, anlaşıldı",
    "ru": "понятно, понял",
    "uk": "зрозуміло, зрозумів",
    "ja": "わかりました, 分かりました",
    "zh": "知道了, 我知道了, 明白了, 我明白了",
    "ko": "알겠습니다, 알겠어요",
}
"""Those of ACKNOWLEDGE that say no more than that something was read; an *Ok* may also agree."""

TOUR_END: Words = {
    "en": "done, finish, finish tour, end",
    "de": "fertig, beenden, ende",
    "fr": "terminer, terminé, fin",
    "es": "terminar, finalizar, hecho, listo, fin",
    "it": "fine, fatto, termina",
    "pt": "concluir, terminar, feito",
    "nl": "klaar, gereed, voltooien",
    "pl": "gotowe, zakończ",
    "sv": "klar, klart, slutför",
    "ja": "完了, 終了",
    "zh": "完成, 结束",
}
"""The last button of a guided tour. Elsewhere *Done* may send what was typed."""

SETTINGS: Words = {
    "en": (
        "settings, cookie settings, manage, manage cookies, manage preferences, manage settings, manage options, "
        "manage choices, preferences, cookie preferences, customize, customise, customize settings, options, "
        "more options, let me choose, choose, show details, privacy settings, configure, adjust, change settings, "
        "personalize, set preferences, show purposes, view preferences, more choices, manage cookie preferences, "
        "customize cookies, cookies settings, manage my preferences, manage my choices, show preferences"
    ),
    "de": (
        "einstellungen, cookie einstellungen, anpassen, einstellungen verwalten, mehr optionen, auswahl anpassen, "
        "individuelle einstellungen, einstellungen anpassen, konfigurieren, details anzeigen, verwalten, optionen, "
        "cookies verwalten, präferenzen verwalten, datenschutzeinstellungen, einstellungen ändern, auswählen"
    ),
    "fr": (
        "paramètres, paramétrer, personnaliser, gérer, gérer les cookies, gérer mes choix, paramétrer les cookies, "
        "paramètres des cookies, configurer, plus d'options, préférences, gérer les préférences, choisir, "
        "en savoir plus et gérer"
    ),
    "es": (
        "configuración, configurar, configurar cookies, configuración de cookies, personalizar, gestionar, "
        "gestionar cookies, preferencias, administrar, más opciones, ajustes, gestionar opciones, opciones"
    ),
    "it": (
        "impostazioni, personalizza, gestisci, gestisci cookie, preferenze, scopri di più e personalizza, "
        "configura, impostazioni cookie, più opzioni, gestisci preferenze, gestisci opzioni"
    ),
    "pt": (
        "configurações, definições, personalizar, gerir, gerenciar, gerir cookies, preferências, configurar, "
        "mais opções, definições de cookies, configurações de cookies, gerenciar cookies, gerenciar preferências"
    ),
    "nl": (
        "instellingen, cookie instellingen, aanpassen, voorkeuren, beheren, cookies beheren, meer opties, "
        "instellingen aanpassen, voorkeuren beheren, zelf instellen, wijzigen"
    ),
    "pl": (
        "ustawienia, ustawienia cookies, dostosuj, zarządzaj, preferencje, więcej opcji, ustawienia zaawansowane, "
        "zarządzaj cookies, zmień ustawienia, konfiguruj, ustawienia plików cookie, zarządzaj preferencjami"
    ),
    "sv": (
        "inställningar, cookieinställningar, anpassa, hantera, fler alternativ, hantera cookies, "
        "anpassa inställningar, hantera inställningar"
    ),
    "da": "indstillinger, cookieindstillinger, tilpas, administrer, flere muligheder, vælg",
    "nb": "innstillinger, tilpass, administrer, flere valg",
    "fi": "asetukset, evästeasetukset, mukauta, hallitse, lisää vaihtoehtoja, muokkaa asetuksia",
    "cs": "nastavení, nastavení cookies, přizpůsobit, upravit, spravovat, více možností, podrobné nastavení",
    "hu": "beállítások, testreszabás, süti beállítások, kezelés",
    "ro": "setări, personalizează, preferințe, gestionează, setări cookie",
    "tr": "ayarlar, çerez ayarları, özelleştir, tercihler, yönet, tercihleri yönet",
    "ru": "настройки, настроить, параметры, управление, настройки cookie, настроить cookie",
    "uk": "налаштування, налаштувати, керувати",
    "el": "ρυθμίσεις, προσαρμογή, διαχείριση, ρυθμίσεις cookies",
    "ja": "設定, クッキー設定, cookie設定, cookieの設定, クッキーの設定, カスタマイズ, 詳細設定, 設定を管理, オプション, 管理する, 設定を変更",
    "zh": "设置, 設定, cookie设置, 自定义, 自訂, 管理, 更多选项, 管理偏好, 偏好设置",
    "ko": "설정, 쿠키 설정, 맞춤 설정, 관리, 옵션, 사용자 설정",
    "ar": "الإعدادات, إعدادات, تخصيص, إدارة, خيارات",
}

SAVE: Words = {
    "en": (
        "save, save settings, save preferences, save choices, save my choices, save my preferences, "
        "save and close, save and exit, save selection, save selected, save services, use selected, "
        "save cookie settings, save cookies, accept selected, accept selection, allow selected, allow selection, "
        "confirm my choices, confirm choices, confirm selection"
    ),
    "de": (
        "speichern, auswahl speichern, einstellungen speichern, speichern und schließen, auswahl übernehmen, "
        "auswahl erlauben, auswahl akzeptieren, auswahl bestätigen, ausgewählte akzeptieren, ausgewählte"
    ),
    "fr": "enregistrer, enregistrer mes choix, enregistrer les préférences, sauvegarder, enregistrer les paramètres",
    "es": "guardar, guardar preferencias, guardar configuración, guardar selección, guardar ajustes",
    "it": "salva, salva preferenze, salva impostazioni, salva scelte, salva selezione",
    "pt": "salvar, guardar, salvar preferências, guardar preferências, salvar configurações",
    "nl": (
        "opslaan, voorkeuren opslaan, selectie opslaan, instellingen opslaan, geselecteerde, geselecteerde accepteren, "
        "selectie toestaan, selectie accepteren"
    ),
    "pl": "zapisz, zapisz ustawienia, zapisz wybór, zapisz preferencje",
    "sv": "spara, spara inställningar, spara val",
    "da": "gem, gem indstillinger, gem valg",
    "nb": "lagre, lagre innstillinger, lagre valg",
    "fi": "tallenna, tallenna asetukset, tallenna valinnat",
    "cs": "uložit, uložit nastavení, uložit výběr",
    "ja": "保存, 保存する, 設定を保存, 選択を保存",
    "zh": "保存, 儲存, 保存设置, 保存选择",
    "ko": "저장, 설정 저장, 선택 저장",
}
"""Presses in the details of a cookie banner, only while every switch that can be changed is off."""

INFORM: Words = {
    "en": (
        "learn more, more info, more information, read more, details, privacy policy, cookie policy, terms, "
        "imprint, privacy, cookie notice, find out more, privacy notice, more, terms of use, terms and conditions, "
        "legal notice"
    ),
    "de": (
        "mehr erfahren, mehr informationen, weitere informationen, datenschutz, datenschutzerklärung, impressum, "
        "details, mehr dazu, agb, cookie richtlinie, mehr infos"
    ),
    "fr": (
        "en savoir plus, plus d'informations, politique de confidentialité, mentions légales, politique de cookies, détails"
    ),
    "es": "más información, saber más, leer más, política de privacidad, política de cookies, aviso legal, detalles",
    "it": (
        "maggiori informazioni, scopri di più, leggi di più, informativa, cookie policy, informativa sulla privacy, dettagli"
    ),
    "pt": "saiba mais, mais informações, saber mais, política de privacidade, política de cookies, detalhes",
    "nl": "meer informatie, meer weten, lees meer, privacybeleid, cookiebeleid, meer info, privacyverklaring, details",
    "pl": "więcej informacji, dowiedz się więcej, czytaj więcej, polityka prywatności, polityka cookies, szczegóły",
    "sv": "läs mer, mer information, integritetspolicy, cookiepolicy, mer info",
    "da": "læs mere, mere information, privatlivspolitik, cookiepolitik",
    "nb": "les mer, mer informasjon, personvern, personvernerklæring",
    "fi": "lue lisää, lisätietoja, tietosuojaseloste",
    "cs": "více informací, zjistit více, zásady ochrany osobních údajů",
    "ja": "詳細, 詳しくはこちら, 詳細を見る, もっと見る, プライバシーポリシー, クッキーポリシー",
    "zh": "了解更多, 更多信息, 隐私政策, 详情",
    "ko": "자세히, 자세히 보기, 더 알아보기, 개인정보처리방침",
}
"""Links that only tell more; they do not count when a notice has *a single button*."""

FILLERS: Words = {
    "en": (
        "cookie, cookies, dialog, dialogue, modal, window, popup, pop, up, overlay, banner, message, notice, "
        "notification, this, the, button, icon, box, panel, layer, alert, toast, lightbox, announcement, consent, "
        "form"
    ),
    "de": "fenster, dialog, dialogfeld, hinweis, meldung, dieses, diesen, das, den, die, nachricht",
    "fr": "fenêtre, boîte, dialogue, la, le, les, que, cette, ce, bannière, notification",
    "es": "ventana, diálogo, cuadro, la, el, las, los, este, esta, aviso, mensaje, de",
    "it": "finestra, il, la, questo, questa, messaggio, avviso, i",
    "pt": "janela, diálogo, a, o, os, esta, este, aviso, mensagem",
    "nl": "venster, het, dit, de, dialoogvenster, melding, bericht",
    "pl": "okno, to, komunikat, pliki",
    "sv": "fönster, fönstret, dialogruta, meddelande",
    "da": "vindue, vinduet, besked",
    "nb": "vindu, vinduet, melding",
    "hu": "a, az",
    "el": "τα, των",
    "ru": "окно, файлы, это",
    "uk": "вікно, файли",
}
"""Words that say nothing about what a control does."""

EVERYTHING: Words = {
    "en": "all, any, optional, additional, non, essential, unnecessary, tracking, others, nonessential",
    "de": "alle, alles, optionale, optionalen, nicht, notwendige, nicht-notwendige",
    "fr": "tout, tous, toutes, optionnels, je",
    "es": "todo, todos, todas, opcionales",
    "it": "tutto, tutti, tutte, facoltativi",
    "pt": "tudo, todos, todas, opcionais",
    "nl": "alles, alle, optionele",
    "pl": "wszystko, wszystkie, opcjonalne",
    "sv": "alla, allt, valfria",
    "da": "alle, alt, valgfrie",
    "nb": "alle, alt, valgfrie",
    "fi": "kaikki, valinnaiset, evästeet",
    "cs": "vše, všechny, všechno, volitelné",
    "hu": "összes, mindet, mindent, minden, az, sütik",
    "ro": "toate, tot",
    "tr": "tümünü, hepsini, tüm, çerezleri",
    "ru": "все, всё, необязательные",
    "uk": "усі, все, всі",
    "el": "όλα, όλων, των",
}
"""Words that may stand beside a refusal without changing it."""
