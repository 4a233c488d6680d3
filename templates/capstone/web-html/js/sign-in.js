// Sign in, or create an account.

import { post, signIn } from "./api.js";
import { t } from "./i18n.js";
import { nextPage, problemText, start } from "./shell.js";
import { announceOnNextPage, showErrors, validateForm, whileBusy } from "./ui.js";

/** Checks the form, sends it, and shows what the API refuses beside the field it names. */
function onSubmit(form, send) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!validateForm(form)) return;
    whileBusy(form.querySelector("button"), async () => {
      try {
        await send(Object.fromEntries(new FormData(form)));
      } catch (error) {
        if (!error.messageKeys) throw error;
        showErrors(form, refusals(form, error));
      }
    });
  });
}

function refusals(form, error) {
  const fields = error.fields.map((name) => form.elements.namedItem(name)).filter(Boolean);
  if (error.code === "email-taken") fields.push(form.elements.namedItem("email"));
  if (fields.length === 0) return [{ field: null, message: problemText(error) }];
  return fields.map((field) => ({ field, message: problemText(error) }));
}

async function enter(email, password, message) {
  await signIn(email, password);
  announceOnNextPage(message);
  location.assign(nextPage(location.search));
}

onSubmit(document.getElementById("sign-in"), ({ email, password }) => enter(email, password, t("signIn.done")));
onSubmit(document.getElementById("register"), async ({ name, email, password }) => {
  await post("/members", { name, email, password });
  await enter(email, password, t("signIn.created", { name }));
});

start((member) => {
  if (member) location.replace(nextPage(location.search));
});
