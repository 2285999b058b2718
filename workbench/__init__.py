"""A keyboard-driven annotation workbench for fact-checkers, in the terminal."""

__version__ = "0.1.0"
