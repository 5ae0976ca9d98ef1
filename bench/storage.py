"""Signed requests to a blob endpoint of this machine, without a client library whose own work would be measured too."""
import base64
import email.utils
import hashlib
import hmac
import http.client
import urllib.parse

ACCOUNT = "devstoreaccount1"
# The key of every local storage emulator, as its documentation prints it.
KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
VERSION = "2021-12-02"


def connection_string(port):
    return (f"DefaultEndpointsProtocol=http;AccountName={ACCOUNT};AccountKey={KEY};"
            f"BlobEndpoint=http://127.0.0.1:{port}/{ACCOUNT};")


def signed(method, path, headers=None, length=0):
    """Path and query of a blob, and headers that the endpoint takes."""
    headers = {"x-ms-date": email.utils.formatdate(usegmt=True), "x-ms-version": VERSION} | (headers or {})
    path = f"/{ACCOUNT}/{path}"
    bare, _, query = path.partition("?")
    canonical = "".join(f"{name.lower()}:{headers[name]}\n" for name in sorted(headers) if name.lower().startswith("x-ms-"))
    resource = f"/{ACCOUNT}{bare}" + "".join(f"\n{name}:{value}" for name, value in sorted(urllib.parse.parse_qsl(query)))
    text = "\n".join([method, "", "", str(length) if length else "", "", "", "", "", "", "", "", "", canonical + resource])
    signature = base64.b64encode(hmac.new(base64.b64decode(KEY), text.encode(), hashlib.sha256).digest()).decode()
    return path, headers | {"Authorization": f"SharedKey {ACCOUNT}:{signature}"}


def call(port, method, path, body=b"", headers=None):
    path, headers = signed(method, path, headers, len(body))
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body, headers | {"Content-Length": str(len(body))})
    response = connection.getresponse()
    content = response.read()
    connection.close()
    if response.status >= 300:
        raise RuntimeError(f"{method} {path}: {response.status} {content[:300]}")
    return content
