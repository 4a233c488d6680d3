"""What people come to do, from end to end: the real pages, the real API, a real database, a real browser."""

from __future__ import annotations

import json
import re
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from application import ADMIN, PASSWORD, NewPerson, Person, call_api, token_of
from playwright.sync_api import Page, expect

numbers = count(1)


def new_member(site: str, name: str = "Camille Fictive") -> tuple[str, str]:
    """Create an account through the API; return its address and a token."""
    email = f"member{next(numbers)}@example.org"
    call_api(site, "POST", "/members", {"email": email, "name": name, "password": PASSWORD})
    return email, token_of(site, email, PASSWORD)


def new_item(site: str, admin_token: str, name: str, **fields: Any) -> int:
    """Add an item through the API; return its number."""
    item = {"name": f"{name} {next(numbers)}", "category": "garden", "description": ""} | fields
    return int(call_api(site, "POST", "/items", item, admin_token)["id"])


def status(page: Page, text: str | re.Pattern[str]) -> None:
    """Expect a message in the live region."""
    expect(page.locator("#status")).to_contain_text(text)


# --- The catalogue ---------------------------------------------------------------------------------------------------


def test_a_visitor_searches_the_catalogue(person: Person) -> None:
    page = person.visit("index.html")
    page.fill("#q", "raclette")
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_have_text("1 objet trouvé")
    expect(page.locator("#results h3")).to_have_text(["Appareil à raclette"])
    assert page.url.endswith("?q=raclette"), "a search can be shared by its address"


def test_a_shared_search_opens_as_it_was(person: Person) -> None:
    page = person.visit("index.html?category=camping")
    expect(page.locator("#category")).to_have_value("camping")
    expect(page.locator("#results h3").first).to_have_text("Réchaud à gaz")


def test_a_search_without_result_says_so(person: Person) -> None:
    page = person.visit("index.html?q=sous-marin")
    expect(page.locator("#count")).to_have_text("0 objet trouvé")
    expect(page.locator("#results li")).to_have_count(0)


def test_a_long_catalogue_comes_page_by_page(site: str, admin_token: str, person: Person) -> None:
    for _ in range(13):
        new_item(site, admin_token, "Brouette de série")
    page = person.visit("index.html?q=de+série")
    expect(page.locator("#results li")).to_have_count(12)
    page.get_by_role("button", name="Page suivante").click()
    expect(page.locator("#results li")).to_have_count(1)
    expect(page.get_by_role("button", name="Page suivante")).to_be_disabled()


def test_what_an_item_is_called_never_runs(site: str, admin_token: str, person: Person) -> None:
    name = "<img src=x onerror=\"document.title='run'\">"
    number = new_item(site, admin_token, name, description="<script>document.title='run'</script>")
    page = person.visit("index.html?q=onerror")
    expect(page.locator(f"#item-{number}")).to_contain_text("<img src=x onerror")
    assert page.title() != "run"


# --- Accounts and loans ----------------------------------------------------------------------------------------------


def test_sign_up_borrow_and_return(site: str, admin_token: str, person: Person) -> None:
    number = new_item(site, admin_token, "Scarificateur")
    page = person.visit("sign-in.html?next=index.html")
    page.fill("#register-name", "Nadia Fictive")
    page.fill("#register-email", f"nadia{next(numbers)}@example.org")
    page.fill("#register-password", PASSWORD)
    page.click("#register button")
    page.wait_for_url("**/index.html")
    status(page, "Bienvenue Nadia Fictive")

    page.select_option("#days", "7")
    page.fill("#q", "Scarificateur")
    page.click("#search button")
    page.get_by_role("button", name="Emprunter Scarificateur").click()
    status(page, re.compile(r"Scarificateur.*: emprunté jusqu’au \d{1,2}(er)? \w+ \d{4}\."))
    expect(page.locator(f"#item-{number}")).to_be_focused()
    expect(page.locator("#results .tag")).to_have_text("Emprunté")

    page.get_by_role("link", name="Mon compte").click()
    expect(page.locator("#loans li")).to_have_count(1)
    page.get_by_role("button", name="Rendre Scarificateur").click()
    status(page, "rendu, merci")
    expect(page.locator("#loans")).to_contain_text("Rendu le")
    expect(page.get_by_role("button", name="Rendre")).to_have_count(0)


def test_a_visitor_is_led_to_sign_in(person: Person) -> None:
    page = person.visit("index.html?q=raclette")
    page.get_by_role("link", name="Se connecter pour emprunter").click()
    expect(page).to_have_title("Se connecter – Prêt d’outils")


