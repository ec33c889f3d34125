"""What reports say of training: parts about who came, what was learnt, coverage, and how to read it."""
