"""Words that make a control dangerous, in many languages. Data only; they win over everything but an exact refusal.

The same notation as in ``label_words``. A phrase after ``^`` counts only at the beginning of the label.
"""

from __future__ import annotations

from automation_suite.modals.label_words import Words

DANGER: Words = {
    "en": (
        "agree*, accept*, allow*, consent*, permit, enable*, approve*, authori*, confirm*, continue*, continuing, "
        "proceed*, next, pay, pays, paying, payment*, payout*, purchase*, buy, buying, order*, checkout, redeem*, "
        "transfer*, withdraw*, send*, submit*, subscri*, sign up, signup, sign me up, sign in, sign out, log in, "
        "login, log out, logout, register*, join*, upgrade*, install, installe*, installa*, installi*, download*, "
        "get started, start*, try, claim*, activat*, unlock*, apply, delet*, remov*, erase*, deactivat*, discard*, "
        "reset, unsubscribe*, terminate*, cancel my*, cancel sub*, cancel account*, cancel member*, close account, "
        "close my account, get, add, added, book*, shop, shopping, go to, take me, open, update*, share*, follow*, "
        "turn on, notify*, donate*, spend*, invest*, bid*, sell, publish*, post, refund*, charge*, renew*, "
        "switch to, verify*, connect*, import*, let s go, i want, yes*, ^sure, ^ok and*, ^done and*, create*, "
        "empty, empties, clear all, archive*, block user*, report*, use app, trial, buy now, boost*, promote*, "
        "feature my*, get featured"
    ),
    "de": (
        "akzept*, zustimm*, stimme, einverstanden, einwillig*, erlaub*, zulass*, gestatt*, bestatig*, weiter, "
        "fortfahr*, nachst*, bezahl*, zahl*, kauf*, bestell*, kasse, einlos*, uberweis*, auszahl*, abheb*, senden, "
        "absend*, abschick*, abonn*, registr*, anmeld*, einlogg*, abmeld*, beitret*, upgrad*, installier*, "
        "herunterlad*, start*, los geht*, testen, ausprobier*, sichern, aktivier*, freischalt*, loschen, losche*, "
        "entfern*, zurucksetz*, kundig*, hinzufug*, buch*, teilen, folgen, ^ja, verlanger*, holen, hol*, "
        "jetzt kaufen, konto schlie*, verwerfen, aktualisier*, jetzt shoppen"
    ),
    "fr": (
        "accept*, consen*, autoris*, confirm*, valid*, continu*, poursuiv*, suivant*, pay*, paiement, achet*, "
        "achat*, command*, transfer*, virement*, envoy*, soumettre, abonn*, inscri*, connexion, connect*, rejoin*, "
        "install, installe*, installa*, installi*, telecharg*, commenc*, essay*, profit*, activ*, debloqu*, "
        "supprim*, efface*, retir*, resili*, desactiv*, ajout*, partag*, suivre, ^oui, obten*, recevoir, "
        "j en profite, mettre a jour, metre a niveau, passer a, passer au, passer commande, fermer le compte, "
        "demarr*, decouvr*, reserv*"
    ),
    "es": (
        "acept*, consien*, permit*, autori*, confirm*, continu*, seguir, siguiente, pag*, compra*, compre, compro, "
        "pedido, pedir, transfer*, retirar, envi*, suscri*, registr*, inscrib*, iniciar, acceder, unirse, unete, "
        "instala*, instale*, descarg*, empez*, comenz*, probar, prueb*, aprovech*, activ*, desbloque*, elimin*, "
        "borrar*, quitar, agreg*, anad*, compart*, ^si, obten*, quiero, actualiz*, mejorar, canjear, "
        "darse de baja, cerrar cuenta, reserv*"
    ),
    "it": (
        "accett*, consent*, acconsent*, autorizz*, conferm*, continu*, prosegu*, avanti, successivo, pag*, "
        "acquist*, compra*, ordin*, trasfer*, bonific*, preleva*, invia*, iscriv*, abbon*, registr*, acced*, "
        "entra, unisciti, install, installe*, installa*, installi*, scarica*, inizia*, prova*, approfitt*, "
        "attiva*, sblocc*, elimina*, cancella*, rimuov*, aggiung*, condivid*, ^si, otteni*, voglio, aggiorna*, "
        "riscatta*, chiudi account, chiudi conto, prenot*, passa a"
    ),
    "pt": (
        "aceit*, concord*, consent*, permit*, autoriz*, confirm*, continu*, prosseg*, proximo, proxima, seguinte, "
        "avancar, pag*, compra*, compre, compro, pedido, transfer*, sacar, levantar, envi*, assin*, subscrev*, "
        "inscrev*, registr*, registar, cadastr*, entrar, instala*, instale*, baixar, descarreg*, comec*, "
        "experiment*, aproveit*, ativ*, desbloque*, exclu*, apagar*, elimin*, remov*, adicion*, compartilh*, "
        "partilh*, ^sim, obter, obtenha, quero, atualiz*, resgat*, encerrar conta, fechar conta, reserv*"
    ),
    "nl": (
        "accept*, akkoord, toestaan, toestem*, bevestig*, doorgaan, ga door, verder, volgende, betal*, koop*, "
        "kopen, bestel*, overmak*, overboek*, opnemen, verzend*, verstuur*, abonne*, inschrijv*, aanmeld*, "
        "registr*, inlog*, uitlog*, installe*, download*, start*, begin*, probeer*, proberen, activeer*, "
        "ontgrendel*, verwijder*, wis, wissen, toevoeg*, deel*, volg, ^ja, upgrad*, inwissel*, ontvang*, "
        "account sluiten, opzeggen, meld je aan, meld mij aan, schrijf*, boek*"
    ),
    "pl": (
        "akcept*, zaakcept*, zgadzam*, zgod*, wyrazam*, zezw*, potwierd*, kontynu*, dalej, nastepn*, przejdz*, "
        "zaplac*, plac*, kup*, zamow*, przelej*, przelew*, wyplac*, wyslij*, subskryb*, zapisz sie, zapisuje sie, "
        "zarejestr*, zaloguj*, wyloguj*, dolacz*, zainstal*, pobierz*, rozpocz*, zaczyn*, wyprobuj*, aktywuj*, "
        "odblok*, usun*, skasuj*, dodaj*, udostepn*, ^tak, odbierz*, chce, uaktualn*, ulepsz*, zamknij konto"
    ),
    "sv": (
        "acceptera*, godkann*, samtyck*, tillat*, bekraft*, fortsatt*, nasta, vidare, betal*, kop, kopa, bestall*, "
        "overfor*, ta ut, skicka*, prenumer*, registrer*, anmal*, logga in, logga ut, ga med, installer*, ladda*, "
        "borja*, starta*, prova*, aktiver*, las upp, radera*, ta bort, lagg till, dela, folj, ^ja, uppgrader*, "
        "uppdatera*, hamta*, jag vill, stang konto*, avsluta konto*, losa in"
    ),
    "da": (
        "accepter*, godkend*, samtykk*, tillad*, bekraeft*, fortsaet*, naeste, videre, betal*, kob, bestil*, "
        "overfor*, send*, abonner*, tilmeld*, registrer*, log ind, log ud, installer*, hent*, start*, prov*, "
        "aktiver*, slet*, fjern*, tilfoj*, del, ^ja, opgrader*, luk konto"
    ),
    "nb": (
        "godta*, godkjenn*, samtykk*, tillat*, bekreft*, fortsett*, neste, videre, betal*, kjop*, bestill*, "
        "overfor*, send*, abonner*, registrer*, meld deg pa, logg inn, logg ut, installer*, last ned, start*, "
        "prov*, aktiver*, slett*, fjern*, legg til, del, ^ja, oppgrader*, lukk konto"
    ),
    "fi": (
        "hyvaksy*, salli*, suostu*, vahvista*, jatka*, seuraava*, maksa*, osta*, tilaa*, siirra*, laheta*, "
        "rekisteroi*, kirjaudu*, liity*, asenna*, lataa*, aloita*, kokeile*, aktivoi*, poista*, lisaa ostos*, jaa, "
        "^kylla, ^joo, paivita*"
    ),
    "cs": (
        "prijm*, prijim*, souhlas*, povolit, potvr*, pokrac*, dalsi, zaplat*, koup*, objedn*, prevest*, odesl*, "
        "poslat, odebirat, prihlas*, odhlas*, registr*, nainstal*, stahn*, zacit, zacin*, vyzkous*, aktivov*, "
        "smaz*, odstran*, pridat, sdilet, ^ano, upgrad*"
    ),
    "hu": (
        "elfogad*, egyetert*, hozzajarul*, engedely*, megerosit*, folytat*, tovabb*, kovetkezo, fizet*, vasarl*, "
        "megrendel*, atutal*, kuld*, feliratkoz*, regisztr*, bejelentkez*, telepit*, letolt*, kezd*, kiprob*, "
        "aktival*, torl*, torol*, hozzaad*, ^igen"
    ),
    "ro": (
        "accept*, sunt de acord, permite*, confirm*, continu*, urmator*, plat*, cumpar*, comand*, transfer*, "
        "trimite*, abon*, inscri*, inregistr*, autentific*, conect*, instala*, instale*, descarc*, incep*, "
        "incearca*, activ*, sterge*, elimin*, adaug*, ^da"
    ),
    "tr": (
        "kabul*, onayl*, onay*, izin*, devam*, sonraki, ileri, ode, odeme*, satin*, siparis*, transfer*, gonder*, "
        "abone*, kaydol*, kayit*, giris*, yukle*, indir*, basla*, dene*, etkinlestir*, sil, silin*, kaldir*, "
        "ekle*, paylas*, ^evet"
    ),
    "ru": (
        "принять*, принима*, соглас*, разреш*, подтверд*, продолж*, далее, следующ*, дальше, оплат*, заплат*, "
        "купить*, куплю, заказ*, перевест*, перевод*, вывести*, отправ*, подпис*, зарегистр*, регистр*, войти*, "
        "вход, выйти*, установ*, скачать*, начать*, попроб*, активир*, удалить*, удали*, добав*, подел*, ^да, "
        "получ*, обнов*, хочу, закрыть аккаунт*, закрыть счет*"
    ),
    "uk": (
        "прииня*, приима*, погодж*, дозвол*, підтверд*, продовж*, далі, наступн*, оплат*, сплат*, купити*, замов*, "
        "переказ*, переве*, надісл*, підпис*, зареєстр*, увіити*, вхід, встанов*, завантаж*, почати*, спробу*, "
        "активув*, видал*, додати*, поділ*, ^так, отрима*, онов*"
    ),
    "el": (
        "αποδοχη*, αποδεχομαι*, συμφων*, επιτρ*, επιβεβαι*, συνεχ*, επομεν*, πληρωμ*, αγορ*, παραγγελ*, μεταφορ*, "
        "αποστολ*, εγγραφ*, συνδεσ*, εγκατ*, ληψη*, εναρξη*, δοκιμ*, ενεργοπ*, διαγραφ*, προσθηκ*, κοινοπ*, ^ναι"
    ),
    "ja": (
        "同意*, 許可*, 承諾*, 承認*, 受け入れ*, 確認*, 確定*, 続け*, 続行*, 次へ*, 次に*, 進む*, 支払*, 購入*, "
        "買う*, 注文*, 振込*, 送金*, 引き出*, 送信*, 登録*, 購読*, ログイン*, ログアウト*, サインアップ*, 参加*, "
        "アップグレード*, インストール*, ダウンロード*, 開始*, 始め*, はじめ*, 試す*, 試し*, 有効*, 削除*, 消去*, "
        "解除*, 解約*, 退会*, 追加*, シェア*, 共有*, ^はい, 申し込*, 獲得*, もらう*, 受け取*, 更新*, 適用*, 実行*, "
        "予約*, 詳しく見て買*"
    ),
    "zh": (
        "同意*, 接受*, 允许*, 允許*, 授权*, 确认*, 確認*, 确定*, 確定*, 继续*, 繼續*, 下一步*, 前往*, 支付*, "
        "付款*, 购买*, 購買*, 买*, 订购*, 下单*, 结账*, 转账*, 轉帳*, 提现*, 兑换*, 发送*, 提交*, 订阅*, 訂閱*, "
        "注册*, 註冊*, 登录*, 登入*, 登出*, 退出登录*, 加入*, 升级*, 升級*, 安装*, 安裝*, 下载*, 下載*, 开始*, "
        "開始*, 试用*, 激活*, 启用*, 删除*, 刪除*, 移除*, 清空*, 注销*, 添加*, 分享*, ^是, 领取*, 立即*, 马上*, "
        "更新*, 接收*, 打开*, 使用全部*"
    ),
    "ko": (
        "동의*, 허용*, 수락*, 승인*, 확인*, 확정*, 계속*, 다음으로*, 다음 단계*, 결제*, 지불*, 구매*, 주문*, "
        "이체*, 송금*, 출금*, 전송*, 보내기*, 제출*, 구독*, 가입*, 로그인*, 로그아웃*, 등록*, 참여*, 업그레이드*, "
        "설치*, 다운로드*, 시작*, 체험*, 활성화*, 켜기*, 삭제*, 제거*, 탈퇴*, 해지*, 추가*, 공유*, ^예, ^네, "
        "받기*, 업데이트*, 신청*"
    ),
    "ar": (
        "قبول*, أوافق*, موافق*, موافقة*, السماح*, سماح*, تأكيد*, متابعة*, استمرار*, التالي*, دفع*, ادفع*, شراء*, "
        "اشتر*, طلب*, تحويل*, سحب*, إرسال*, اشتراك*, اشترك*, تسجيل*, انضم*, ترقية*, تثبيت*, تنزيل*, تحميل*, ابدأ*, "
        "جرب*, تفعيل*, حذف*, إزالة*, إضافة*, مشاركة*, ^نعم, احصل*, تحديث*"
    ),
}

