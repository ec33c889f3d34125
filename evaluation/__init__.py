"""Attune's library: before-and-after questionnaires in, defensible figures out."""
