// What every page does: speak the person's language, show the links that fit their role, sign out.

import { currentMember, session } from "./api.js";
import { currentLanguage, hasText, loadLanguage, preferredLanguage, rememberLanguage, t, translate } from "./i18n.js";
import { announce, announceFromLastPage, announceOnNextPage } from "./ui.js";

/** Pages that a person may be sent to after signing in: an address from outside is never followed. */
const PAGES = ["index.html", "account.html", "admin.html", "indicators.html"];

/** The page to go to after signing in, from the address's ?next=; the catalogue when it is not one of ours. */
export function nextPage(search) {
  const wanted = new URLSearchParams(search).get("next");
  return PAGES.includes(wanted) ? wanted : "index.html";
}

/**
 * Starts a page.
 * @param {(member: object|null) => (void|Promise<void>)} render  draws what depends on data and on the language;
 *   called again when the language changes
 */
export async function start(render) {
  let draw = null; // set once it is known who is there
  await useLanguage(preferredLanguage());
  document.getElementById("sign-out").addEventListener("click", signOut);
  document.getElementById("language").addEventListener("click", () => switchLanguage(() => draw?.()));
  await safely(async () => {
    const member = await currentMember();
    showWhatFits(member);
    announceFromLastPage();
    draw = () => render(member);
    await draw();
  });
  document.documentElement.dataset.ready = "true";
}

async function useLanguage(language) {
  await loadLanguage(language);
  document.documentElement.lang = language;
  translate();
  const button = document.getElementById("language");
  button.lang = language === "fr" ? "en" : "fr";
}

async function switchLanguage(render) {
  const language = currentLanguage() === "fr" ? "en" : "fr";
  rememberLanguage(language);
  await useLanguage(language);
  announce(t("language.changed"));
  await safely(render);
}

/** Runs some work; what fails is told in the live region, in words for a person. */
export async function safely(work) {
  try {
    await work();
  } catch (error) {
    if (!error.messageKeys) throw error; // a mistake of ours: the console must show it
    announce(problemText(error), "failure");
  }
}

/** What the API's error means, in words for a person. */
export function problemText(error) {
  return t(error.messageKeys.find(hasText) ?? "problem.other");
}

/** Shows the elements meant for a visitor, a member or an administrator, and hides the others. */
function showWhatFits(member) {
  const roles = member ? ["member", ...(member.role === "admin" ? ["admin"] : [])] : ["visitor"];
  for (const element of document.querySelectorAll("[data-for]")) {
    element.hidden = !roles.includes(element.dataset.for);
  }
}

function signOut() {
  session.close();
  announceOnNextPage(t("session.closed"));
  location.assign("index.html");
}
