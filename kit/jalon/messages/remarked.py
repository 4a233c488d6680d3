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
    "remark.weights": (
        "Les poids font {found} % en tout : ramenez-les à 100 % et refaites les scores.",
        "The weights make {found}% in all: bring them to 100% and redo the scores.",
    ),
    "remark.shares": (
        "Les parts font {found} % en tout : corrigez celle qui manque ou celle qui dépasse.",
        "The shares make {found}% in all: correct the one that is missing or too large.",
    ),
    "remark.overload": (
        "La charge ({said}) dépasse la capacité ({found}) : déplacez du travail ou expliquez le renfort.",
        "The load ({said}) exceeds the capacity ({found}): move some work or explain who helps.",
    ),
    "remark.choice": (
        "L’option retenue a {said}, une autre a {best} : expliquez le choix ou revoyez les notes.",
        "The chosen option has {said}, another one has {best}: explain the choice or look at the notes again.",
    ),
    "remark.target": (
        "La mesure ({said}) ne tient pas la cible ({target}) que la ligne dit atteinte : corrigez l’une ou l’autre.",
        "The reading ({said}) misses the target ({target}) that the row says is reached: correct one or the other.",
    ),
    # dates
    "remark.dates-reversed": (
        "Le début ({start}) suit la fin ({end}) : corrigez l’une des deux dates.",
        "The start ({start}) comes after the end ({end}): correct one of the two dates.",
    ),
    "remark.gantt-dates-reversed": (
        "La tâche « {task} » finit avant de commencer : corrigez ses dates.",
        "The task “{task}” ends before it starts: correct its dates.",
    ),
    "remark.gantt-unknown-task": (
        "Une dépendance mène à une tâche qui n’existe pas ({task}) : corrigez son identifiant.",
        "A dependency leads to a task that does not exist ({task}): correct its identifier.",
    ),
    "remark.date-apart": (
        "La date {day} est loin de toutes les autres de sa colonne : vérifiez l’année.",
        "The date {day} is far from all others of its column: check the year.",
    ),
    "remark.after-jury": (
        (
            "{n} date prévue tombe après le jury du {day} : replanifiez, ou corrigez la date du jury dans jalon.toml.",
            "{n} dates prévues tombent après le jury du {day} : replanifiez, ou corrigez la date du jury dans"
            " jalon.toml.",
        ),
        (
            "{n} planned date falls after the jury of {day}: plan again, or correct the jury’s date in jalon.toml.",
            "{n} planned dates fall after the jury of {day}: plan again, or correct the jury’s date in jalon.toml.",
        ),
    ),
    "remark.before-start": (
        (
            "{n} ligne commence le {day}, avant le premier jour du projet ({first}) : corrigez l’une des deux dates.",
            "{n} lignes commencent avant le premier jour du projet ({first}), dont une le {day} : corrigez les dates.",
        ),
        (
            "{n} row starts on {day}, before the first day of the project ({first}): correct one of the two dates.",
            "{n} rows start before the first day of the project ({first}), one of them on {day}: correct the dates.",
        ),
    ),
    "remark.gantt-differs": (
        (
            "Le Gantt finit cette tâche le {drawn}, la ligne dit {said} : mettez-les en accord.",
            "{n} tâches n’ont pas les mêmes dates dans le Gantt ; celle-ci y finit le {drawn}, la ligne dit {said} :"
            " mettez-les en accord.",
        ),
        (
            "The Gantt diagram ends this task on {drawn}, the row says {said}: bring them in line.",
            "{n} tasks have other dates in the Gantt diagram; this one ends there on {drawn}, the row says {said}:"
            " bring them in line.",
        ),
    ),
    "remark.future-record": (
        "Ce compte rendu ou cette décision est daté du {day}, après le dernier commit ({last}) : corrigez la date.",
        "This record or decision is dated {day}, after the last commit ({last}): correct the date.",
    ),
    "remark.future-entry": (
        (
            "{n} entrée est datée du {day}, après le dernier commit ({last}) : corrigez la date.",
            "{n} entrées sont datées d’après le dernier commit ({last}), dont une du {day} : corrigez les dates.",
        ),
        (
            "{n} entry is dated {day}, after the last commit ({last}): correct the date.",
            "{n} entries are dated after the last commit ({last}), one of them {day}: correct the dates.",
        ),
    ),
    # identifiers
    "remark.dangling": (
        (
            "{ids} est cité ici et n’est défini nulle part : corrigez la référence, ou écrivez ce qui manque.",
            "{ids} sont cités ici et ne sont définis nulle part : corrigez les références, ou écrivez ce qui manque.",
        ),
        (
            "{ids} is referred to here and defined nowhere: correct the reference, or write what is missing.",
            "{ids} are referred to here and defined nowhere: correct the references, or write what is missing.",
        ),
    ),
    "remark.untested": (
        (
            "{n} exigence sur {all} n’est citée par aucun test ({ids}) : liez-lui un test.",
            "{n} exigences sur {all} ne sont citées par aucun test ({ids}) : liez à chacune un test.",
        ),
        (
            "{n} requirement out of {all} is named by no test ({ids}): tie a test to it.",
            "{n} requirements out of {all} are named by no test ({ids}): tie a test to each.",
        ),
    ),
    "remark.untied": (
        (
            "{n} test ne dit pas quelle exigence il vérifie : complétez la colonne.",
            "{n} tests ne disent pas quelle exigence ils vérifient : complétez la colonne.",
        ),
        (
            "{n} test does not say which requirement it checks: complete the column.",
            "{n} tests do not say which requirement they check: complete the column.",
        ),
    ),
    "remark.duplicate-id": (
        (
            "{ids} identifie deux lignes de ce tableau : donnez à chacune le sien.",
            "{ids} identifient chacun deux lignes de ce tableau : donnez à chacune le sien.",
        ),
        (
            "{ids} identifies two rows of this table: give each its own.",
            "{ids} each identify two rows of this table: give each its own.",
        ),
    ),
    "remark.risk-without-action": (
        (
            "{n} risque évalué n’a pas de parade : écrivez-la, ou dites qu’il est accepté.",
            "{n} risques évalués n’ont pas de parade : écrivez-la, ou dites qu’ils sont acceptés.",
        ),
        (
            "{n} risk was assessed and has no action: write one, or say that it is accepted.",
            "{n} risks were assessed and have no action: write one, or say that they are accepted.",
        ),
    ),
    "remark.decision-unknown": (
        "Cette décision renvoie à l’ADR {number}, qui n’existe pas : écrivez-le ou corrigez le numéro.",
        "This decision refers to ADR {number}, which does not exist: write it or correct the number.",
    ),
    # indicators
    "remark.reading-unknown": (
        (
            "Un relevé porte sur {names}, qu’aucun tableau ne définit : ajoutez l’indicateur ou corrigez son nom.",
            "Des relevés portent sur {names}, qu’aucun tableau ne définit : ajoutez ces indicateurs ou corrigez leurs"
            " noms.",
        ),
        (
            "A reading is about {names}, which no table defines: add the indicator or correct its name.",
            "Readings are about {names}, which no table defines: add these indicators or correct their names.",
        ),
    ),
    "remark.indicator-unread": (
        (
            "{names} est défini et n’a aucun relevé : relevez-le, ou dites pourquoi il ne l’est pas.",
            "{names} sont définis et n’ont aucun relevé : relevez-les, ou dites pourquoi ils ne le sont pas.",
        ),
        (
            "{names} is defined and has no reading: read it, or say why it is not.",
            "{names} are defined and have no reading: read them, or say why they are not.",
        ),
    ),
    # schema
    "remark.table-undrawn": (
        (
            "La table {tables} existe dans le code et n’est pas dessinée : complétez le schéma.",
            "Les tables {tables} existent dans le code et ne sont pas dessinées : complétez le schéma.",
        ),
        (
            "The table {tables} is in the code and is not drawn: complete the diagram.",
            "The tables {tables} are in the code and are not drawn: complete the diagram.",
        ),
    ),
    "remark.entity-unbuilt": (
        (
            "L’entité {entities} est dessinée et ne correspond à aucune table du code : dites ce qu’elle devient, ou"
            " corrigez le schéma.",
            "Les entités {entities} sont dessinées et ne correspondent à aucune table du code : dites ce qu’elles"
            " deviennent, ou corrigez le schéma.",
        ),
        (
            "The entity {entities} is drawn and is no table of the code: say what becomes of it, or correct the"
            " diagram.",
            "The entities {entities} are drawn and are no tables of the code: say what becomes of them, or correct the"
            " diagram.",
        ),
    ),
    # services
    "remark.service-undrawn": (
        (
            "{services} tourne dans le fichier compose et n’est pas dessiné : complétez le schéma.",
            "{services} tournent dans le fichier compose et ne sont pas dessinés : complétez le schéma.",
        ),
        (
            "{services} runs in the compose file and is not drawn: complete the diagram.",
            "{services} run in the compose file and are not drawn: complete the diagram.",
        ),
    ),
    "remark.drawn-not-run": (
        (
            "{products} est dessiné et ne tourne dans aucun fichier compose : dites où, ou corrigez le schéma.",
            "{products} sont dessinés et ne tournent dans aucun fichier compose : dites où, ou corrigez le schéma.",
        ),
        (
            "{products} is drawn and runs in no compose file: say where it does, or correct the diagram.",
            "{products} are drawn and run in no compose file: say where they do, or correct the diagram.",
        ),
    ),
    "remark.environment-unlisted": (
        (
            "Un pipeline déploie vers {environments}, absent de ce tableau des environnements : ajoutez-le.",
            "Des pipelines déploient vers {environments}, absents de ce tableau des environnements : ajoutez-les.",
        ),
        (
            "A pipeline deploys to {environments}, which this table of environments lacks: add it.",
            "Pipelines deploy to {environments}, which this table of environments lacks: add them.",
        ),
    ),
    # versions
    "remark.version-untagged": (
        (
            "{n} version du journal sur {all} n’a pas de tag Git ({versions}) : posez-le sur son commit.",
            "{n} versions du journal sur {all} n’ont pas de tag Git ({versions}) : posez-les sur leurs commits.",
        ),
        (
            "{n} version of the changelog out of {all} has no Git tag ({versions}): tag its commit.",
            "{n} versions of the changelog out of {all} have no Git tag ({versions}): tag their commits.",
        ),
    ),
    "remark.version-differs": (
        "La dernière version du journal est {newest}, {manifest} annonce {said} : mettez-les en accord.",
        "The newest version of the changelog is {newest}, {manifest} announces {said}: bring them in line.",
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
