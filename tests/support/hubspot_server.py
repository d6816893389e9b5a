"""A server on loopback that answers as HubSpot's API does, as its documentation and its error bodies say, or fails."""

import json
import socket
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

TOKEN = "pat-of-nobody-that-no-output-may-show"  # noqa: S105
SCOPE = "crm.objects.partner-clients.read"
OBJECTS = "/crm/v3/objects/partner_clients"
PROPERTIES = "/crm/v3/properties/partner_clients"
SERVICES = "/crm/v3/objects/partner_services"
SERVICE_PROPERTIES = "/crm/v3/properties/partner_services"
SERVICE_SCHEMA = "/crm-object-schemas/v3/schemas/partner_services"
MOST = 100


class Fault(NamedTuple):
    """What the server does in place of an answer; `status` 0 cuts the connection, `seconds` is how late it answers."""

    status: int = 200
    body: bytes | Mapping[str, Any] = b""
    headers: Mapping[str, str] = {}
    seconds: float = 0
    length: int | None = None
    path: str = OBJECTS


def error(message: str, category: str, **more: Any) -> dict[str, Any]:
    """Return the body of an error as HubSpot writes it."""
    return {"status": "error", "message": message, "correlationId": "c0ffee", "category": category, **more}


def limit_reached(policy: str) -> dict[str, Any]:
    """Return the body of a 429 as HubSpot writes it."""
    message = f"You have reached your {policy.lower()} limit."
    return error(message, "RATE_LIMITS", policyName=policy, errorType="RATE_LIMIT")


def missing_scopes(*scopes: str) -> dict[str, Any]:
    """Return the body of a 403 as HubSpot writes it."""
    context = {"requiredGranularScopes": list(scopes)}
    details = [{"message": "One or more of the following scopes are required.", "context": context}]
    return error("This app hasn't been granted all required scopes.", "MISSING_SCOPES", errors=details)


class ServiceRecord(NamedTuple):
    """A partner service: its number, its values, the places of its clients among those of the account."""

    id: str
    values: Mapping[str, Any]
    clients: Sequence[int] = ()


class FakeHubSpot:
    """An account with its clients; `faults` are used up one a call, first to last, and `calls` are those it got.

    It has no partner services unless `service_properties` are given, as HubSpot describes them.
    """

    def __init__(self, clients: Sequence[Mapping[str, Any]] = (), properties: Sequence[str] = ()) -> None:
        self.clients = list(clients)
        self.archived: list[Mapping[str, Any]] = []
        self.known = list(properties) or sorted({name for client in clients for name in client})
        self.faults: list[Fault] = []
        self.calls: list[tuple[str, dict[str, list[str]]]] = []
        self.host = ""
        self.services: list[ServiceRecord] = []
        self.service_properties: list[Mapping[str, Any]] = []
        self.service_name = ""
        self.others: dict[str, list[Mapping[str, Any]]] = {}  # what other calls give, by their paths

    def answer(self, path: str, asked: dict[str, list[str]], token: str) -> tuple[int, Mapping[str, Any]]:
        """Return the status and the body of a call that nothing disturbs."""
        if token != f"Bearer {TOKEN}":
            return 401, error("Authentication credentials not found.", "INVALID_AUTHENTICATION")
        own = [{"name": name, "label": name, "type": "string"} for name in self.known]
        lists: dict[str, Any] = {PROPERTIES: own, **self.others}
        if path in lists:
            return 200, {"results": lists[path]}
        if path == SERVICE_PROPERTIES and self.service_properties:
            return 200, {"results": self.service_properties}
        if path == SERVICE_SCHEMA and self.service_properties:
            return 200, {"name": "partner_services", "primaryDisplayProperty": self.service_name or None}
        if path == SERVICES and self.service_properties:
            return 200, self._services(asked)
        if path != OBJECTS:
            return 404, error("Unable to infer object type from the path.", "OBJECT_NOT_FOUND")
        limit = int(asked.get("limit", ["10"])[0])
        if not 1 <= limit <= MOST:
            return 400, error(f"limit must be between 1 and {MOST}", "VALIDATION_ERROR")
        return 200, self._page(asked, limit)

    def _services(self, asked: dict[str, list[str]]) -> dict[str, Any]:
        names = {str(each["name"]) for each in self.service_properties} & set(asked.get("properties", []))
        found: list[dict[str, Any]] = []
        for service in self.services:
            values = {name: value for name, value in service.values.items() if name in names}
            found.append({"id": service.id, "properties": values, "archived": False})
            if service.clients and asked.get("associations") == ["partner_clients"]:
                linked = [{"id": str(9000 + place), "type": "service_to_client"} for place in service.clients]
                found[-1]["associations"] = {"partner clients": {"results": linked}}
        return {"results": found}

    def _page(self, asked: dict[str, list[str]], limit: int) -> dict[str, Any]:
        archived = asked.get("archived", ["false"])[0].lower() == "true"
        clients = self.archived if archived else self.clients
        start = int(asked.get("after", ["0"])[0])
        results = []
        for number, client in enumerate(clients[start : start + limit], start=start):
            wanted = [name for name in asked.get("properties", []) if name in self.known]
            values = {name: client[name] for name in wanted if name in client}
            results.append({"id": str(9000 + number), "properties": values, "archived": archived})
        if start + limit >= len(clients):
            return {"results": results}
        return {"results": results, "paging": {"next": {"after": str(start + limit), "link": "?after="}}}


@contextmanager
def running(hubspot: FakeHubSpot) -> Iterator[FakeHubSpot]:
    """Serve the account on loopback while the block runs; its `host` says where."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = parse_qs(parts.query)
            hubspot.calls.append((parts.path, asked))
            fault = next((each for each in hubspot.faults if each.path == parts.path), None)
            if fault is None:
                fault = Fault(*hubspot.answer(parts.path, asked, self.headers.get("Authorization", "")))
            else:
                hubspot.faults.remove(fault)
            time.sleep(fault.seconds)
            with suppress(OSError):  # the one who asked may have gone
                self._send(fault)

        def _send(self, fault: Fault) -> None:
            if not fault.status:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.close_connection = fault.length is not None
            data = fault.body if isinstance(fault.body, bytes) else json.dumps(fault.body).encode()
            self.send_response(fault.status)
            self.send_header("Content-Type", "application/json;charset=utf-8")
            self.send_header("Content-Length", str(len(data) if fault.length is None else fault.length))
            for name, value in fault.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    hubspot.host = f"http://127.0.0.1:{server.server_port}"
    try:
        yield hubspot
    finally:
        server.shutdown()
        server.server_close()
