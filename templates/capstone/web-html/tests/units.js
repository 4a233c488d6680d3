// Unit tests of the modules, run one by one in a real browser by test_units.py: the engine that people use judges,
// and nothing but Python is needed to run them.

import { ApiError, readProblem } from "../js/api.js";
import { barChart, barLengths, dataTable, describeRows, shorten } from "../js/chart.js";
import { chooseLanguage, formatDate, formatMonth, formatNumber, formatWeekday, t, translate, useMessages } from "../js/i18n.js";
import { nextPage } from "../js/shell.js";
import { announce, h, reasonOf, showErrors, validateForm, whileBusy } from "../js/ui.js";

const tests = new Map();
const test = (name, body) => tests.set(name, body);

/** Runs one test; test_units.py calls it by name. */
export async function run(name) {
  document.body.replaceChildren();
  useMessages("fr", { "error.valueMissing": "à remplir", "error.summary_other": "{count} erreurs" });
  await tests.get(name)();
}

function equal(actual, expected) {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`expected ${right}, got ${left}`);
}

/** Intl may use narrow or ordinary no-break spaces: the digits and words are what counts here. */
const plain = (text) => text.replace(/[\u00a0\u202f]/g, " ");

test("the first language that we speak is chosen", () => {
  equal(chooseLanguage([null, "de-CH", "en-GB", "fr"]), "en");
  equal(chooseLanguage(["FR-be"]), "fr");
});

test("French is chosen when nothing fits", () => {
  equal(chooseLanguage([undefined, "pt-BR", ""]), "fr");
});

test("places in a text are filled in, numbers in the reader's way", () => {
  useMessages("fr", { hello: "Bonjour {name}, {total} prêts" });
  equal(plain(t("hello", { name: "Camille", total: 12345 })), "Bonjour Camille, 12 345 prêts");
});

test("a value that looks like a place is not filled in again", () => {
  useMessages("en", { hello: "Hello {name}" });
  equal(t("hello", { name: "{total}", total: 3 }), "Hello {total}");
});

test("the plural follows the language", () => {
  const texts = { items_one: "{count} outil", items_other: "{count} outils" };
  useMessages("fr", texts);
  equal([t("items", { count: 0 }), t("items", { count: 1 }), t("items", { count: 2 })], ["0 outil", "1 outil", "2 outils"]);
  useMessages("en", { items_one: "{count} tool", items_other: "{count} tools" });
  equal([t("items", { count: 0 }), t("items", { count: 1 })], ["0 tools", "1 tool"]);
});

test("an unknown key shows itself", () => {
  equal(t("not.there"), "not.there");
});

test("numbers and dates follow the language", () => {
  useMessages("fr", {});
  equal([plain(formatNumber(12345.6)), formatDate("2026-03-05")], ["12 345,6", "5 mars 2026"]);
  useMessages("en", {});
  equal([formatNumber(12345.6), formatDate("2026-03-05")], ["12,345.6", "5 March 2026"]);
});

test("in French the first of the month is an ordinal", () => {
  useMessages("fr", {});
  equal([formatDate("2026-01-01"), formatDate("2026-01-11"), formatMonth("2026-02"), formatWeekday(7)], [
    "1er janvier 2026",
    "11 janvier 2026",
    "février 2026",
    "dimanche",
  ]);
});

test("no date gives a dash, and what is not a date stays as it is", () => {
  equal([formatDate(null), formatDate("soon")], ["–", "soon"]);
});

test("translate changes texts and labels, and shows the block of the language", () => {
  document.body.innerHTML =
    '<p data-i18n="a">x</p><nav data-i18n-label="b"></nav><div data-language="fr" hidden></div><div data-language="en"></div>';
  useMessages("fr", { a: "Un", b: "Deux" });
  translate();
  const [p, nav, fr, en] = document.body.children;
  equal([p.textContent, nav.getAttribute("aria-label"), fr.hidden, en.hidden], ["Un", "Deux", false, true]);
});

test("h never turns what people type into HTML", () => {
  const element = h("p", { title: '"><script>' }, "<img src=x onerror=alert(1)>");
  equal([element.children.length, element.title], [0, '"><script>']);
});

test("h leaves out what is null or false and listens to events", () => {
  let clicks = 0;
  const button = h("button", { hidden: false, title: null, disabled: true, onclick: () => (clicks += 1) }, "a", null, 0);
  button.disabled = false;
  button.click();
  equal([button.outerHTML, clicks], ["<button>a0</button>", 1]);
});

test("announce writes in the live region", () => {
  document.body.append(h("p", { id: "status" }));
  announce("Fait", "success");
  equal([document.getElementById("status").textContent, document.getElementById("status").className], ["Fait", "status success"]);
});

