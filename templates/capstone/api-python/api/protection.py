"""What protects every answer, whatever the route: security headers, a limit on bodies, a limit on attempts."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .errors import Problem, problem_response

LARGEST_BODY = 64 * 1024  # bytes; no request of this application comes near
MOST_KEYS = 10_000
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
TRANSPORT_SECURITY = "max-age=31536000; includeSubDomains"


class SecurityHeaders:
    """Add the security headers to every answer; keep the API's answers out of caches."""

    def __init__(self, app: ASGIApp, production: bool) -> None:
        """Wrap `app`; in `production` browsers are told to keep to HTTPS and may cache the front end for an hour."""
        self.app = app
        headers = HEADERS | ({"Strict-Transport-Security": TRANSPORT_SECURITY} if production else {})
        self.headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        self.static_cache = b"public, max-age=3600" if production else b"no-cache"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                cache = b"no-store" if scope["path"].startswith("/api/") else self.static_cache
                message["headers"] = [*message["headers"], *self.headers, (b"cache-control", cache)]
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class BodyLimit:
    """Refuse a body that is too large, announced or not, before it fills the memory."""

    def __init__(self, app: ASGIApp, largest: int = LARGEST_BODY) -> None:
        """Wrap `app`; `largest` is in bytes."""
        self.app, self.largest = app, largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request: read the body up to the limit, then let the application read it again."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        messages: list[Message] = []
        size = 0
        while True:
            message = await receive()
            messages.append(message)
            size += len(message.get("body", b""))
            if size > self.largest:
                too_large = Problem(413, "too-large", f"A body may hold {self.largest} bytes.")
                await problem_response(Request(scope), too_large)(scope, receive, send)
                return
            if not message.get("more_body", False):
                break
        waiting = deque(messages)

        async def receive_again() -> Message:
            return waiting.popleft() if waiting else await receive()

        await self.app(scope, receive_again, send)


class Attempts:
    """Count attempts by key in a sliding window. It lives in the memory of one process: with several, each counts."""

    def __init__(self, allowed: int, window: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Allow `allowed` attempts per `window` seconds and key."""
        self.allowed, self.window, self.clock = allowed, window, clock
        self.times: dict[str, deque[float]] = {}
        self.lock = threading.Lock()

    def take(self, key: str) -> None:
        """Count an attempt of `key`; raise the problem `too-many-attempts` when it has none left."""
        with self.lock:
            now = self.clock()
            self.forget(now)
            times = self.times.setdefault(key, deque())
            if len(times) >= self.allowed:
                headers = {"Retry-After": str(int(times[0] + self.window - now) + 1)}
                raise Problem(429, "too-many-attempts", "Too many attempts, wait before the next one.", headers)
            times.append(now)

    def give_back(self, key: str) -> None:
        """Give back one attempt, not all: whoever owns one account must not reset the count of their guesses."""
        with self.lock:
            if self.times.get(key):
                self.times[key].pop()

    def forget(self, now: float) -> None:
        """Drop what is out of the window, and the oldest keys when an attacker invents too many."""
        for key, times in list(self.times.items()):
            while times and times[0] <= now - self.window:
                times.popleft()
            if not times:
                del self.times[key]
        while len(self.times) >= MOST_KEYS:
            del self.times[next(iter(self.times))]
