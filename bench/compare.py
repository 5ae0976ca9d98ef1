#!/usr/bin/env python3
"""Runs FanOut and the aiohttp script over the same pages of the same local site, in turn, and prints one table.

    dotnet build -c Release src/Cli && python3 bench/compare.py [--urls 10000] [--rounds 5]

Needs python3-aiohttp (Debian) for the peer. Every process it starts is stopped by its id. FanOut's time is that from
the POST to the job's own end, everything durable; the script's is that of its fetches. Memory is the peak of the
process that fetches.
"""
import argparse
import http.client
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
APP = os.path.join(ROOT, "src/FanOut/bin/Release/net10.0/FanOut.dll")
CLI = os.path.join(ROOT, "src/Cli/bin/Release/net10.0/FanOut.Cli.dll")
START_LIMIT_SECONDS = 60
JOB_LIMIT_SECONDS = 600


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


def peak_mb(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run_fanout(port, pid, urls, concurrency, batch):
    before = cpu_seconds(pid)
    path = f"/api/jobs?maxConcurrency={concurrency}&batchSize={batch}" if concurrency else "/api/jobs"
    posted = time.time()
    status, body = call(port, "POST", path, urls, {"Content-Type": "text/plain"})
    if status != 202:
        sys.exit(f"POST answered {status}: {body[:300]}")
    link = json.loads(body)["links"]["self"]
    deadline = time.monotonic() + JOB_LIMIT_SECONDS
    while time.monotonic() < deadline:
        job = json.loads(call(port, "GET", link)[1])
        if job["finishedAt"]:
            ended = time.time()
            manifest = json.loads(call(port, "GET", job["links"]["manifest"])[1])
            return {
                "seconds": ended - posted, "ok": job["outcomes"].get("ok", 0), "cpu": cpu_seconds(pid) - before,
                "receipt": manifest["receipt"], "results": manifest["results"]["length"],
            }
        time.sleep(0.02)
    sys.exit("the job did not end in time")


def run_script(path, concurrency):
    command = ["/usr/bin/time", "-f", "%M %U %S", "/usr/bin/python3", os.path.join(ROOT, "bench/aiohttp_fetch.py"), path, str(concurrency)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=JOB_LIMIT_SECONDS, check=True)
    ok, _, seconds = done.stdout.split()
    kilobytes, user, system = done.stderr.split()
    return {"seconds": float(seconds), "ok": int(ok), "mb": int(kilobytes) / 1024, "cpu": float(user) + float(system)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--urls", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--concurrency", type=int, default=1000)
    parser.add_argument("--batch", type=int, default=250)
    parser.add_argument("--no-script", action="store_true", help="leave the script out")
    arguments = parser.parse_args()
    for needed in (APP, CLI):
        if not os.path.exists(needed):
            sys.exit(f"{needed} is missing: run  dotnet build -c Release src/Cli  first")

    folder = tempfile.mkdtemp(prefix="fanout-bench-")
    started = []
    try:
        site_port, app_port, storage_port = free_port(), free_port(), free_port()
        site = subprocess.Popen(["dotnet", CLI, "site", "--port", str(site_port)], stdout=subprocess.DEVNULL)
        started.append(site)
        environment = os.environ | {
            "ASPNETCORE_URLS": f"http://127.0.0.1:{app_port}",
            "FanOut__AllowedNetworks": f"127.0.0.1:{site_port}",
            "FanOut__DataDirectory": folder,
            "AzureWebJobsStorage": "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;"
            "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
            f"BlobEndpoint=http://127.0.0.1:{storage_port}/devstoreaccount1;",
        }
        app = subprocess.Popen(["dotnet", APP], env=environment, stdout=subprocess.DEVNULL)
        started.append(app)
        wait_for(site_port, "/page/0")
        wait_for(app_port, "/api/health")

        lists = os.path.join(folder, "urls.txt")
        with open(lists, "w", encoding="ascii") as urls:
            urls.writelines(f"http://127.0.0.1:{site_port}/page/{n}\n" for n in range(arguments.urls))
        with open(lists, "rb") as urls:
            body = urls.read()

        shapes = {
            f"FanOut, maxConcurrency {arguments.concurrency}, batchSize {arguments.batch}": lambda: run_fanout(app_port, app.pid, body, arguments.concurrency, arguments.batch),
            "FanOut, default options": lambda: run_fanout(app_port, app.pid, body, None, None),
        }
        if not arguments.no_script:
            shapes |= {f"aiohttp script, {n} at once": (lambda n=n: run_script(lists, n)) for n in (100, 1000)}
        runs = {name: [] for name in shapes}
        run_fanout(app_port, app.pid, body, arguments.concurrency, arguments.batch)  # warm-up, not counted
        for round_number in range(arguments.rounds):
            names = list(shapes) if round_number % 2 == 0 else list(reversed(shapes))
            for name in names:
                result = shapes[name]()
                if result["ok"] != arguments.urls:
                    sys.exit(f"{name}: only {result['ok']} of {arguments.urls} were ok")
                runs[name].append(result)

        scripts = [statistics.median(run["seconds"] for run in runs[name]) for name in runs if "script" in name]
        print(f"{arguments.urls} pages, median of {arguments.rounds} rounds in both orders, {os.cpu_count()} cores for everything\n")
        print("| what | URLs/s | times the script | CPU ms per 1,000 | peak MB |\n|---|---|---|---|---|")
        for name, results in runs.items():
            seconds = statistics.median(run["seconds"] for run in results)
            ratio = f"{min(scripts) / seconds:.2f}" if scripts else "-"
            cpu = statistics.median(run["cpu"] for run in results) / arguments.urls * 1e6
            memory = peak_mb(app.pid) if "FanOut" in name else max(run["mb"] for run in results)
            print(f"| {name} | {arguments.urls / seconds:,.0f} | {ratio} | {cpu:.0f} | {memory:.0f} |")
        first = next(iter(runs.values()))[-1]
        print(f"\nper URL: {first['receipt']['storageOperations'] / arguments.urls:.3f} storage operations, "
              f"{first['receipt']['bytesMoved'] / first['results']:.2f} times the bytes of its record")
    finally:
        for process in reversed(started):
            process.send_signal(signal.SIGTERM)
            process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


main()
