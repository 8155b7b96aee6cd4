"""Long work: jobs in the same database, with progress, cancelling and another try; a restart loses none."""
