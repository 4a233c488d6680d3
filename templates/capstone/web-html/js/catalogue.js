// The catalogue: search, and borrow.

import { get, post } from "./api.js";
import { formatDate, t } from "./i18n.js";
import { safely, start } from "./shell.js";
import { announce, h, pager, whileBusy } from "./ui.js";

const SIZE = 12;
const CATEGORIES = ["garden", "workshop", "kitchen", "camping", "cleaning"];

const form = document.getElementById("search");
const list = document.getElementById("results");
let member = null;

/** The search that the address holds, so that a result can be shared, kept as a bookmark, and gone back to. */
function wanted() {
  const address = new URLSearchParams(location.search);
  const page = Number.parseInt(address.get("page") ?? "1", 10);
  return { q: address.get("q") ?? "", category: address.get("category") ?? "", page: page > 0 ? page : 1 };
}

function remember(search) {
  const kept = Object.entries(search).filter(([name, value]) => value && !(name === "page" && value === 1));
  const address = new URLSearchParams(kept).toString();
  history.replaceState(null, "", address ? `?${address}` : location.pathname);
}

async function show(wish) {
  const query = new URLSearchParams({ page: wish.page, size: SIZE });
  if (wish.q) query.set("search", wish.q);
  if (wish.category) query.set("category", wish.category);
  const found = await get(`/items?${query}`);
  document.getElementById("count").textContent = t("catalogue.count", { count: found.total });
  list.replaceChildren(...found.items.map(card));
  document.getElementById("pages").replaceChildren(pager(found, searchPage));
}

function searchPage(page = 1) {
  const search = { q: form.elements.q.value.trim(), category: form.elements.category.value, page };
  remember(search);
  return safely(() => show(search));
}

function card(item) {
  const state = item.available ? "catalogue.available" : "catalogue.lent";
  return h(
    "li",
    {},
    h("h3", { id: `item-${item.id}`, tabindex: "-1" }, item.name),
    h("p", { class: "soft" }, t(`category.${item.category}`)),
    item.description ? h("p", {}, item.description) : null,
    h("p", { class: item.available ? "tag free" : "tag" }, t(state)),
    item.available ? action(item) : null,
  );
}

function action(item) {
  const name = `${t("catalogue.borrow")} ${item.name}`;
  const control = member
    ? h("button", { type: "button", class: "primary", "aria-label": name, onclick: borrow(item) }, t("catalogue.borrow"))
    : h("a", { class: "button", href: "sign-in.html" }, t("catalogue.signInFirst"), h("span", { class: "unseen" }, ` – ${item.name}`));
  return h("p", { class: "action" }, control);
}

function borrow(item) {
  return (event) =>
    whileBusy(event.currentTarget, () =>
      safely(async () => {
        const days = Number(document.getElementById("days").value);
        const loan = await post("/loans", { item_id: item.id, days });
        await show(wanted());
        announce(t("catalogue.borrowed", { name: item.name, date: formatDate(loan.due_on) }), "success");
        document.getElementById(`item-${item.id}`)?.focus(); // the button is gone: do not lose the reader's place
      }),
    );
}

function fillCategories() {
  const select = form.elements.category;
  const chosen = select.value || wanted().category;
  const any = select.options[0];
  const options = CATEGORIES.map((category) => h("option", { value: category }, t(`category.${category}`)));
  select.replaceChildren(any, ...options);
  select.value = CATEGORIES.includes(chosen) ? chosen : "";
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  searchPage();
});
form.elements.q.value = wanted().q;

start((signedIn) => {
  member = signedIn;
  fillCategories();
  return show(wanted());
});