test("an empty required field is named in a summary that takes the focus", () => {
  document.body.innerHTML =
    '<form><label for="e">Nom</label><span id="e-hint"></span><input id="e" name="e" required aria-describedby="e-hint"></form>';
  const form = document.forms[0];
  equal(validateForm(form), false);
  const field = form.elements.e;
  equal(document.activeElement.className, "errors");
  equal(form.querySelector(".errors a").textContent, "Nom – à remplir");
  equal([field.getAttribute("aria-invalid"), field.getAttribute("aria-describedby")], ["true", "e-hint e-error"]);
  form.querySelector(".errors a").click();
  equal(document.activeElement.id, "e");
});

test("once the field is right, no error and no description is left", () => {
  document.body.innerHTML = '<form><label for="e">Nom</label><input id="e" required aria-describedby="e-hint"></form>';
  const form = document.forms[0];
  validateForm(form);
  form.elements.e.value = "Camille";
  equal(validateForm(form), true);
  equal(form.querySelectorAll(".errors, .field-error, [aria-invalid]").length, 0);
  equal(form.elements.e.getAttribute("aria-describedby"), "e-hint");
});

test("an error of the whole form has no link", () => {
  document.body.innerHTML = "<form></form>";
  showErrors(document.forms[0], [{ field: null, message: "Refusé" }]);
  equal([document.querySelector(".errors li").textContent, document.querySelectorAll("a").length], ["Refusé", 0]);
});

test("the reason of a refused field is the first that applies", () => {
  equal(reasonOf({ valid: false, valueMissing: true, tooShort: true }), "error.valueMissing");
  equal(reasonOf({ valid: false, stepMismatch: true }), "error.badInput");
  equal(reasonOf({ valid: true }), null);
});

test("a second click while busy does nothing", async () => {
  const button = h("button");
  let runs = 0;
  const slow = () => new Promise((resolve) => setTimeout(() => resolve((runs += 1)), 5));
  await Promise.all([whileBusy(button, slow), whileBusy(button, slow)]);
  equal([runs, button.hasAttribute("aria-busy")], [1, false]);
});

test("a button is free again after a failure", async () => {
  const button = h("button");
  const failed = await whileBusy(button, () => Promise.reject(new Error("no"))).catch(() => true);
  equal([failed, button.hasAttribute("aria-busy")], [true, false]);
});

test("the API's problems keep their code and their fields", () => {
  const problem = readProblem(422, { code: "invalid", errors: [{ field: "email", code: "value_error" }] });
  equal([problem.status, problem.code, problem.fields], [422, "invalid", ["email"]]);
  equal(problem.messageKeys, ["problem.invalid", "problem.422", "problem.other"]);
});

test("an answer that is not a problem still makes an error", () => {
  equal([readProblem(502, null).code, readProblem(502, "oops").fields, new ApiError(0).status], ["", [], 0]);
});

test("after signing in, nobody is sent to another site", () => {
  equal(nextPage("?next=account.html"), "account.html");
  for (const wrong of ["", "?next=https://evil.invalid", "?next=//evil.invalid", "?next=javascript:alert(1)", "?next=ACCOUNT.html"]) {
    equal(nextPage(wrong), "index.html");
  }
});

test("the longest bar fills the room", () => {
  equal(barLengths([{ value: 10 }, { value: 5 }, { value: 0 }, { value: -3 }], 100), [100, 50, 0, 0]);
  equal(barLengths([{ value: 0 }], 100), [0]);
  equal(barLengths([], 100), []);
});

test("the drawing has a title and a description", () => {
  useMessages("en", { "chart.description": "{count} bars, from {first} ({most}) to {last} ({least})" });
  const rows = [{ label: "A", value: 2 }, { label: "B", value: 9 }];
  equal(describeRows(rows), "2 bars, from B (9) to A (2)");
  const svg = barChart({ id: "c", title: "Loans", rows });
  equal([svg.getAttribute("role"), svg.querySelector("title").textContent], ["img", "Loans"]);
  equal(svg.getAttribute("aria-labelledby").split(" ").map((id) => svg.querySelector(`#${id}`).tagName), ["title", "desc"]);
  equal(svg.querySelectorAll("rect").length, 2);
});

test("the table has the same data as the drawing", () => {
  const table = dataTable({ title: "Loans", columns: ["Month", "Loans"], rows: [{ label: "March", value: 4 }] });
  equal(table.caption.textContent, "Loans");
  equal([...table.querySelectorAll("th")].map((cell) => cell.scope), ["col", "col", "row"]);
  equal(table.querySelector("td").textContent, "4");
});

test("a long label is cut in the drawing", () => {
  equal([shorten("court"), shorten("un libellé beaucoup trop long", 12)], ["court", "un libellé…"]);
});
