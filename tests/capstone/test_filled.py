"""A student works in the capstone and gets the verdicts that the work deserves, shipped machinery included."""

from __future__ import annotations

from pathlib import Path

from tests.capstone.conftest import commit_all, fill, judged, report

STUDY = {
    "Situation de départ": (
        "L’association imaginaire L’Atelier Partagé prête 410 outils à 260 adhérents avec un cahier et un tableur. "
        "Chaque semaine, deux bénévoles passent six heures à chercher qui a quoi ; 38 outils ont été perdus en 2025."
    ),
    "Axe organisationnel": (
        "Le bureau décide, les quatre bénévoles du comptoir utilisent, le trésorier finance. L’équipe projet compte un "
        "product owner et deux développeurs à mi-temps. Le principal frein est l’habitude du cahier : les bénévoles de "
        "plus de soixante-dix ans seront formés en binôme pendant trois permanences avant l’abandon du papier. Les parties "
        "prenantes se réunissent le premier lundi du mois ; l’organisation du comptoir change, ses horaires non."
    ),
    "Axe technique": (
        "Trois options ont été comparées : garder le tableur, louer un logiciel de prêt en ligne, développer une "
        "application. Le tableur ne gère pas deux postes à la fois. Le logiciel loué ne parle pas français et n’exporte "
        "pas ses données. L’application demande un serveur, une base de données et une API ; les compétences Python sont "
        "dans l’équipe, l’hébergement existe, la contrainte technique est la connexion lente du local."
    ),
    "Axe financier": (
        "Investissement : 38 400 € de développement, soit 96 jours à 400 €. Exploitation : 420 € par an d’hébergement et "
        "180 € de nom de domaine et de sauvegardes. Financement : subvention de 30 000 €, fonds propres de 8 400 €. "
        "Le coût des outils perdus, 5 700 € par an, donne un retour sur investissement en moins de sept ans."
    ),
    "Décision": (
        "Décision du bureau, le 28 septembre 2026 : go sous conditions. L’étude conclut que le projet est faisable si la "
        "subvention est notifiée avant le 30 octobre 2026 et si deux bénévoles testent chaque version. La présidente a "
        "décidé, le trésorier a donné son accord ; la conclusion sera revue à la fin du deuxième sprint."
    ),
}
MODULE = '"""Réservations d’un objet avant son emprunt."""\n\nfrom datetime import date, timedelta\n'
RULE = """

def latest_{name}(today: date, wanted: date) -> date:
    \"\"\"Le dernier jour où une réservation de {name} reste possible.\"\"\"
    if wanted < today:
        raise ValueError("trop tôt")
    return wanted - timedelta(days={days})
"""
TEST = """

def test_{name}_closes_{days}_days_before() -> None:
    assert reservations.latest_{name}(date(2026, 9, 1), date(2026, 9, 20)) == date(2026, 9, {left})
"""
KINDS = {"garden": 2, "workshop": 3, "kitchen": 1, "camping": 7, "cleaning": 4, "repair": 5}


def test_a_filled_feasibility_study_is_met(fresh: Path) -> None:
    fill(fresh / "bc01-plan/feasibility.md", STUDY)
    (fresh / "bc01-plan/budget.csv").write_text(
        (fresh / "bc01-plan/budget.csv").read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8"
    )
    commit_all(fresh)
    found = judged(report(fresh))
    assert found["BC01-1"].verdict == "met"
    places = {one.path for said in found["BC01-1"].requirements for one in said.evidence}
    assert "bc01-plan/feasibility.md" in places
    assert not any(path.startswith("guides/") for path in places)


def test_an_own_module_with_tests_makes_the_shipped_pipeline_count(fresh: Path) -> None:
    before = judged(report(fresh))
    assert (before["BC03-1"].verdict, before["BC02-2"].verdict) == ("missing", "missing")
    code = MODULE + "".join(RULE.format(name=name, days=days) for name, days in KINDS.items())
    tests = '"""Réservations."""\n\nfrom datetime import date\n\nfrom api import reservations\n'
    tests += "".join(TEST.format(name=name, days=days, left=20 - days) for name, days in KINDS.items())
    (fresh / "api-python/api/reservations.py").write_text(code, encoding="utf-8")
    (fresh / "api-python/tests/unit/test_reservations.py").write_text(tests, encoding="utf-8")
    commit_all(fresh, "feat: reservations")
    found = judged(report(fresh))
    assert found["BC03-1"].verdict == "met"
    tested = next(one for one in found["BC03-1"].requirements if one.id == "BC03-1.g")
    places = [one.path for one in tested.evidence]
    assert ".github/workflows/ci.yml" in places, "the evidence cites the pipeline"
    assert "api-python/api/reservations.py" in places, "and the own code that it tests"
    assert report(fresh).repositories[0].scaffold == "started"


def test_quality_rules_of_ones_own_make_code_integrity_met(fresh: Path) -> None:
    code = MODULE + "".join(RULE.format(name=name, days=days) for name, days in KINDS.items())
    (fresh / "api-python/api/reservations.py").write_text(code, encoding="utf-8")
    fill(
        fresh / "bc02-solution/checklists/delivery.md",
        {
            "Définition de « terminé »": (
                "- [ ] La story a ses critères d’acceptation et ils passent\n- [ ] La revue de code est faite par un autre\n"
                "- [ ] Les tests et le linter sont verts\n- [ ] La documentation est à jour\n"
                "- [ ] Aucune donnée personnelle dans les journaux\n- [ ] Le changement est noté dans le journal\n"
            )
        },
    )
    commit_all(fresh)
    assert judged(report(fresh))["BC02-2"].verdict == "met"


def test_a_team_that_is_described_is_met(fresh: Path) -> None:
    skills = fresh / "bc04-team/skills.csv"
    rows = [
        "Python et FastAPI,DEV-1,4,3,exposer l’API,binôme avec DEV-2",
        "Accessibilité RGAA,UX-1,4,2,auditer les écrans,formation en ligne",
        "PostgreSQL,DEV-2,3,3,conserver les prêts,aucune",
        "Animation agile,PO,3,2,tenir les sprints,mentorat",
        "Supervision,DEV-1,3,1,alerter,atelier interne",
    ]
    skills.write_text(skills.read_text(encoding="utf-8") + "\n".join(rows) + "\n", encoding="utf-8")
    fill(
        fresh / "bc04-team/team.md",
        {
            "Rôles": (
                "Le product owner (PO) tient le backlog, deux jours par semaine. DEV-1 est développeur principal à plein temps, "
                "DEV-2 développeur à mi-temps depuis le 2 novembre 2026, UX-1 designer un jour par semaine, depuis Gand. "
                "L’équipe est réelle, les noms sont des pseudonymes ; DEV-1 remplace le product owner en son absence."
            ),
            "Interactions avec les autres équipes": (
                "Avec l’équipe métier du comptoir, chaque lundi, pour les priorités. Avec le prestataire d’hébergement, par "
                "ticket, pour les sauvegardes. Avec l’équipe RH de l’association, une partie prenante, chaque trimestre, pour "
                "la formation. Le point de contact de chaque équipe est le product owner."
            ),
        },
    )
    commit_all(fresh)
    found = judged(report(fresh))["BC04-1"]
    assert found.verdict == "met", found.elements
