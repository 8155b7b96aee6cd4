"""The description of the API in OpenAPI 3.0, as the Dutch API Design Rules ask; ninja writes 3.1."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest

PREFIX: Final = "/api/v1"
HEADER: Final = {"API-Version": {"description": "The whole version", "schema": {"type": "string"}}}
TAGS: Final = {
    "concepts": "The skills language",
    "links": "Phrases in the skills language",
    "readings": "Texts read",
    "checks": "Vacancies checked",
    "matches": "People and work matched",
    "passports": "Passports, with consent",
}


def describe(request: HttpRequest) -> dict[str, Any]:
    """Return the description.

    Args:
        request: Whose host the server is called by.
    """
    from draaischijf.site.api.views import VERSION, api

    made = _plain(api.get_openapi_schema(path_prefix=""))
    name, email, url = settings.SITE_CONTACT
    paths = {path: _path(path, item) for path, item in made["paths"].items()}
    paths["/openapi.json"] = _own_path()
    return {
        "openapi": "3.0.3",
        "info": {
            "title": api.title,
            "version": VERSION,
            "description": api.description,
            "contact": {"name": name, "email": email, "url": url},
            "license": {"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/en/"},
        },
        "servers": [{"url": f"https://{request.get_host()}{PREFIX}"}],
        "tags": [{"name": tag, "description": words} for tag, words in TAGS.items()],
        "paths": paths,
        "components": _components(made["components"]),
    }


def _path(path: str, item: dict[str, Any]) -> dict[str, Any]:
    tag = path.strip("/").split("/")[0]
    for operation in item.values():
        operation["tags"] = [tag]
        operation["operationId"] = operation["operationId"].rsplit("_views_", 1)[-1]
        for status, response in operation["responses"].items():
            response["headers"] = dict(HEADER)
            content = response.get("content")
            if int(status) >= 400 and content:
                response["content"] = {"application/problem+json": content["application/json"]}
            if not content:
                response.pop("content", None)
            response["description"] = response.get("description") or "Done"
    return item


def _own_path() -> dict[str, Any]:
    headers = {**HEADER, "access-control-allow-origin": {"description": "Open to all", "schema": {"type": "string"}}}
    content = {"application/json": {"schema": {"type": "object"}}}
    return {
        "get": {
            "operationId": "openapi",
            "summary": "This description",
            "description": "The description of this API, for anyone.",
            "tags": ["concepts"],
            "security": [],
            "responses": {"200": {"description": "OK", "headers": headers, "content": content}},
        }
    }


def _components(found: dict[str, Any]) -> dict[str, Any]:
    scheme = {"type": "http", "scheme": "bearer", "description": "A key from the page Account."}
    return {"schemas": found["schemas"], "securitySchemes": dict.fromkeys(found["securitySchemes"], scheme)}


def _plain(value: Any) -> Any:
    """Return a part of OpenAPI 3.1 as 3.0 says it."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if not isinstance(value, dict):
        return value
    made = {name: _plain(one) for name, one in value.items()}
    if isinstance(made.get("anyOf"), list) and {"type": "null"} in made["anyOf"]:
        others = [one for one in made.pop("anyOf") if one != {"type": "null"}]
        made |= {"nullable": True, **(others[0] if len(others) == 1 and "$ref" not in others[0] else {"allOf": others})}
    if "const" in made and not isinstance(made["const"], dict):
        made["enum"] = [made.pop("const")]
    if made.get("default", "") is None:
        made.pop("default")
    return made