CLOSING_HINTS = frozenset(
    [
        "close",
        "closer",
        "closing",
        "dismiss",
        "dismissal",
        "cerrar",
        "fermer",
        "schliessen",
        "chiudi",
        "fechar",
        "sluiten",
        "zamknij",
    ]
)
"""Words inside of identifiers (classes, test ids, attribute names) that say *this closes*."""

CLOSING_NAMES = frozenset(
    [
        "fa-times",
        "fa-xmark",
        "fa-times-circle",
        "bi-x",
        "bi-x-lg",
        "bi-x-circle",
        "lucide-x",
        "icon-x",
        "icon-times",
        "icon-cross",
        "icon-xmark",
        "feather-x",
        "ti-x",
        "ph-x",
        "x-icon",
        "xmark",
        "times",
        "cross",
        "icon-cancel",
        "mdi-close",
        "mdi-window-close",
        "x-mark",
        "icon-remove-sign",
        "codicon-x",
        "octicon-x",
        "pi-times",
        "ri-close-line",
        "introjs-skipbutton",
        "data-a11y-dialog-hide",
        "data-fancybox-hide",
        "data-modal-hide",
        "data-dialog-hide",
        "ui-icon-closethick",
        "heroicon-x-mark",
        "iconoir-xmark",
    ]
)
"""Whole identifiers that say so."""

DANGEROUS_HINTS = frozenset(
    [
        "accept",
        "agree",
        "allow",
        "confirm",
        "delete",
        "remove",
        "trash",
        "pay",
        "redeem",
        "transfer",
        "buy",
        "purchase",
        "withdraw",
        "consent",
        "approve",
        "upgrade",
        "continue",
        "proceed",
        "order",
    ]
)
"""Words that make a control without a label dangerous wherever they stand in an identifier."""

DANGEROUS_TAILS = frozenset(
    [
        "subscribe",
        "signup",
        "register",
        "login",
        "install",
        "download",
        "checkout",
        "cart",
        "submit",
        "next",
        "prev",
        "previous",
        "menu",
        "expand",
        "fullscreen",
        "maximize",
        "minimize",
        "zoom",
        "share",
        "play",
        "settings",
        "edit",
        "add",
        "start",
        "send",
        "save",
        "open",
        "more",
        "info",
        "like",
        "follow",
    ]
)
"""Words that do so only when no closing word follows them: ``subscribe-box__close`` closes."""
