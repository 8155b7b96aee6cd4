"""The skills language: concepts, names, relations, releases, lexicon, encoder, nearness and profiles."""
