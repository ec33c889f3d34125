"""The command line: `python -m evaluation VERB`. Exit 0 done; 2 the input can't be used."""

from evaluation.command_line.running import main

__all__ = ["main"]
