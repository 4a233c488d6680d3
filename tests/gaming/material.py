"""What a cheat has at hand: the checklist's own words, the guides, the sheet, and other people's prose."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from jalon.catalogue import Checklist, find_checklist, load_checklist
from jalon.resources import resource


@cache
def checklist() -> Checklist:
    return load_checklist(find_checklist("rncp38822"))


def cues(topic: str) -> list[str]:
    """Every word by which the checklist knows a topic."""
    one = next(one for one in checklist().topics if one.id == topic)
    return [cue.rstrip("*") for cue in (*one.heading, *one.body)]


def topics() -> list[str]:
    return [one.id for one in checklist().topics]


def heading(topic: str) -> str:
    """A heading that names a topic."""
    one = next(one for one in checklist().topics if one.id == topic)
    return (one.heading or one.body)[0].rstrip("*").capitalize()


def names(language: str = "fr") -> list[str]:
    """What each deliverable is called."""
    return [one.name.in_(language) for one in checklist().deliverables]


def places() -> list[str]:
    """Where the deliverables that are documents have their place."""
    return [one.place for one in checklist().deliverables if one.kind == "document" and one.place.endswith(".md")]


@cache
def guide(competency: str, language: str = "fr") -> str:
    return resource("checklists", "rncp38822", "guides", language, f"{competency}.md").read_text(encoding="utf-8")


def competencies() -> list[str]:
    return [one.id for one in checklist().competencies()]


@cache
def sheet() -> str:
    """The sheet when it is at hand (it is not ours to publish: JALON_SHEET names it), else all that is quoted of it."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "reference" / "sheet-rncp38822.fr.txt"
    path = Path(os.environ.get("JALON_SHEET", beside))
    if path.is_file():
        return path.read_text(encoding="utf-8")
    return "\n\n".join(one.clause for one in checklist().requirements())


PROSE = """
La bibliothèque municipale prête chaque année vingt mille livres à trois mille lecteurs. Les retours sont notés sur des
fiches que deux bénévoles recopient le samedi dans un classeur. Quand une fiche se perd, le livre reste marqué absent
pendant des semaines, et le lecteur qui l’a rendu reçoit une relance qu’il ne comprend pas. Nous proposons de lire le
code de chaque livre avec un téléphone au moment du retour. La lecture part aussitôt vers le serveur de la mairie, qui
met la fiche à jour et prévient la personne qui attend ce titre. Les bénévoles gardent leur classeur pendant un mois,
le temps de vérifier que les deux listes disent la même chose. Le budget couvre trois téléphones, une année
d’hébergement et deux demi-journées de formation. La directrice a demandé que le nom des lecteurs ne sorte jamais de la
mairie, et que les prêts soient effacés au bout d’un an. Un essai aura lieu en janvier dans l’annexe du quartier nord,
avec cinquante lecteurs volontaires et un questionnaire à la fin. Si plus d’un retour sur cent est mal lu, nous
reviendrons aux fiches et chercherons un autre moyen avant l’été.
""".strip().replace("\n", " ")
