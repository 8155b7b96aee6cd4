"""Makes the sample CVs and vacancies in `samples/` from their sources, the same bytes every time."""
