// What a member has borrowed, and what the application knows of them.

import { get, post, remove, session } from "./api.js";
import { formatDate, t } from "./i18n.js";
import { problemText, safely, start } from "./shell.js";
import { announce, announceOnNextPage, h, pager, showErrors, validateForm, whileBusy } from "./ui.js";

const SIZE = 20;

async function showLoans(page = 1) {
  const found = await get(`/loans?mine=true&page=${page}&size=${SIZE}`);
  document.getElementById("no-loans").hidden = found.total > 0;
  document.getElementById("loans").replaceChildren(...found.items.map(card));
  document.getElementById("pages").replaceChildren(pager(found, (next) => safely(() => showLoans(next))));
}

function card(loan) {
  const dates = `${t("loans.borrowedOn")} ${formatDate(loan.borrowed_on)}, ${t("loans.dueOn")} ${formatDate(loan.due_on)}.`;
  return h("li", {}, h("h3", {}, loan.item.name), h("p", { class: "soft" }, dates), h("p", {}, state(loan)), action(loan));
}

function action(loan) {
  if (loan.returned_on) return null;
  const name = `${t("loans.return")} ${loan.item.name}`;
  const button = h("button", { type: "button", "aria-label": name, onclick: giveBack(loan) }, t("loans.return"));
  return h("p", { class: "action" }, button);
}

function state(loan) {
  if (loan.returned_on) return t("loans.returned", { date: formatDate(loan.returned_on) });
  return h("span", { class: loan.late ? "tag late" : "tag" }, t(loan.late ? "loans.late" : "loans.current"));
}

function giveBack(loan) {
  return (event) =>
    whileBusy(event.currentTarget, () =>
      safely(async () => {
        await post(`/loans/${loan.id}/return`);
        await showLoans();
        announce(t("loans.thanks", { name: loan.item.name }), "success");
        document.getElementById("loans").focus(); // the button is gone: stay in the list
      }),
    );
}

function showProfile(member) {
  const facts = [
    ["field.name", member.name],
    ["field.email", member.email],
    ["data.role", t(`role.${member.role}`)],
    ["data.joinedOn", formatDate(member.joined_on)],
  ];
  document.getElementById("profile").replaceChildren(...facts.flatMap(([key, value]) => [h("dt", {}, t(key)), h("dd", {}, value)]));
}

async function download() {
  const data = await get("/members/me/export");
  const address = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: "application/json" }));
  h("a", { href: address, download: t("data.fileName") }).click();
  URL.revokeObjectURL(address);
  announce(t("data.exported"), "success");
}

async function erase(form) {
  try {
    await remove("/members/me");
    session.close();
    announceOnNextPage(t("data.erased"));
    location.assign("index.html");
  } catch (error) {
    if (!error.messageKeys) throw error;
    showErrors(form, [{ field: null, message: problemText(error) }]);
  }
}

document.getElementById("export").addEventListener("click", (event) => whileBusy(event.currentTarget, () => safely(download)));
document.getElementById("erase").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  if (validateForm(form)) whileBusy(form.querySelector("button"), () => erase(form));
});

start(async (member) => {
  if (!member) return;
  showProfile(member);
  await showLoans();
});
