"""Deterministic twins: the same equations with expectations in place of chance.

They serve checks, calibration and large ensembles. A twin runs many settings side by side: every array has the runs in
front. What a twin leaves out beside the people one by one stands in `docs/explanation/twin.md`.
"""