def test_an_item_gone_in_the_meantime(site: str, admin_token: str, person: Person) -> None:
    number = new_item(site, admin_token, "Fendeuse")
    person.use_token(new_member(site)[1])
    page = person.visit("index.html?q=Fendeuse")
    call_api(site, "POST", "/loans", {"item_id": number}, new_member(site)[1])
    page.get_by_role("button", name="Emprunter Fendeuse").click()
    status(page, "Quelqu’un vient de l’emprunter")


def test_empty_fields_are_listed_and_reached_by_a_link(person: Person) -> None:
    page = person.visit("sign-in.html")
    page.click("#register button")
    summary = page.locator("#register .errors")
    expect(summary).to_be_focused()
    expect(summary.locator("li")).to_have_count(3)
    summary.get_by_role("link", name="Mot de passe").click()
    expect(page.locator("#register-password")).to_be_focused()
    described_by = "register-password-hint register-password-error"
    expect(page.locator("#register-password")).to_have_attribute("aria-describedby", described_by)


def test_an_address_that_is_taken_is_said_beside_the_field(person: Person) -> None:
    page = person.visit("sign-in.html")
    page.fill("#register-name", "Alice Bis")
    page.fill("#register-email", ADMIN[0])
    page.fill("#register-password", PASSWORD)
    page.click("#register button")
    expect(page.locator("#register-email-error")).to_have_text("Cette adresse a déjà un compte.")


def test_a_wrong_password_is_refused_without_saying_which_is_wrong(person: Person) -> None:
    page = person.visit("sign-in.html")
    page.fill("#sign-in-email", f"nobody{next(numbers)}@example.org")
    page.fill("#sign-in-password", "pas le bon mot de passe")
    page.click("#sign-in button")
    expect(page.locator("#sign-in .errors")).to_contain_text("L’adresse ou le mot de passe ne convient pas.")


def test_signing_out_closes_the_session(site: str, person: Person) -> None:
    person.sign_in(new_member(site)[0], PASSWORD)
    page = person.page
    page.get_by_role("button", name="Se déconnecter").click()
    status(page, "Vous êtes déconnecté.")
    page = person.visit("account.html")
    expect(page.get_by_text("Connectez-vous pour voir vos emprunts")).to_be_visible()
    expect(page.locator("#data-title")).to_be_hidden()


def test_a_session_that_is_over_makes_a_visitor(person: Person) -> None:
    person.use_token("expired.or.forged")
    page = person.visit("account.html")
    expect(page.get_by_text("Connectez-vous pour voir vos emprunts")).to_be_visible()


def test_nobody_is_sent_to_another_site_after_signing_in(site: str, person: Person) -> None:
    email, _ = new_member(site)
    page = person.visit("sign-in.html?next=https://example.com/")
    page.fill("#sign-in-email", email)
    page.fill("#sign-in-password", PASSWORD)
    page.click("#sign-in button")
    page.wait_for_url("**/index.html")


def test_the_service_does_not_answer(person: Person) -> None:
    person.page.route("**/api/v1/items**", lambda route: route.abort())
    page = person.visit("index.html")
    status(page, "Le service ne répond pas.")


def test_the_language_can_be_switched_while_the_service_is_away(site: str, person: Person) -> None:
    person.use_token(new_member(site)[1])
    person.page.route("**/api/v1/**", lambda route: route.abort())
    page = person.visit("index.html")
    page.get_by_role("button", name="English").click()
    status(page, "Language: English.")


# --- Personal data ---------------------------------------------------------------------------------------------------


def test_people_take_their_data_away(site: str, tmp_path: Path, person: Person) -> None:
    email, token = new_member(site, "Léa Fictive")
    person.use_token(token)
    page = person.visit("account.html")
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger mes données").click()
    download.value.save_as(tmp_path / "data.json")
    data = json.loads((tmp_path / "data.json").read_text("utf-8"))
    assert download.value.suggested_filename == "mes-donnees.json"
    assert (data["member"]["email"], data["member"]["name"], data["loans"]) == (email, "Léa Fictive", [])


def test_people_erase_their_account(site: str, person: Person) -> None:
    email, _ = new_member(site)
    person.sign_in(email, PASSWORD)
    page = person.page
    page.get_by_role("button", name="Effacer mon compte").click()
    expect(page.locator("#erase-confirm-error")).to_be_visible()
    page.check("#erase-confirm")
    page.get_by_role("button", name="Effacer mon compte").click()
    page.wait_for_url("**/index.html")
    status(page, "Votre compte et vos données sont effacés.")
    page = person.visit("sign-in.html")
    page.fill("#sign-in-email", email)
    page.fill("#sign-in-password", PASSWORD)
    page.click("#sign-in button")
    expect(page.locator("#sign-in .errors")).to_be_visible()


