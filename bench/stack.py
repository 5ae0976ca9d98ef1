"""The sample site, the app and Azurite on free ports of this machine, for a benchmark to use and leave."""
import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
APP = os.path.join(ROOT, "src/FanOut/bin/Release/net10.0/FanOut.dll")
CLI = os.path.join(ROOT, "src/Cli/bin/Release/net10.0/FanOut.Cli.dll")
START_LIMIT_SECONDS = 60
JOB_LIMIT_SECONDS = 600
STOP_LIMIT_SECONDS = 30


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def call(port, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body, headers or {})
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response.status, content


def wait_for(port, path):
    deadline = time.monotonic() + START_LIMIT_SECONDS
    while time.monotonic() < deadline:
        try:
            if call(port, "GET", path)[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    sys.exit(f"nothing answered on port {port} within {START_LIMIT_SECONDS} s")


def post_job(port, urls, query=""):
    """Posts URLs, one a line, and returns the job."""
    status, body = call(port, "POST", "/api/jobs" + query, urls, {"Content-Type": "text/plain"})
    if status != 202:
        sys.exit(f"POST answered {status}: {body[:300]}")
    return json.loads(body)


def wait_for_end(port, job):
    deadline = time.monotonic() + JOB_LIMIT_SECONDS
    while time.monotonic() < deadline:
        job = json.loads(call(port, "GET", job["links"]["self"])[1])
        if job["finishedAt"]:
            return job
        time.sleep(0.02)
    sys.exit("the job did not end in time")


class Stack:
    """Ports of the site and of the app, the app's process, and a folder that goes with them."""

    def __init__(self, folder):
        self.folder = folder
        self.site_port, self.app_port, self._storage_port = free_port(), free_port(), free_port()
        self._started = []
        self.app = None

    def start(self):
        self._run(["dotnet", CLI, "site", "--port", str(self.site_port)])
        self.app = self._run(["dotnet", APP], os.environ | {
            "ASPNETCORE_URLS": f"http://127.0.0.1:{self.app_port}",
            "FanOut__AllowedNetworks": f"127.0.0.1:{self.site_port}",
            "FanOut__DataDirectory": self.folder,
            "AzureWebJobsStorage": "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;"
            "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
            f"BlobEndpoint=http://127.0.0.1:{self._storage_port}/devstoreaccount1;",
        })
        wait_for(self.site_port, "/page/0")
        wait_for(self.app_port, "/api/health")

    def stop(self):
        for process in reversed(self._started):
            process.send_signal(signal.SIGTERM)
            process.wait(STOP_LIMIT_SECONDS)

    def site_url(self, path):
        return f"http://127.0.0.1:{self.site_port}{path}"

    def _run(self, command, environment=None):
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        self._started.append(process)
        return process


@contextlib.contextmanager
def running():
    for needed in (APP, CLI):
        if not os.path.exists(needed):
            sys.exit(f"{needed} is missing: run  dotnet build -c Release src/Cli  first")
    folder = tempfile.mkdtemp(prefix="fanout-bench-")
    stack = Stack(folder)
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()
        shutil.rmtree(folder, ignore_errors=True)
