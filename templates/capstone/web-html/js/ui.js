// Small tools for the pages: build elements, speak to screen readers, show the errors of a form.

import { t } from "./i18n.js";

/**
 * Builds an element. Children are put in as text or as nodes, never as HTML: what a member typed cannot run.
 * @param {string} tag
 * @param {Record<string, unknown>} attributes  a function is an event listener; null, undefined and false are left out
 * @param {...(Node|string|number|null|undefined)} children
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), value);
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  for (const child of children) {
    if (child !== null && child !== undefined) element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

/** Writes in the page's live region: shown, and read aloud without moving the focus. */
export function announce(message, kind = "info") {
  const status = document.getElementById("status");
  status.className = `status ${kind}`;
  status.textContent = message;
}

const NOTICE = "notice";

/** Keeps a message for the page that comes next ("you are signed in"). */
export function announceOnNextPage(message) {
  sessionStorage.setItem(NOTICE, message);
}

/** Says the message that the page before left, if any. */
export function announceFromLastPage() {
  const message = sessionStorage.getItem(NOTICE);
  sessionStorage.removeItem(NOTICE);
  if (message) announce(message, "success");
}

/** Why a field is refused, as the key of a text; null when it is accepted. */
export function reasonOf(validity) {
  const reasons = ["valueMissing", "typeMismatch", "tooShort", "tooLong", "patternMismatch", "rangeUnderflow", "badInput"];
  const reason = reasons.find((name) => validity[name]);
  return reason ? `error.${reason}` : validity.valid ? null : "error.badInput";
}

/**
 * Checks a form with the browser's own rules (required, type, minlength…) and shows what is wrong.
 * @returns {boolean} whether the form can be sent
 */
export function validateForm(form) {
  const errors = [];
  for (const field of form.elements) {
    const reason = field.willValidate ? reasonOf(field.validity) : null;
    if (reason) errors.push({ field, message: t(reason, { min: Number(field.minLength), max: Number(field.maxLength) }) });
  }
  showErrors(form, errors);
  return errors.length === 0;
}

/**
 * Shows a summary at the top of the form, one link a field, and the reason beside each field.
 * The summary takes the focus, so that nobody has to look for what went wrong.
 * @param {{field: HTMLElement|null, message: string}[]} errors  field is null for what concerns the whole form
 */
export function showErrors(form, errors) {
  form.querySelector(".errors")?.remove();
  for (const old of form.querySelectorAll(".field-error")) old.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    describe(field, null);
  }
  if (errors.length === 0) return;
  for (const { field, message } of errors) if (field) markField(field, message);
  const summary = h(
    "div",
    { class: "errors", role: "alert", tabindex: "-1" },
    h("h3", {}, t("error.summary", { count: errors.length })),
    h("ul", {}, ...errors.map(({ field, message }) => h("li", {}, field ? linkTo(field, message) : message))),
  );
  form.prepend(summary);
  summary.focus();
}

function linkTo(field, message) {
  const label = field.labels?.[0]?.textContent.trim() ?? field.name;
  const focusField = (event) => {
    event.preventDefault();
    field.focus();
  };
  return h("a", { href: `#${field.id}`, onclick: focusField }, `${label} – ${message}`);
}

function markField(field, message) {
  const id = `${field.id}-error`;
  field.setAttribute("aria-invalid", "true");
  field.after(h("p", { class: "field-error", id }, message));
  describe(field, id);
}

/** Adds the error to what describes the field, or takes it away, and keeps its hint. */
function describe(field, errorId) {
  const ids = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && !id.endsWith("-error"));
  if (errorId) ids.push(errorId);
  if (ids.length > 0) field.setAttribute("aria-describedby", ids.join(" "));
  else field.removeAttribute("aria-describedby");
}

/** Says that something is under way on an element and takes no second click until it is over. */
export async function whileBusy(element, work) {
  if (element.getAttribute("aria-busy") === "true") return;
  element.setAttribute("aria-busy", "true");
  try {
    await work();
  } finally {
    element.removeAttribute("aria-busy");
  }
}

/** A table: caption, column heads, and rows whose first cell is their head. Cells are text or nodes. */
export function grid(caption, columns, rows) {
  const head = h("tr", {}, ...columns.map((column) => h("th", { scope: "col" }, column)));
  const body = rows.map(([first, ...cells]) =>
    h("tr", {}, h("th", { scope: "row" }, first), ...cells.map((cell) => h("td", {}, cell))),
  );
  return h("table", {}, h("caption", {}, caption), h("thead", {}, head), h("tbody", {}, ...body));
}

/**
 * Buttons to the page before and the page after; an empty text when one page holds everything.
 * @param {{page: number, size: number, total: number}} found
 * @param {(page: number) => void} go
 */
export function pager({ page, size, total }, go) {
  const last = Math.ceil(total / size);
  if (last <= 1) return "";
  const step = (key, to) =>
    h("button", { type: "button", disabled: to < 1 || to > last, onclick: () => go(to) }, t(key));
  const place = h("span", {}, t("pager.place", { page, last }));
  return h("nav", { class: "pages", "aria-label": t("pager.label") }, step("pager.previous", page - 1), place, step("pager.next", page + 1));
}