def test_an_account_with_a_loan_is_not_erased(site: str, admin_token: str, person: Person) -> None:
    _, token = new_member(site)
    call_api(site, "POST", "/loans", {"item_id": new_item(site, admin_token, "Échelle")}, token)
    person.use_token(token)
    page = person.visit("account.html")
    page.check("#erase-confirm")
    page.get_by_role("button", name="Effacer mon compte").click()
    expect(page.locator("#erase .errors")).to_contain_text("Rendez d’abord ce que vous avez emprunté.")


def test_nothing_is_kept_in_the_browser_before_a_choice(person: Person) -> None:
    page = person.visit("index.html")
    assert person.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


# --- The back office -------------------------------------------------------------------------------------------------


def test_an_administrator_keeps_the_catalogue(admin_token: str, person: Person) -> None:
    person.use_token(admin_token)
    page = person.visit("admin.html")
    page.get_by_role("button", name="Ajouter du matériel").click()
    expect(page.locator("#editor-title")).to_be_focused()
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.locator("#item .errors li")).to_have_count(2)

    page.fill("#item-name", "Aérateur de gazon")
    page.select_option("#item-category", "garden")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    status(page, "Aérateur de gazon : enregistré.")
    expect(page.locator("#editor")).to_be_hidden()

    page.get_by_role("button", name="Modifier Aérateur de gazon").click()
    page.fill("#item-name", "Aérateur de pelouse")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    status(page, "Aérateur de pelouse : enregistré.")

    page.get_by_role("button", name="Retirer Aérateur de pelouse").click()
    status(page, "appuyez encore une fois")
    page.get_by_role("button", name="Confirmer le retrait Aérateur de pelouse").click()
    status(page, "retiré du catalogue")
    expect(page.get_by_role("rowheader", name="Aérateur de pelouse")).to_have_count(0)


def test_leaving_the_form_gives_the_focus_back(admin_token: str, person: Person) -> None:
    person.use_token(admin_token)
    page = person.visit("admin.html")
    button = page.get_by_role("button", name=re.compile("^Modifier ")).first
    button.click()
    page.get_by_role("button", name="Annuler").click()
    expect(button).to_be_focused()


def test_an_administrator_names_another(site: str, admin_token: str, new_person: NewPerson) -> None:
    email, token = new_member(site, "Zoé Promue")
    alice, zoe = new_person(), new_person()
    zoe.use_token(token)
    expect(zoe.visit("admin.html").get_by_text("Votre compte n’a pas le rôle")).to_be_visible()
    expect(zoe.page.locator("#items")).to_be_hidden()

    alice.use_token(admin_token)
    page = alice.visit("admin.html")
    while not page.get_by_role("row", name=email).count():
        page.locator("#member-pages").get_by_role("button", name="Page suivante").click()
        page.wait_for_timeout(200)
    row = page.get_by_role("row", name=email)
    row.get_by_label("Rôle – Zoé Promue").select_option("admin")
    row.get_by_role("button", name="Enregistrer").click()
    status(page, "Zoé Promue a maintenant le rôle : Administrateur.")
    expect(zoe.visit("admin.html").locator("#items table")).to_be_visible()


# --- Indicators and languages ----------------------------------------------------------------------------------------


def test_indicators_are_drawn_and_written(person: Person) -> None:
    page = person.visit("indicators.html")
    period = "Emprunts du 1er janvier 2025 au 31 décembre 2025, calculés le 2 mars 2026."
    expect(page.locator("#updated")).to_have_text(period)
    drawing = page.get_by_role("img", name="Emprunts par mois")
    expect(drawing.locator("desc")).to_contain_text("La plus longue")
    expect(drawing.locator("rect")).to_have_count(2)
    page.locator("#charts details summary").first.click()
    cells = page.locator("#charts table").first.locator("tbody td").all_inner_texts()
    assert [re.sub(r"\s", "", cell) for cell in cells] == ["21", "1377"]


def test_indicators_that_are_not_ready_say_so(person: Person) -> None:
    problem = json.dumps({"code": "indicators-not-ready"})
    person.page.route("**/api/v1/indicators", lambda route: route.fulfill(status=404, body=problem))
    status(person.visit("indicators.html"), "Les indicateurs ne sont pas encore calculés.")


def test_the_language_is_switched_and_remembered(person: Person) -> None:
    page = person.visit("indicators.html")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_title("Indicators – Tool lending")
    expect(page.locator("#updated")).to_contain_text("1 January 2025")
    expect(page.get_by_role("button", name="Français")).to_be_focused()
    page = person.visit("index.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("Catalogue")
    expect(page.locator("#count")).to_contain_text("found")


@pytest.mark.parametrize(("locale", "language"), [("en-US", "en"), ("fr-CA", "fr"), ("pt-BR", "fr")])
def test_the_browsers_language_comes_first(new_person: NewPerson, locale: str, language: str) -> None:
    page = new_person(locale=locale).visit("accessibility.html")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("article:visible")).to_have_attribute("lang", language)
