"""Invented data for development and demonstrations: plainly invented people, addresses that cannot exist."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import Category, Item, Loan, Member, Role
from .security import hash_password

PASSWORD = "outils-de-demonstration"  # noqa: S105 - of invented accounts, refused in production
PEOPLE = [
    ("alice@example.org", "Alice Invente", Role.ADMIN),
    ("bruno@example.org", "Bruno Exemple", Role.MEMBER),
    ("chloe@example.org", "Chloé Fictive", Role.MEMBER),
]
ITEMS = [
    ("Perceuse à percussion", Category.WORKSHOP, "750 W, livrée avec huit forets."),
    ("Ponceuse excentrique", Category.WORKSHOP, "Disques de 125 mm, sac à poussière."),
    ("Scie sauteuse", Category.WORKSHOP, "Lames pour le bois et pour le métal."),
    ("Tondeuse électrique", Category.GARDEN, "Coupe de 33 cm, rallonge de 25 m."),
    ("Taille-haie", Category.GARDEN, "Sur batterie, lame de 50 cm."),
    ("Motobineuse", Category.GARDEN, "Largeur de travail de 40 cm."),
    ("Appareil à raclette", Category.KITCHEN, "Pour huit personnes."),
    ("Robot pâtissier", Category.KITCHEN, "Bol de 4,5 litres."),
    ("Tente quatre places", Category.CAMPING, "Deux chambres, montage en dix minutes."),
    ("Réchaud à gaz", Category.CAMPING, "Deux feux, cartouche non fournie."),
    ("Nettoyeur haute pression", Category.CLEANING, "130 bars, lance et brosse."),
    ("Shampouineuse", Category.CLEANING, "Pour tapis et canapés."),
]
# Of whom, of what, how many days ago, for how many days, returned how many days ago (None: still out).
LOANS: list[tuple[int, int, int, int, int | None]] = [
    (1, 0, 40, 7, 34),
    (1, 3, 20, 7, None),
    (2, 8, 30, 14, 15),
    (2, 10, 3, 14, None),
]


def seed(session: Session, day: date) -> bool:
    """Fill an empty database; return False, and touch nothing, when it has members already."""
    if session.scalar(select(Member.id).limit(1)):
        return False
    members = [
        Member(email=email, name=name, role=role, password_hash=hash_password(PASSWORD), joined_on=day)
        for email, name, role in PEOPLE
    ]
    items = [Item(name=name, category=category, description=text) for name, category, text in ITEMS]
    session.add_all([*members, *items])
    session.flush()
    for who, what, ago, days, back in LOANS:
        start = day - timedelta(days=ago)
        returned = None if back is None else day - timedelta(days=back)
        session.add(
            Loan(
                item_id=items[what].id,
                member_id=members[who].id,
                borrowed_on=start,
                due_on=start + timedelta(days=days),
                returned_on=returned,
            )
        )
    session.commit()
    return True
