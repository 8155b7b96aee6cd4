"""Charts of the market: bands, the Beveridge curve, the four securities, inequality, policies, sensitivity.

Each is drawn by `draaischijf.charts` and stands beside its table; labels are Dutch.
"""

from draaischijf.market.charts.drawing import draw_comparison, draw_ensemble, draw_fit, draw_sensitivity

__all__ = ["draw_comparison", "draw_ensemble", "draw_fit", "draw_sensitivity"]
