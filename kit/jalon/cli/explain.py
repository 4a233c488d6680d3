"""`jalon explain ID`: what the jury looks for, clause, reason, how the program looks, what it does not see, guide."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from jalon.catalogue import Checklist, Competency, InvalidChecklist, Requirement, find_checklist, load_checklist
from jalon.cli.shell import Refused, show, speaking
from jalon.messages import Say

WIDEST = 100  # columns of running text that an eye can follow


def command(say: Say) -> click.Command:
    """The command, in the user's language."""
    return speaking(
        say,
        "explain",
        lambda identifier, checklist: _explain(say, identifier, checklist),
        click.Argument(["identifier"], metavar="ID"),
        click.Option(["--checklist"], default="rncp38822", help=say("help.check.checklist")),
    )


def _explain(say: Say, identifier: str, name: str) -> int:
    from jalon.cli.auditing import fault_line, language_here  # noqa: PLC0415

    if not click.get_current_context().obj and (language := language_here()):
        say = Say(language)
    try:
        checklist = load_checklist(find_checklist(name))
    except InvalidChecklist as error:
        raise Refused("line", text=fault_line(error.faults[0], say)) from None
    wanted = identifier.strip().casefold()
    for competency in checklist.competencies():
        if competency.id.casefold() == wanted:
            show(_Page(checklist, competency, say).competency())
            return 0
        for requirement in competency.requirements:
            if requirement.id.casefold() == wanted:
                show(_Page(checklist, competency, say).requirement(requirement))
                return 0
    known = [one.id for one in checklist.competencies()]
    near = difflib.get_close_matches(identifier.upper(), known, 3, 0.3) or known[:3]
    raise Refused("explain.unknown", id=identifier, checklist=checklist.id, near=", ".join(near))


class _Page:
    """What is said of a competency or of one of its requirements, at the width of the terminal."""

    def __init__(self, checklist: Checklist, competency: Competency, say: Say) -> None:
        from jalon.cli.terminal import terminal_style  # noqa: PLC0415  (after the request is known to be right)
        from jalon.reports.screen import Screen  # noqa: PLC0415

        self._competency, self._say = competency, say
        self._screen = Screen(terminal_style(WIDEST))
        self._subjects = {name: text.in_(say.language) for name, text in checklist.names.items()}
        guide = Path(checklist.folder) / "guides" / say.language / f"{competency.id}.md"
        self._guide = guide.read_text(encoding="utf-8")

    def competency(self) -> str:
        """The essentials first, then each requirement, then the rest of the guide."""
        from jalon.reports.guide import essentials, show_guide  # noqa: PLC0415

        say, screen = self._say, self._screen
        first, rest = essentials(self._guide)
        screen.line(f"{self._competency.id} · {self._competency.name.in_(say.language)}", style="bold")
        screen.line()
        show_guide(screen, first)
        screen.heading(say("explain.elements"))
        for element in self._competency.elements:
            screen.point(say("explain.element", name=element.name.in_(say.language), ids=say.either(element.any_of)))
        self._blind_spots()
        screen.heading(say("explain.requirements"))
        for requirement in self._competency.requirements:
            screen.line(f"{requirement.id} · {requirement.ask.in_(say.language)}", style="bold")
            self._about(requirement)
            screen.line()
        show_guide(screen, rest)
        return screen.text()

    def requirement(self, requirement: Requirement) -> str:
        """The requirement, then the guide of its competency."""
        from jalon.reports.guide import essentials, show_guide  # noqa: PLC0415

        say, screen = self._say, self._screen
        screen.line(f"{requirement.id} · {requirement.ask.in_(say.language)}", style="bold")
        screen.line(f"{self._competency.id} · {self._competency.name.in_(say.language)}")
        screen.line()
        self._about(requirement)
        self._blind_spots()
        screen.line()
        show_guide(screen, "".join(essentials(self._guide)))
        return screen.text()

    def _about(self, requirement: Requirement) -> None:
        """The clause, the reason, the jury's question and how the program looks."""
        say, screen = self._say, self._screen
        screen.line(say("explain.clause", clause=requirement.clause), indent=2)
        screen.line(say("explain.why", text=requirement.why.in_(say.language)), indent=2)
        screen.line(say("explain.jury", text=requirement.jury.in_(say.language)), indent=2)
        searches = self._searches(requirement)
        if not searches:
            screen.line(say("explain.no-probe"), indent=2)
            return
        screen.line(say("explain.looks" if len(searches) == 1 else "explain.looks-any"), indent=2)
        for number, search in enumerate(searches, 1):
            screen.point(say("explain.last" if number == len(searches) else "explain.search", text=search), indent=4)

    def _searches(self, requirement: Requirement) -> list[str]:
        """What the program looks for, each once."""
        from jalon.messages.looking import looks  # noqa: PLC0415

        said = (looks(call, self._say, self._subjects, kind=requirement.kind) for call in requirement.probes)
        return list(dict.fromkeys(said))

    def _blind_spots(self) -> None:
        if self._competency.blind_spots:
            self._screen.heading(self._say("explain.blind"))
            self._screen.line(self._competency.blind_spots.in_(self._say.language))
