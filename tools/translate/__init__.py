"""Keeps the catalogue of the site's texts: what stands in code and templates, and its Dutch."""
