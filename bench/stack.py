"""The sample site, the app and Azurite on free ports of this machine, for a benchmark to use and leave."""
import collections
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

import storage

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
APP = os.path.join(ROOT, "src/FanOut/bin/Release/net10.0/FanOut.dll")
CLI = os.path.join(ROOT, "src/Cli/bin/Release/net10.0/FanOut.Cli.dll")
LOOP = os.path.join(ROOT, "bench/HttpLoop/bin/Release/net10.0/HttpLoop.dll")
AZURITE = os.path.join(ROOT, "src/FunctionsEmulator/Storage/Azurite/npm/node_modules/azurite/dist/src/blob/main.js")
AZURITE_CHANGES = os.path.join(ROOT, "src/FunctionsEmulator/Storage/Azurite/npm/lokijs.cjs")
START_LIMIT_SECONDS = 180
JOB_LIMIT_SECONDS = 600
STOP_LIMIT_SECONDS = 30
CALL_LIMIT_SECONDS = 60
PREFER_WAIT_SECONDS = 50  # a call that waits for the end of a job has to answer within its limit
POLL_SECONDS = 0.02
WARM_UPS = 9  # the compiler goes on improving the app's code for about as many jobs


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def call(port, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=CALL_LIMIT_SECONDS)
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


def post_job(port, urls, query="", waits=False):
    """Posts URLs, one a line, and returns the job; one that waits may have ended."""
    headers = {"Content-Type": "text/plain"} | ({"Prefer": f"wait={PREFER_WAIT_SECONDS}"} if waits else {})
    status, body = call(port, "POST", "/api/jobs" + query, urls, headers)
    if status != 202 and not (waits and status == 200):
        sys.exit(f"POST answered {status}: {body[:300]}")
    return json.loads(body)


def wait_for_success(port, job):
    """Returns the job when it has succeeded."""
    deadline = time.monotonic() + JOB_LIMIT_SECONDS
    while not job["finishedAt"]:
        if time.monotonic() > deadline:
            sys.exit("the job did not end in time")
        time.sleep(POLL_SECONDS)
        job = json.loads(call(port, "GET", job["links"]["self"])[1])
    if job["status"] != "succeeded":
        sys.exit(f"the job ended {job['status']}: {job['outcomes']}")
    return job


def run_job(port, urls, query=""):
    """Posts URLs and returns the job when it has succeeded. The app tells of the end: polls would be part of the load."""
    return wait_for_success(port, post_job(port, urls, query, waits=True))


def peak_mb(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


class Used(collections.namedtuple("Used", "cpu_ms allocated gen0 gen2")):
    """What a .NET process has used; see StartupHook.cs in HttpLoop."""

    def __sub__(self, earlier):
        return Used(*(now - then for now, then in zip(self, earlier)))


def used(probe_port):
    with socket.create_connection(("127.0.0.1", probe_port)) as probe, probe.makefile() as answer:
        return Used(*map(float, answer.readline().split()))


def probed(port):
    """Environment of a .NET process that tells on a port what it has used."""
    return os.environ | {"DOTNET_STARTUP_HOOKS": LOOP, "BENCH_PROBE_PORT": str(port)}


class Stack:
    """Ports of the site, of the app and of storage, the app's process, and a folder that goes with them."""

    def __init__(self, folder, measured):
        self.folder = folder
        self.storage_log = os.path.join(folder, "storage.log")
        self._measured = measured
        self._probe_port = free_port()
        self.site_port, self.app_port, self.storage_port = free_port(), free_port(), free_port()
        self._started = []
        self.app = None

    def start(self):
        self.run(["dotnet", CLI, "site", "--port", str(self.site_port)])
        if self._measured:
            self._log_storage()
        self.app = self.run(["dotnet", APP], (probed(self._probe_port) if self._measured else os.environ) | {
            "ASPNETCORE_URLS": f"http://127.0.0.1:{self.app_port}",
            "FanOut__AllowedNetworks": f"127.0.0.1:{self.site_port}",
            "FanOut__DataDirectory": self.folder,
            "AzureWebJobsStorage": storage.connection_string(self.storage_port),
        })
        wait_for(self.site_port, "/page/0")
        wait_for(self.app_port, "/api/health")

    def used(self):
        return used(self._probe_port)

    def stop(self):
        for process in reversed(self._started):
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(STOP_LIMIT_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()

    def site_url(self, path):
        return f"http://127.0.0.1:{self.site_port}{path}"

    def pages(self, count):
        """So many URLs of different pages of the site, one a line."""
        return "\n".join(self.site_url(f"/page/{n}") for n in range(count)).encode()

    def run(self, command, environment=None, **streams):
        process = subprocess.Popen(command, env=environment, **({"stdout": subprocess.DEVNULL} | streams))
        self._started.append(process)
        return process

    def _log_storage(self):
        """Starts an Azurite as the app would, but one that writes down each request; where one answers, the app starts none."""
        with open(self.storage_log, "wb") as log:
            self.run(["node", "--require", AZURITE_CHANGES, AZURITE, "--blobHost", "127.0.0.1", "--blobPort", str(self.storage_port), "--location", self.folder, "--skipApiVersionCheck", "--disableTelemetry"], stdout=log)
        deadline = time.monotonic() + START_LIMIT_SECONDS
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.storage_port)).close()
                return
            time.sleep(0.1)
        sys.exit("Azurite did not start")


@contextlib.contextmanager
def running(measured=False):
    """The parts, started; measured tells of the app's use and logs what storage is asked for."""
    for needed, project in ((APP, "src/Cli"), (CLI, "src/Cli")) + (((LOOP, "bench/HttpLoop"),) if measured else ()):
        if not os.path.exists(needed):
            sys.exit(f"{needed} is missing: run  dotnet build -c Release {project}  first")
    # Ends as by Ctrl-C, so that nothing that was started stays.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = tempfile.mkdtemp(prefix="fanout-bench-")
    stack = Stack(folder, measured)
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()
        shutil.rmtree(folder, ignore_errors=True)
