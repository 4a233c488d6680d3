"""Every trick, by family; importing a family registers its tricks."""

from tests.gaming.registry import TRICKS, Trick
from tests.gaming.tricks import borrowed, filler, history, keywords, layout, machinery, registers, suites

__all__ = ["TRICKS", "Trick", "borrowed", "filler", "history", "keywords", "layout", "machinery", "registers", "suites"]
