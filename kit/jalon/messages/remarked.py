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
}
