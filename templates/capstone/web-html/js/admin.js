// The back office: the equipment, and the roles of the members.

import { get, patch, post, remove } from "./api.js";
import { t } from "./i18n.js";
import { problemText, safely, start } from "./shell.js";
import { announce, grid, h, pager, showErrors, validateForm, whileBusy } from "./ui.js";

const SIZE = 20;

const editor = document.getElementById("editor");
const form = document.getElementById("item");
let edited = null; // the item in the form; null for a new one
let opener = null; // where the focus goes back to when the form closes

async function showItems(page = 1) {
  const found = await get(`/items?page=${page}&size=${SIZE}`);
  const columns = [t("field.itemName"), t("admin.actions"), t("field.category"), t("admin.state")];
  const rows = found.items.map((item) => [
    item.name,
    h("div", { class: "actions" }, button("admin.edit", item.name, (event) => open(item, event.currentTarget)), retireButton(item)),
    t(`category.${item.category}`),
    t(item.available ? "catalogue.available" : "catalogue.lent"),
  ]);
  document.getElementById("items").replaceChildren(grid(t("admin.itemsCaption", { count: found.total }), columns, rows));
  document.getElementById("item-pages").replaceChildren(pager(found, (next) => safely(() => showItems(next))));
}

function button(key, name, onclick, kind = null) {
  return h("button", { type: "button", class: kind, "aria-label": `${t(key)} ${name}`, onclick }, t(key));
}

/** Retiring takes two presses: the first one asks, on the button itself, so that nothing pops up. */
function retireButton(item) {
  let asked = false;
  return button(
    "admin.retire",
    item.name,
    (event) => {
      const pressed = event.currentTarget;
      if (!asked) {
        asked = true;
        pressed.textContent = t("admin.confirm");
        pressed.setAttribute("aria-label", `${t("admin.confirm")} ${item.name}`);
        announce(t("admin.confirmHelp", { name: item.name }));
        return;
      }
      whileBusy(pressed, () => safely(() => retire(item)));
    },
    "danger",
  );
}

async function retire(item) {
  await remove(`/items/${item.id}`);
  await showItems();
  announce(t("admin.retired", { name: item.name }), "success");
  document.getElementById("items").focus();
}

function open(item, from) {
  edited = item;
  opener = from;
  const title = document.getElementById("editor-title");
  title.textContent = item ? `${t("admin.edit")} ${item.name}` : t("admin.add");
  form.elements.name.value = item?.name ?? "";
  form.elements.category.value = item?.category ?? "";
  form.elements.description.value = item?.description ?? "";
  showErrors(form, []);
  editor.hidden = false;
  title.focus();
}

function close() {
  editor.hidden = true;
  (opener?.isConnected ? opener : document.getElementById("add-item")).focus();
}

async function save() {
  const { name, category, description } = Object.fromEntries(new FormData(form));
  try {
    await (edited ? patch(`/items/${edited.id}`, { name, category, description }) : post("/items", { name, category, description }));
  } catch (error) {
    if (!error.messageKeys) throw error;
    const fields = error.fields.map((field) => form.elements.namedItem(field)).filter(Boolean);
    showErrors(form, (fields.length > 0 ? fields : [null]).map((field) => ({ field, message: problemText(error) })));
    return;
  }
  await safely(showItems);
  announce(t("admin.saved", { name }), "success");
  close();
}

async function showMembers(page = 1) {
  const found = await get(`/admin/members?page=${page}&size=${SIZE}`);
  const columns = [t("field.name"), t("data.role"), t("field.email"), t("admin.openLoans")];
  const rows = found.items.map((member) => [member.name, roleForm(member), member.email, String(member.open_loans)]);
  document.getElementById("members").replaceChildren(grid(t("admin.membersCaption", { count: found.total }), columns, rows));
  document.getElementById("member-pages").replaceChildren(pager(found, (next) => safely(() => showMembers(next))));
}

function roleForm(member) {
  const options = ["member", "admin"].map((role) => h("option", { value: role, selected: role === member.role }, t(`role.${role}`)));
  const select = h("select", { "aria-label": `${t("data.role")} – ${member.name}` }, ...options);
  const change = () =>
    safely(async () => {
      await patch(`/admin/members/${member.id}`, { role: select.value });
      announce(t("admin.roleSaved", { name: member.name, role: t(`role.${select.value}`) }), "success");
    });
  return h("div", { class: "actions" }, select, button("admin.save", member.name, (event) => whileBusy(event.currentTarget, change)));
}

document.getElementById("add-item").addEventListener("click", (event) => open(null, event.currentTarget));
document.getElementById("cancel").addEventListener("click", close);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (validateForm(form)) whileBusy(form.querySelector("button"), save);
});

start(async (member) => {
  document.getElementById("refused").hidden = member === null || member.role === "admin";
  if (member?.role !== "admin") return;
  editor.hidden = true;
  await Promise.all([showItems(), showMembers()]);
});
