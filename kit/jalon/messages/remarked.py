"""What remarks say, French and English side by side: what was found, and what to do. The place stands before them."""

from __future__ import annotations

REMARKS: dict[str, tuple[str | tuple[str, str], str | tuple[str, str]]] = {
    "remark.more": (
        ("… et {n} autre du même genre.", "… et {n} autres du même genre."),
        ("… and {n} more of the same kind.", "… and {n} more of the same kind."),
    ),
    "remarks.others": (("{n} autre", "{n} autres"), ("{n} other", "{n} others")),
    # tables
    "remark.total": (
        "Le total annonce {said}, les lignes donnent {found} : corrigez l’un ou l’autre.",
        "The total says {said}, the rows make {found}: correct one or the other.",
    ),
    "remark.product": (
        "Le montant est {said}, quantité × prix unitaire donne {found} : corrigez l’un ou l’autre.",
        "The amount is {said}, quantity × unit price makes {found}: correct one or the other.",
    ),
    "remark.criticality": (
        "La criticité est {said}, probabilité × impact donne {found} : corrigez ou expliquez le calcul.",
        "The criticality is {said}, probability × impact makes {found}: correct it or explain the calculation.",
    ),
    "remark.criticality-words": (
        "La criticité ne découle ni de la probabilité ni de l’impact de sa ligne : corrigez-la ou expliquez l’échelle.",
        "The criticality follows neither from the probability nor from the impact of its row: correct it or explain"
        " the scale.",
    ),
    "remark.score": (
        "Le score annonce {said}, les notes donnent {found} : refaites le calcul, le choix peut en dépendre.",
        "The score says {said}, the notes make {found}: redo the calculation, the choice may depend on it.",
    ),
    # people
    "remark.named-evaluation": (
        "Une évaluation nominative se lit ici : retirez-la du dépôt, ou remplacez les noms par des pseudonymes.",
        "A named person is evaluated here: take it out of the repository, or replace the names by pseudonyms.",
    ),
    "remark.personal-address": (
        (
            "Une adresse électronique personnelle se lit ici : retirez-la si la personne ne l’a pas accepté.",
            "{n} passages donnent une adresse électronique personnelle : retirez-la si la personne ne l’a pas accepté.",
        ),
        (
            "A personal e-mail address stands here: take it out unless the person agreed.",
            "{n} passages give a personal e-mail address: take it out unless the person agreed.",
        ),
    ),
    "remark.personal-telephone": (
        (
            "Un numéro de téléphone se lit ici : retirez-le si la personne ne l’a pas accepté.",
            "{n} passages donnent un numéro de téléphone : retirez-le si la personne ne l’a pas accepté.",
        ),
        (
            "A telephone number stands here: take it out unless the person agreed.",
            "{n} passages give a telephone number: take it out unless the person agreed.",
        ),
    ),
    # history
    "remark.team": (
        (
            "Le texte parle d’une équipe de {claimed}, l’historique a {n} auteur : montrez la part de chacun.",
            "Le texte parle d’une équipe de {claimed}, l’historique a {n} auteurs : montrez la part de chacun.",
        ),
        (
            "The text speaks of a team of {claimed}, the history has {n} author: show what each did.",
            "The text speaks of a team of {claimed}, the history has {n} authors: show what each did.",
        ),
    ),
    "remark.sprints": (
        (
            "Le texte annonce {weeks} semaines de sprints, l’historique tient sur {n} jour : expliquez l’écart.",
            "Le texte annonce {weeks} semaines de sprints, l’historique tient sur {n} jours : expliquez l’écart.",
        ),
        (
            "The text announces {weeks} weeks of sprints, the history lasts {n} day: explain the gap.",
            "The text announces {weeks} weeks of sprints, the history lasts {n} days: explain the gap.",
        ),
    ),
    "remark.one-day": (
        (
            "Tout l’historique tient en {n} commit du {day} : il ne montre pas le déroulement du projet.",
            "Tout l’historique tient en {n} commits du {day} : il ne montre pas le déroulement du projet.",
        ),
        (
            "The whole history is {n} commit of {day}: it does not show how the project went.",
            "The whole history is {n} commits of {day}: it does not show how the project went.",
        ),
    ),
    "remark.redated": (
        (
            "{n} commit sur {all} a été enregistré loin de sa date d’écriture (jusqu’à {days} jours) : rebase, import"
            " ou date choisie, sachez le dire.",
            "{n} commits sur {all} ont été enregistrés loin de leur date d’écriture (jusqu’à {days} jours) : rebase,"
            " import ou date choisie, sachez le dire.",
        ),
        (
            "{n} commit out of {all} was recorded far from the date it was written (up to {days} days): a rebase, an"
            " import or a chosen date, be ready to tell.",
            "{n} commits out of {all} were recorded far from the date they were written (up to {days} days): a rebase,"
            " an import or a chosen date, be ready to tell.",
        ),
    ),
    "remark.other-branch": (
        (
            "Seulement sur la branche {branch}, donc non compté : {files}. Fusionnez ce qui doit être jugé.",
            "Seulement sur la branche {branch}, donc non comptés : {n} fichiers ({files}). Fusionnez ce qui doit être"
            " jugé.",
        ),
        (
            "Only on the branch {branch}, so not counted: {files}. Merge what should be judged.",
            "Only on the branch {branch}, so not counted: {n} files ({files}). Merge what should be judged.",
        ),
    ),
    "remark.other-branch.unnamed": ("au nom masqué", "whose name is hidden"),
    # parity of the two languages
    "remark.untranslated": (
        "Ce document s’annonce en {language} et son texte n’y est pas : traduisez-le.",
        "This document announces {language} and its text is not: translate it.",
    ),
    "remark.untranslated-sections": (
        (
            "{n} section de ce document annoncé en {language} n’y est pas : traduisez-la.",
            "{n} sections de ce document annoncé en {language} n’y sont pas : traduisez-les.",
        ),
        (
            "{n} section of this document, which announces {language}, is not: translate it.",
            "{n} sections of this document, which announces {language}, are not: translate them.",
        ),
    ),
    "remark.parity-headings": (
        "Les plans diffèrent à partir d’ici : {here} titres, et {there} dans {twin}. Remettez-les en accord.",
        "The outlines differ from here on: {here} headings, and {there} in {twin}. Bring them in line.",
    ),
    "remark.parity-tables": (
        "Tableaux : {here} ici, {there} dans {twin}. Donnez les mêmes dans les deux langues.",
        "Tables: {here} here, {there} in {twin}. Give the same in both languages.",
    ),
    "remark.parity-figures": (
        "Images : {here} ici, {there} dans {twin}. Donnez les mêmes dans les deux langues.",
        "Images: {here} here, {there} in {twin}. Give the same in both languages.",
    ),
    "remark.parity-code": (
        "Blocs de code : {here} ici, {there} dans {twin}. Donnez les mêmes dans les deux langues.",
        "Code blocks: {here} here, {there} in {twin}. Give the same in both languages.",
    ),
    "remark.behind": (
        (
            "Cette version n’a pas changé depuis le {day} ; depuis, {n} commit a changé {twin} seul : à mettre à jour.",
            "Cette version n’a pas changé depuis le {day} ; depuis, {n} commits ont changé {twin} seul : à mettre à"
            " jour.",
        ),
        (
            "This version has not changed since {day}; since then {n} commit changed {twin} alone: update it.",
            "This version has not changed since {day}; since then {n} commits changed {twin} alone: update it.",
        ),
    ),
    # references
    "remark.dead-link": (
        "Ce lien mène à « {target} », qui n’existe pas dans le dépôt : corrigez-le ou retirez-le.",
        "This link leads to “{target}”, which is not in the repository: correct it or take it out.",
    ),
    "remark.dead-image": (
        "Cette image, « {target} », n’existe pas dans le dépôt : ajoutez-la ou retirez le lien.",
        "This image, “{target}”, is not in the repository: add it or take the link out.",
    ),
}
