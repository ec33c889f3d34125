"""Slides: what of a report stands on which slide and in its notes, and how it is drawn there."""
