"""The web application and HTTP API: pages for people, on the rooms below.

One Django app per role or domain. An app offers what stands in its `services.py`; models, forms, views and templates
are its own business. Domain types are never models: an app converts at its edge. `docs/how-to/add-a-page.md` shows how
a page is made, tested and secured.
"""
