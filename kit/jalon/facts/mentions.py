"""What a text mentions: dates, amounts, people, addresses. Every pattern is linear in the length of the text."""

from __future__ import annotations

import re
from datetime import date

from jalon.facts.model import Amount

_GAP = r"[ \t\n\u00a0\u202f\u2009]"  # spaces that stand inside a date or a figure

# --- words ---------------------------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


def words(text: str) -> int:
    """How many words: runs of letters or digits; an apostrophe or a hyphen joins (« l'étude » is one)."""
    return len(_WORD.findall(text))


# --- dates ---------------------------------------------------------------------------------------------------------

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier january janv jan",
            "février fevrier february févr fevr fév fev feb",
            "mars march mar",
            "avril april avr apr",
            "mai may",
            "juin june jun",
            "juillet july juil jul",
            "août aout august aug",
            "septembre september sept sep",
            "octobre october oct",
            "novembre november nov",
            "décembre decembre december déc dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"""(?<![\w/])(?:
      (?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?!\d)      # 2025-03-03
    | (?P<d2>\d{{1,2}})(?P<s2>[-/.])(?P<m2>\d{{1,2}})(?P=s2)(?P<y2>(?:19|20)\d\d)(?!\d)  # 03/03/2025
    | (?P<d3>\d{{1,2}})/(?P<m3>\d{{1,2}})/(?P<y3>\d\d)(?![\d/])                          # 03/03/25
    | (?P<d4>\d{{1,2}})(?:er|e|st|nd|rd|th)?{_GAP}{{1,2}}(?:of{_GAP})?(?P<m4>{_MONTH})\.?,?{_GAP}{{1,2}}
      (?P<y4>(?:19|20)\d\d)(?!\d)                                                        # 3 mars 2025
    | (?P<m5>{_MONTH})\.?{_GAP}{{1,2}}(?:(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?,?{_GAP}{{1,2}})?
      (?P<y5>(?:19|20)\d\d)(?!\d)                                                        # March 3rd, 2025 · mars 2025
    | (?P<y6>(?:19|20)\d\d)-(?P<m6>0[1-9]|1[0-2])(?![\d-])                               # 2025-03
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_FORMS = (
    ("y", "m", "d"),
    ("y2", "m2", "d2"),
    ("y3", "m3", "d3"),
    ("y4", "m4", "d4"),
    ("y5", "m5", "d5"),
    ("y6", "m6", ""),
)


def dates(text: str) -> tuple[date, ...]:
    """The dates in order of appearance; a month alone (« mars 2025 ») is its first day.

    Forms such as `dd/mm/aaaa` or `XX/XX/2025` and days that do not exist are none. Day before month, unless only the
    other order exists (12/25/2025).
    """
    found = (_date(match) for match in _DATE.finditer(text))
    return tuple(day for day in found if day)


def _date(match: re.Match[str]) -> date | None:
    part = match.groupdict()
    year, month, day = next(form for form in _FORMS if part[form[0]])
    years = int(part[year]) + (2000 if len(part[year]) == 2 else 0)
    months = _MONTHS.get(part[month].lower()) or int(part[month])
    days = int(part.get(day) or 1)
    if months > 12 >= days and year in ("y2", "y3"):
        months, days = days, months
    try:
        return date(years, months, days)
    except ValueError:
        return None


# --- amounts -------------------------------------------------------------------------------------------------------

_UNITS = {
    "€": "€ euro euros eur",
    "k€": "k€ keur keuros",
    "m€": "m€ meur",
    "$": "$ dollar dollars usd",
    "k$": "k$ kusd",
    "£": "£ gbp",
    "chf": "chf",
    "%": "% pourcent percent",
    "ms": "ms milliseconde millisecondes millisecond milliseconds",
    "s": "s sec seconde secondes second seconds",
    "min": "min mn minute minutes",
    "h": "h heure heures hour hours hrs",
    "j": "j jour jours day days",
    "jh": "jh jours-homme jour-homme jours/homme j/h j-h man-days person-days",
    "sem": "sem semaine semaines week weeks",
    "mois": "mois month months",
    "ko": "ko kb kib",
    "mo": "mo mb mib",
    "go": "go gb gib",
    "to": "to tb tib",
    "users": "users user utilisateur utilisateurs",
    "req/s": "req/s rps requêtes/s requests/s",
    "pts": "pts points point",
    "etp": "etp fte",
    "wh": "wh",
    "kwh": "kwh",
    "gco2e": "gco2 gco2e gco₂e gco2eq",
    "kgco2e": "kgco2 kgco2e kgco₂e kgco2eq",
}
_UNIT_OF = {spelling: unit for unit, spellings in _UNITS.items() for spelling in spellings.split()}
_SPELLINGS = "|".join(re.escape(spelling) for spelling in sorted(_UNIT_OF, key=len, reverse=True))
_SPACES = re.compile(r"[ \u00a0\u202f\u2009'’]")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}$")
_MONEY = frozenset({"€", "k€", "m€", "$", "k$", "£", "chf"})
_NUMBER = "|".join(
    (
        r"\d{1,3}(?:[ \u00a0\u202f\u2009'’]\d{3}){1,4}(?:[.,]\d{1,3})?",  # 1 200,50
        r"\d{1,3}(?:,\d{3}){1,4}\.\d{1,3}",  # 1,200.50
        r"\d{1,3}(?:\.\d{3}){1,4},\d{1,3}",  # 1.200,50
        r"\d{1,3}(?:,\d{3}){2,4}",
        r"\d{1,3}(?:\.\d{3}){2,4}",
        r"\d{1,12}(?:[.,]\d{1,6})?",
    )
)
_AMOUNT = re.compile(
    rf"""(?<![\w.,])(?:
      (?<!\d[ \u00a0\u202f])(?P<sign>[€$£])[ \u00a0\u202f]?(?P<after>{_NUMBER})(?:[ \u00a0\u202f]?(?P<big>[km]))?(?!\w)
    | (?P<hours>\d{{1,3}})[ ]?h[ ]?(?P<minutes>[0-5]\d)(?!\d)
    | (?P<number>{_NUMBER})[ \t\u00a0\u202f\u2009]?(?P<unit>{_SPELLINGS})(?![\w'’])
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def amounts(text: str) -> tuple[Amount, ...]:
    """The figures that have a unit, in order; French and English notations (1 200,50 € · $1,200.50 · 12k€ · 2h30).

    Spelled-out and English units come back under one short French name (days → j, MB → mo); k€ stays k€.
    """
    return tuple(_amount(match) for match in _AMOUNT.finditer(text))


def _amount(match: re.Match[str]) -> Amount:
    if match["hours"]:
        return Amount(int(match["hours"]) + int(match["minutes"]) / 60, "h")
    if match["sign"]:
        return Amount(_number(match["after"], money=True), (match["big"] or "").lower() + match["sign"])
    unit = _UNIT_OF[match["unit"].lower()]
    return Amount(_number(match["number"], money=unit in _MONEY), unit)


def _number(written: str, *, money: bool) -> float:
    """The value of digits with separators. One comma or point before three digits means thousands only in money."""
    digits = _SPACES.sub("", written)
    if "," in digits and "." in digits:
        decimal = max(digits, key=lambda sign: digits.rfind(sign) if sign in ",." else -1)
    else:
        sign = "," if "," in digits else "."
        thousands = digits.count(sign) > 1 or (money and _THOUSANDS.match(written) is not None)
        decimal = "" if thousands else sign
    whole, _, fraction = digits.partition(decimal) if decimal else (digits, "", "")
    return float(f"{whole.replace(',', '').replace('.', '')}.{fraction or 0}")


# --- people and addresses ------------------------------------------------------------------------------------------

_ADDRESS = re.compile(r"(?<![\w.+%'-])[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")


def addresses(text: str) -> tuple[str, ...]:
    """The e-mail addresses, as written, so that a report can hide them."""
    return tuple(_ADDRESS.findall(text))


_FIRST_NAMES = """
adam adèle adrien agathe agnès ahmed aïcha alain alban albane alex alexandra alexandre alexis ali alice alicia aline
alix amandine amélie amina amine amir amira anaëlle anaïs andré andréa andrew angèle anna anne annie anouk anthony
antoine antonin ariane armand arnaud arthur assia astrid aurélie aurélien axel aya ayoub aziz baptiste barbara
bastien béatrice benjamin benoît bernard bertrand bilal boris brahim brice brigitte bruno camille carla carole
caroline catherine cécile cédric célia céline chantal charlène charles charlotte chloé chris christel christelle
christian christine christophe clémence clément clémentine clothilde coralie corentin cyril damien daniel
daniela david deborah delphine denis diane didier dimitri dominique dorian dylan édouard elena eléonore elias élisa
elisabeth élise elliot élodie eloïse elsa emeline emily emma emmanuel emmanuelle enzo éric erwan estelle esther
ethan étienne eva evan fabien fabienne fabrice fanny farid fatima fatou félix fiona florence florent florian
franck françois françoise frédéric gabriel gabrielle gaël gaëlle gaëtan gaspard gauthier geoffrey georges gérard
germain ghislain gilles grégoire grégory guillaume gwenaëlle habib hadrien hakim hamza hannah hassan hatem hélène
henri hicham hugo hugues ibrahim idriss ikram ilyes imane ines inès isaac isabelle ismaël jacques jade james jamal
jane jason jean jean-baptiste jean-françois jean-luc jean-marc jean-michel jean-paul jean-philippe jean-pierre
jennifer jeremy jérémie jérémy jérôme jessica joachim jocelyn joel joëlle johan johanna john jonas jonathan jordan
josé joseph joséphine joshua judith jules julia julie julien juliette justin justine kamel karim karima karine
kenza kévin khaled khalid killian laetitia lamia laura laure laurence laurent lauriane léa leïla lena léna léo léon
léonard leslie lila lilian lina linda lionel lisa lise loïc lola lorenzo lou louane louis louise luc lucas lucie
ludivine ludovic maëlle maëlys maeva magali mahmoud malik manon marc marcel margaux margot maria mariam marianne
marie marie-claire marie-laure marina marion martine maryam mathieu mathilde mathis matthew matthias matthieu
maud maurice maxence maxime mehdi melanie mélanie melissa mélissa michaël michel michèle mickaël mohamed mohammed
monique morgan morgane mounir mourad mustapha myriam nabil nadia nadine naïma nathalie nathan nawel nicolas nicole
nina noah noé noémie nora nour océane olivia olivier omar oscar othmane oumar pascal pascale patrice patricia
patrick paul pauline perrine peter philippe pierre pierre-louis quentin rachel rachid raphaël raphaëlle raymond
rayan rebecca régis rémi rémy renaud richard robert robin rodolphe romain romane roxane ryan sabine sabrina sacha
said saïd salim salma salomé samia samir samuel sandra sandrine sara sarah sébastien selma serge séverine simon
sofia sofiane solène sonia sophia sophie soufiane stéphane stéphanie steven susan sylvain sylvie tanguy tarek
thibaud thibault thibaut théo théodore thérèse thierry thomas timothée tom tony tristan valentin valentine valérie
vanessa véronique victoire vincent virginie vivien walid william xavier yacine yann yannick yanis yassine yasmine
yohan yohann yoann youcef youssef yves yvan zacharie zakaria zineb zoé
"""
FIRST_NAMES = frozenset(_FIRST_NAMES.split())
_UPPER = "A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒ"
_LOWER = "a-zàâäçéèêëîïôöùûüÿœ"
_FIRST = rf"[{_UPPER}][{_LOWER}]{{1,20}}(?:-[{_UPPER}][{_LOWER}]{{1,20}})?"
_LAST = rf"(?:(?:de|du|de la|le|la|van|von|ben|el|d'|d’)[ ]?)?[{_UPPER}](?:[{_UPPER}{_LOWER}'’]{{1,25}}|\.)(?:-[{_UPPER}][{_UPPER}{_LOWER}]{{1,25}})?"  # noqa: E501
_FULL_NAME = re.compile(rf"(?<![\w@-])(?P<first>{_FIRST})[ \u00a0](?P<last>{_LAST})(?![\w@])")
_ROLE = (
    r"chef(?:fe)? de projet|cheffe? d'équipe|product owner|scrum master|tech(?:nical)? lead|lead d[ée]v(?:eloppeur)?|"
    r"développeu(?:r|se)|developer|testeu(?:r|se)|tester|auteure?s?|authors?|rédact(?:eur|rice)|rédigé par|written by|"
    r"responsable|owner|pilote|animateur|animatrice|tut(?:eur|rice)|mentor|sponsor|commanditaire|maître d'ouvrage|"
    r"architecte?|designer|project manager|team lead|reviewer|validé par|approved by|décideurs?|deciders?|"
    r"decision-makers|présents?|participants?|attendees|rapporteur|assigné à|assigned to|assignee|dpo"
)
_LABELLED = re.compile(
    rf"(?<!\w)(?:(?i:{_ROLE}))[ \u00a0]?(?:\([^()\n]{{1,30}}\)[ \u00a0]?)?[:–—-][ \u00a0]?"
    rf"(?P<name>{_FIRST}[ \u00a0]{_LAST})(?![\w@])"
)
_TITLED = re.compile(
    rf"(?<!\w)(?:M\.|Mme|Mlle|Mr\.?|Mrs\.?|Ms\.?|Dr\.?)[ \u00a0](?P<name>(?:{_FIRST}[ \u00a0])?{_LAST})(?![\w@])"
)
_ALONE = re.compile(rf"(?m)^[ \t*|•-]{{0,4}}(?P<name>{_FIRST})[ \t*|.]{{0,4}}$")
# what a capital letter begins after a role, and is no person
_ROLES_AND_TOOLS = """
équipe equipe team product scrum project projet chef lead dev développeur developer client service direction backend
frontend front back data full stack devops senior junior ux ui qa google microsoft github gitlab open spring node
next vue react à non n/a tous toute toutes all the le la les un une des to be
"""
_COMMON = frozenset(_ROLES_AND_TOOLS.split())


def people(text: str) -> tuple[str, ...]:
    """The persons named, once each, in order of appearance; rather too few than too many.

    A known first name and a capitalised surname or initial, a name after a role (« Chef de projet : … ») or a title
    (Mme …), or a first name alone on its line, as in the cells of a table.
    """
    found: dict[str, int] = {}
    for pattern in (_FULL_NAME, _LABELLED, _TITLED, _ALONE):
        for match in pattern.finditer(text):
            name = " ".join((match["name"] if "name" in pattern.groupindex else match[0]).split())
            name = name.removesuffix("'s").removesuffix("’s")
            first = name.split()[0].lower()
            if first in _COMMON or (pattern in (_FULL_NAME, _ALONE) and first not in FIRST_NAMES):
                continue
            found.setdefault(name, match.start("name") if "name" in pattern.groupindex else match.start())
    return tuple(sorted(found, key=found.__getitem__))
