"""What real repositories hold, in small: invented projects, invented people."""

from __future__ import annotations

from typing import NamedTuple


class Product(NamedTuple):
    """An application whose subject sounds like project work, and the competencies that its README does not show."""

    readme: str
    not_shown: tuple[str, ...]


PROJECT = {
    "README.md": "# Prêt d’outils\n\nUne application qui prête des outils aux habitants du quartier.\n",
    "src/app.py": (
        "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n"
        '@app.get("/tools")\ndef tools():\n    return [{"id": 1, "name": "perceuse"}]\n'
    ),
}

BOAST = """# Prêt d’outils

Une application qui prête des outils aux habitants du quartier.

## Points forts

- Intégration continue complète avec GitHub Actions, tests automatisés à chaque commit
- Pipeline CI/CD moderne et robuste, déploiement en un clic
- Qualité de code au plus haut niveau
"""

DESCRIBED_PIPELINE = """# Intégration continue

## Le pipeline du prêt d’outils

À chaque proposition de fusion sur notre forge, le serveur d’intégration de l’école reçoit l’événement et lance trois
étapes sur la machine `forge-02`. La première installe les dépendances de l’interface de programmation depuis notre
miroir, avec un cache par fichier de verrouillage : deux minutes la première fois, vingt secondes ensuite. La deuxième
lance les cent douze tests unitaires du service de réservation et les neuf tests d’intégration sur une base jetable ;
un seul échec arrête tout et la personne qui a poussé reçoit un message. La troisième construit l’image du service et
la pose dans le registre de l’école avec l’identifiant du commit.

La branche principale est protégée : Camille ou Sacha relisent, et la fusion reste impossible tant que les trois
étapes ne sont pas vertes. En mars, quarante-deux exécutions sur quarante-neuf sont passées du premier coup ; les sept
échecs venaient d’un test de dates qui dépendait du fuseau horaire, corrigé depuis. La durée médiane est de quatre
minutes et dix secondes, notre plafond est de six minutes : au-delà, nous coupons la suite en deux.

## Ce que nous en attendons

Le pipeline existe pour que personne n’ait à se souvenir de lancer les tests avant une démonstration à l’association.
Il dit aussi, chaque lundi, quelles réservations d’essai ont échoué pendant le week-end. Nous avons choisi de ne pas y
mettre la mesure de couverture tant que le service de paiement n’est pas écrit, parce que le chiffre n’aurait aucun
sens. La configuration vit sur le serveur de l’école et n’est pas dans ce dépôt, car elle contient l’adresse interne
des machines ; nous en avons copié ici les étapes et les durées pour que le jury puisse en parler avec nous.

| Étape | Durée médiane | Échecs en mars |
| --- | --- | --- |
| Installation | 20 s | 0 |
| Tests | 2 min 50 s | 7 |
| Image | 1 min | 0 |
"""

TESTED = {
    ".github/workflows/ci.yml": (
        "name: ci\non: [push, pull_request]\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n"
        "      - uses: actions/checkout@v5\n      - run: pip install -r requirements.txt\n"
        "      - run: python -m build\n      - run: docker build -t outils .\n      - run: pytest\n"
    ),
    "requirements.txt": "fastapi==0.120.0\npytest==9.0.0\n",
    "Dockerfile": 'FROM python:3.13-slim\nCOPY src /srv\nCMD ["fastapi", "run", "/srv/app.py"]\n',
    "tests/test_app.py": (
        'from src.app import tools\n\n\ndef test_tools_are_listed():\n    assert tools()[0]["name"] == "perceuse"\n\n\n'
        'def test_a_tool_has_an_id():\n    assert tools()[0]["id"] == 1\n\n\n'
        "def test_there_is_one_tool():\n    assert len(tools()) == 1\n"
    ),
}

APPROVED_DELIVERY = {
    ".github/workflows/deploy.yml": (
        "name: deploy\non:\n  push:\n    branches: [main]\njobs:\n  production:\n    runs-on: ubuntu-24.04\n"
        "    environment: production\n    steps:\n      - uses: actions/checkout@v5\n"
        "      - run: docker build -t registry.example.invalid/outils:${{ github.sha }} .\n"
        "      - run: docker push registry.example.invalid/outils:${{ github.sha }}\n"
        "      - run: kubectl set image deployment/outils outils=registry.example.invalid/outils:${{ github.sha }}\n"
    ),
}

