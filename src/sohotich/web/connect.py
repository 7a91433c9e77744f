"""The API for stations and connectors, put together from the rooms' routers, and its contract."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from ninja import NinjaAPI
from ninja.operation import Operation

from sohotich.foundation.connect import general
from sohotich.foundation.connect.asking import Letter, Needed, needed_by
from sohotich.foundation.connect.problems import KINDS, MEDIA_TYPE
from sohotich.foundation.connect.repeating import HEADER, KEY_PATTERN
from sohotich.foundation.connect.routing import StrictJson, addresses, make_strict
from sohotich.pipeline.scanning import connect as scanning
from sohotich.pipeline.transfer import connect as transfer
from sohotich.register.ledger import connect as ledger
from sohotich.register.records import connect as records

ROOT: Final = "/api/v1/"
_DESCRIPTION: Final = (
    "Mỗi lời gọi gửi khóa kết nối của đơn vị (Authorization: Bearer …);"
    " mỗi việc ghi gửi thêm Idempotency-Key. Lỗi theo RFC 9457."
)
_ALWAYS: Final = (401, 403, 429, 500)
_WRITING: Final = (400, 409, 422, 423, 503)


class Api(NinjaAPI):
    """Operations are known by the names of their functions."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return _name(operation)


api = make_strict(
    Api(
        title="sohotich",
        version="1",
        description=_DESCRIPTION,
        openapi_url=None,
        docs_url=None,
        urls_namespace="connect",
        parser=StrictJson(),
    )
)
for room in (general, ledger, scanning, records, transfer):
    api.add_router("connect", room.router)
urlpatterns = list(addresses(api))


def openapi() -> dict[str, Any]:
    """The contract as OpenAPI 3.1: what ninja knows, and what stands before every operation."""
    contract: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=ROOT)))
    contract["servers"] = [{"url": "/"}]
    parts = contract["components"]
    parts["schemas"]["Problem"] = _problem()
    parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    contract["security"] = [{"token": []}]
    operations = {_name(one): one for one in _operations()}
    for path, methods in contract["paths"].items():
        for method, told in methods.items():
            _complete(told, path, method, needed_by(operations[told["operationId"]]))
    return contract


def _operations() -> Iterator[Operation]:
    for bound in api._get_bound_routers():
        for view in bound.path_operations.values():
            yield from view.operations


def _name(operation: Operation) -> str:
    return operation.view_func.__name__


def _complete(operation: dict[str, Any], path: str, method: str, needed: Needed) -> None:
    operation["x-right"] = needed.right
    operation["description"] = " ".join(operation["description"].split())
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path" and parameter["name"] == "key":
            parameter["schema"] = {"type": "string", "format": "uuid"}
    statuses = [*_ALWAYS, *(_WRITING if method == "post" else (400, 422))]
    if "{" in path:
        statuses.append(404)
    if needed.letter is not Letter.NOTHING:
        statuses.append(415)
    if needed.letter is Letter.FORM:
        statuses += [413, 507]
    if method == "post":
        operation.setdefault("parameters", []).append(_idempotency())
    for status in sorted(statuses):
        operation["responses"][str(status)] = {
            "description": "; ".join(k.title for k in KINDS.values() if k.status == status) + ".",
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }


def _idempotency() -> dict[str, Any]:
    return {
        "name": HEADER,
        "in": "header",
        "required": True,
        "description": "Riêng cho từng việc; gửi lại cùng giá trị và nội dung thì không làm lại.",
        "schema": {"type": "string", "pattern": f"^{KEY_PATTERN}$"},
    }


def _problem() -> dict[str, Any]:
    text = {"type": "string"}
    return {
        "title": "Problem",
        "description": "RFC 9457. code cố định để máy đọc; where: chỗ sai; mend: cách sửa.",
        "type": "object",
        "required": ["type", "title", "status", "detail", "code", "where", "mend"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": text,
            "status": {"type": "integer"},
            "detail": text,
            "code": {"type": "string", "enum": list(KINDS)},
            "where": text,
            "mend": text,
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["where", "message"],
                    "properties": {"where": text, "message": text},
                },
            },
        },
    }


def written() -> str:
    """The contract as `generated/openapi.json` holds it."""
    return json.dumps(openapi(), ensure_ascii=False, indent=2) + "\n"
