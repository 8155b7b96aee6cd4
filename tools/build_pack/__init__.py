"""Builds the language pack that the project ships.

    python -m tools.build_pack --packages FOLDER

Facts only: URIs, English names and group codes from two published packages, and our own tables in `tables/`. No
descriptions. The result in `src/draaischijf/language/pack` is the same to the byte for the same input.
"""
