"""What every page stands in: access, headers, limits, audit trail, templates, stylesheet, errors, health."""
