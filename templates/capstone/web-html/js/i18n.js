// French and English: which language to use, the texts, the dates and the numbers.
// Texts live in i18n/fr.json and i18n/en.json; a page downloads only the one it shows.

export const LANGUAGES = ["fr", "en"];
const STORAGE_KEY = "language";

const current = { language: "fr", messages: {} };

/**
 * The first of the candidates that we speak: ["de-CH", "en-GB"] gives "en". French when there is none.
 * @param {(string|null|undefined)[]} candidates
 */
export function chooseLanguage(candidates) {
  const spoken = candidates.map((candidate) => (candidate ?? "").toLowerCase().split("-")[0]);
  return spoken.find((language) => LANGUAGES.includes(language)) ?? "fr";
}

/** What the person chose before, otherwise what the browser asks for. */
export function preferredLanguage() {
  return chooseLanguage([localStorage.getItem(STORAGE_KEY), ...navigator.languages]);
}

/** Loads the texts of a language and makes it the current one. */
export async function loadLanguage(language) {
  const response = await fetch(new URL(`../i18n/${language}.json`, import.meta.url));
  if (!response.ok) throw new Error(`No texts for the language ${language}`);
  useMessages(language, await response.json());
}

/** Makes a language current with texts that are already there; tests use it too. */
export function useMessages(language, messages) {
  current.language = language;
  current.messages = messages;
}

export function rememberLanguage(language) {
  localStorage.setItem(STORAGE_KEY, language);
}

export function currentLanguage() {
  return current.language;
}

/**
 * The text of a key, with its {places} filled in. When `values.count` is a number, the plural form of the
 * language is taken if the text has one ("loans.count_one", "loans.count_other").
 * An unknown key shows itself: better than an empty button, and the linter refuses it anyway.
 */
export function t(key, values = {}) {
  const plural = typeof values.count === "number" ? new Intl.PluralRules(current.language).select(values.count) : "";
  const text = current.messages[`${key}_${plural}`] ?? current.messages[`${key}_other`] ?? current.messages[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (place, name) =>
    typeof values[name] === "number" ? formatNumber(values[name]) : String(values[name] ?? place),
  );
}

export function hasText(key) {
  return key in current.messages;
}

/** Puts the texts of the current language into every element that names a key. */
export function translate(root = document) {
  for (const element of root.querySelectorAll("[data-i18n]")) element.textContent = t(element.dataset.i18n);
  for (const element of root.querySelectorAll("[data-i18n-label]")) {
    element.setAttribute("aria-label", t(element.dataset.i18nLabel));
  }
  for (const element of root.querySelectorAll("[data-language]")) {
    element.hidden = element.dataset.language !== current.language;
  }
}

/** 12345.6 → « 12 345,6 » in French, "12,345.6" in English. */
export function formatNumber(value, options = {}) {
  return new Intl.NumberFormat(current.language, options).format(value);
}

/** An ISO date or date-time → « 5 mars 2026 », "5 March 2026". A dash when there is none. */
export function formatDate(value) {
  if (!value) return "–";
  // A date without time is a calendar day: read at local midnight, or it would be the day before in the west.
  const date = new Date(/^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00` : value);
  return Number.isNaN(date.getTime()) ? value : dateIn({ dateStyle: "long" }, date);
}

/** "2026-03" → « mars 2026 », "March 2026". */
export function formatMonth(month) {
  return dateIn({ month: "long", year: "numeric" }, new Date(`${month}-01T00:00:00`));
}

/** 1 → « lundi », "Monday". */
export function formatWeekday(number) {
  return dateIn({ weekday: "long" }, new Date(2024, 0, number)); // 1 January 2024 was a Monday
}

function dateIn(options, date) {
  const text = new Intl.DateTimeFormat(current.language === "en" ? "en-GB" : "fr-FR", options).format(date);
  // In French the first of the month is an ordinal, which Intl does not write.
  return current.language === "fr" ? text.replace(/^1 /, "1er ") : text;
}