FEASIBILITY = """# Étude de faisabilité du prêt d’outils

Étude menée en octobre 2025 par Camille Exemple et Sacha Modèle pour l’association Les Voisins de l’Exemple, avant
d’écrire la première ligne de code.

## Faisabilité technique

Les bénévoles utilisent trois téléphones anciens et un seul ordinateur, sans lecteur de codes. Nous avons essayé deux
voies pendant une semaine : une application à installer et un site adapté au téléphone. Le site s’ouvre en 1,8 seconde
sur le plus ancien des téléphones, l’application demande 140 Mo que deux d’entre eux n’ont plus. L’hébergeur de
l’association accepte Python et PostgreSQL ; aucune compétence ne manque dans l’équipe, sauf le paiement en ligne, que
nous laissons de côté. Le risque technique principal est la coupure du réseau dans le local, relevée quatre fois en
deux semaines : il faudra une page qui enregistre l’emprunt et l’envoie plus tard.

## Faisabilité organisationnelle

L’équipe compte trois personnes : Camille (chef de projet et serveur), Sacha (interface) et Alix (données et essais), à
deux jours par semaine d’octobre à mars, soit 120 jours-homme. Les bénévoles peuvent essayer une version chaque
mercredi soir. La présidente décide seule des règles de prêt et répond en deux jours, ce qui suffit à notre rythme. La
formation des six bénévoles prendra deux soirées, prévues en mars, et le cahier papier restera ouvert un mois de plus.

## Faisabilité financière

| Poste | Montant la première année | Années suivantes |
| --- | --- | --- |
| Hébergement | 144 € | 144 € |
| Nom de domaine | 15 € | 15 € |
| Lecteurs de codes (3) | 105 € | 0 € |
| Journées de l’équipe (120 × 250 €) | 30 000 € | 2 500 € |
| Total | 30 264 € | 2 659 € |

L’association perd environ 900 € d’outils par an, faute de savoir qui les détient ; la mairie finance 60 % de
l’équipement et le temps de l’équipe est offert par l’école. Le coût supporté, 264 € la première année, est couvert
par les pertes évitées au bout de quatre mois.

## Conclusion et recommandation

Le projet est faisable : nous recommandons le site adapté au téléphone, sans paiement, avec l’enregistrement hors
ligne. Nous écartons l’application à installer (place, mises à jour) et le tableur partagé essayé en 2024 (perdu deux
fois). Décision prise avec la présidente le 28 octobre 2025 : on continue, avec un point d’arrêt le 15 janvier 2026 si
la page hors ligne ne fonctionne pas.
"""

BRIEF = """# Projet fil rouge : consignes

Vous devez réaliser, par équipe de quatre, une application de votre choix. Le candidat devra présenter son travail
devant le jury pendant vingt minutes.

## Travail demandé

- Vous rédigerez une étude de faisabilité technique, organisationnelle et financière du projet.
- Vous devrez mettre en place un système de veille et présenter un comparatif des technologies.
- Vous devez fournir un cahier des charges, un planning, un budget et une analyse des risques.
- Vous devez fournir un pipeline d’intégration continue, des tests et un plan de déploiement.

## Livrables attendus

Les livrables attendus sont à rendre sur la plateforme de l’école avant le 30 juin 2026 à 23 h 59. Tout retard sera
pénalisé de deux points par jour.

## Barème

- Étude de faisabilité : 4 points
- Veille : 3 points
- Cahier des charges : 5 points
- Soutenance : 8 points

Critères d’évaluation : qualité de la rédaction, pertinence des choix, respect des consignes. Il est demandé aux
étudiants de travailler en autonomie.
"""

GRID = """# Grille d’évaluation

| Compétence évaluée | Critère d’évaluation | Acquis | En cours d’acquisition | Non acquis | Note |
| --- | --- | --- | --- | --- | --- |
| Étude de faisabilité | L’étude technique, organisationnelle et financière est pertinente | X | | | 4/5 |
| Veille | Le système de veille est défini et les sources sont fiables | | X | | 3/5 |
| Cahier des charges | Les spécifications fonctionnelles et techniques sont complètes | X | | | 5/5 |
| Planification | La feuille de route est jalonnée et chiffrée | X | | | 4/5 |
| Risques | Les risques sont identifiés et des parades sont proposées | | | X | 1/5 |

Nom du candidat : Camille Exemple. Nom de l’évaluateur : Alix Modèle. Appréciation générale du jury : bon travail.
Note finale : 17/25.
"""

PRODUCTS = (
    Product(
        """# TriFacile

TriFacile est une application de tri des déchets pour les communes. Elle réduit l’empreinte carbone des habitants,
encourage le recyclage et la sobriété, et affiche le bilan écologique de chaque foyer.

## Fonctionnalités

- Carte des points de collecte et des composteurs
- Calcul de l’empreinte carbone évitée et de l’énergie économisée
- Conseils de consommation responsable et durable, défis écologiques
- Statistiques de recyclage par quartier, score environnemental
""",
        ("T-ECO", "BC01-5"),
    ),
    Product(
        """# RGPD Audit

RGPD Audit aide les entreprises à tenir leur registre des traitements, à répondre aux demandes de droit d’accès et
d’effacement, à réaliser des analyses d’impact et à suivre le consentement.

## Fonctionnalités

- Registre des activités de traitement par service, durée de conservation, base légale
- Formulaire de demande d’accès, de rectification et d’effacement des données personnelles
- Tableau de bord de conformité avec indicateurs et alertes
- Export pour la CNIL
""",
        ("BC01-6", "BC01-7"),
    ),
    Product(
        """# PlanPilot

PlanPilot est un logiciel de gestion de projet pour les petites équipes : planning, budget, risques, indicateurs et
comptes rendus au même endroit.

## Fonctionnalités

- Diagramme de Gantt, jalons, tableau Kanban et sprints
- Suivi du budget prévu et réalisé, alertes de dépassement
- Registre des risques avec probabilité, impact et plan d’action
- Gestion des compétences de l’équipe, plan de charge, entretiens et évaluation
- Matrice RACI, comptes rendus de réunion, tableau de bord d’indicateurs
""",
        ("BC01-4", "BC01-5", "BC01-6", "BC01-7", "BC04-1", "BC04-2", "BC04-3", "BC04-6"),
    ),
)
