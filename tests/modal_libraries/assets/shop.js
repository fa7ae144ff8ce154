// Buttons of the shop itself that read like those of a dialog, in the language of the page.

const DECOYS = {
  da: ["Luk", "Nej tak"],
  de: ["Schließen", "Nein danke", "Ablehnen"],
  en: ["Close", "No thanks", "Reject all", "Dismiss"],
  es: ["Cerrar", "No, gracias", "Rechazar"],
  fi: ["Sulje", "Ei kiitos"],
  fr: ["Fermer", "Non merci", "Tout refuser"],
  it: ["Chiudi", "No grazie", "Rifiuta"],
  ja: ["閉じる", "あとで"],
  ko: ["닫기", "나중에"],
  nl: ["Sluiten", "Nee, bedankt", "Weigeren"],
  pl: ["Zamknij", "Nie, dziękuję"],
  pt: ["Fechar", "Não, obrigado"],
  ru: ["Закрыть", "Нет, спасибо"],
  sv: ["Stäng", "Nej tack"],
  tr: ["Kapat", "Hayır, teşekkürler"],
  zh: ["关闭", "以后再说"],
};

function addDecoys() {
  const place = document.querySelector("#shop .decoys");
  for (const label of DECOYS[document.documentElement.lang]) {
    const button = document.createElement("button");
    button.textContent = label;
    place.append(button, " ");
  }
}
