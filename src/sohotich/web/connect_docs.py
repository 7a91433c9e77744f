"""The API's contract for machines, and the same as a page for people; nothing of a register."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sohotich.domain.workflow import TOKEN_RIGHTS
from sohotich.foundation.connect.problems import KINDS
from sohotich.foundation.people.permissions import public
from sohotich.web.connect import openapi


@public
@require_GET
def contract(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1."""
    return JsonResponse(_contract(), json_dumps_params={"ensure_ascii": False})


@public
@require_GET
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation with its right and fields, every problem with its remedy."""
    context = {
        "description": _contract()["info"]["description"],
        "groups": _groups(_contract()),
        "problems": [{"code": code, "kind": kind} for code, kind in KINDS.items()],
        "rights": TOKEN_RIGHTS,
        "host": request.build_absolute_uri("/")[:-1],
    }
    return render(request, "web/connect_docs.html", context)


@cache
def _contract() -> dict[str, Any]:
    return openapi()


def _groups(contract: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in contract["paths"].items():
        for method, operation in methods.items():
            row = {
                "id": operation["operationId"],
                "method": method.upper(),
                "path": path,
                "summary": operation["summary"],
                "description": operation.get("description", ""),
                "right": TOKEN_RIGHTS[operation["x-right"]],
                "asked": [_asked(one) for one in operation.get("parameters", ())],
                "fields": _fields(contract, operation),
                "statuses": ", ".join(operation["responses"]),
            }
            groups.setdefault(operation["tags"][0], []).append(row)
    return groups


def _asked(parameter: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": parameter["name"],
        "where": parameter["in"],
        "needed": parameter["required"],
        "words": parameter.get("description", ""),
    }


def _fields(contract: dict[str, Any], operation: dict[str, Any]) -> list[dict[str, Any]]:
    content = operation.get("requestBody", {}).get("content", {})
    for kind, body in content.items():
        schema = body["schema"]
        if "$ref" in schema:
            schema = contract["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        needed = schema.get("required", ())
        return [
            {
                "name": name,
                "where": kind,
                "needed": name in needed,
                "words": one.get("description", ""),
            }
            for name, one in schema["properties"].items()
        ]
    return []
