"""An agency's sign-on on this machine, which a test can make lie in one way at a time."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa


CLIENT_ID, CLIENT_SECRET = "chrysalis-test", "a secret of the test"
KEY, ANOTHER_KEY = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))


class Provider:
    """Honest, until `lies` says otherwise: a function that changes what is about to be said."""

    def __init__(self, *, email: str, subject: str = "subject-1") -> None:
        self.email, self.subject, self.verified = email, subject, True
        self.key, self.algorithm, self.kid = KEY, "RS256", "key-1"
        self.headers: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.claims = lambda claims: claims
        self.answer = lambda answer: answer
        self.discovery = lambda found: found
        self.published = lambda keys: keys
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, args=[0.01], daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def authorises(self, address: str) -> dict[str, str]:
        """What a person at the sign-on comes back with: the code and the state."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def describes(self) -> dict[str, Any]:
        return self.discovery(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        )

    def publishes(self) -> dict[str, Any]:
        algorithm = jwt.algorithms.RSAAlgorithm
        public = json.loads(algorithm.to_jwk(KEY.public_key())) | {
            "kid": "key-1",
            "alg": "RS256",
            "use": "sig",
        }
        return self.published({"keys": [public]})

    def gives(self, form: dict[str, str]) -> dict[str, Any]:
        """A token for a code, once, to whoever knows the secret and the proof that goes with the code."""
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or form.get("client_secret") != CLIENT_SECRET or not _is_proof(asked, form):
            return {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": self.subject,
            "nonce": asked.get("nonce"),
            "iat": now,
            "exp": now + 300,
            "email": self.email,
            "email_verified": self.verified,
        }
        return self.answer(
            {"access_token": "a", "token_type": "Bearer", "id_token": self.signs(self.claims(claims))}
        )

    def signs(self, claims: dict[str, Any]) -> str:
        return jwt.encode(
            claims, self.key, algorithm=self.algorithm, headers={"kid": self.kid, **self.headers}
        )

    def _handler(provider) -> type[BaseHTTPRequestHandler]:
        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                known = {"/.well-known/openid-configuration": provider.describes, "/keys": provider.publishes}
                self._say(known[self.path]())

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self._say(provider.gives({name: values[0] for name, values in parse_qs(body).items()}))

            def _say(self, said: dict[str, Any]) -> None:
                body = json.dumps(said).encode()
                self.send_response(400 if "error" in said else 200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        return Answers


def _is_proof(asked: dict[str, str], form: dict[str, str]) -> bool:
    """PKCE: the code is worth something only to whoever asked for it."""
    digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=") == asked.get("code_challenge")
