#!/usr/bin/env python3
"""Runs FanOut and the aiohttp script over the same pages of the same local site, in turn, and prints one table.

    dotnet build -c Release src/Cli && python3 bench/compare.py [--urls 10000] [--rounds 5]

Needs python3-aiohttp (Debian) for the peer. Every process it starts is stopped by its id. FanOut's time is that from
the POST to the answer that it has succeeded, everything durable; the script's is that of its fetches. Memory is the peak of the
process that fetches.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

import stack as local


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run_fanout(port, pid, urls, concurrency, batch):
    before = cpu_seconds(pid)
    query = f"?maxConcurrency={concurrency}&batchSize={batch}" if concurrency else ""
    posted = time.time()
    job = local.run_job(port, urls, query)
    ended = time.time()
    manifest = json.loads(local.call(port, "GET", job["links"]["manifest"])[1])
    return {
        "seconds": ended - posted, "ok": job["outcomes"].get("ok", 0), "cpu": cpu_seconds(pid) - before,
        "receipt": manifest["receipt"], "results": manifest["results"]["length"],
    }


def run_script(path, concurrency):
    command = ["/usr/bin/time", "-f", "%M %U %S", "/usr/bin/python3", os.path.join(local.ROOT, "bench/aiohttp_fetch.py"), path, str(concurrency)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=local.JOB_LIMIT_SECONDS, check=True)
    ok, _, seconds = done.stdout.split()
    kilobytes, user, system = done.stderr.split()
    return {"seconds": float(seconds), "ok": int(ok), "mb": int(kilobytes) / 1024, "cpu": float(user) + float(system)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--urls", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--concurrency", type=int, default=1000)
    parser.add_argument("--batch", type=int, default=250)
    parser.add_argument("--warm-up", type=int, default=local.WARM_UPS, help="jobs before those that count; the first of them has a line of its own")
    parser.add_argument("--no-script", action="store_true", help="leave the script out")
    arguments = parser.parse_args()
    with local.running() as stack:
        app, app_port = stack.app, stack.app_port
        lists = os.path.join(stack.folder, "urls.txt")
        body = stack.pages(arguments.urls)
        with open(lists, "wb") as urls:
            urls.write(body)

        shapes = {
            f"FanOut, maxConcurrency {arguments.concurrency}, batchSize {arguments.batch}": lambda: run_fanout(app_port, app.pid, body, arguments.concurrency, arguments.batch),
            "FanOut, default options": lambda: run_fanout(app_port, app.pid, body, None, None),
        }
        if not arguments.no_script:
            shapes |= {f"aiohttp script, {n} at once": (lambda n=n: run_script(lists, n)) for n in (100, 1000)}
        runs = {name: [] for name in shapes}
        fresh = [run_fanout(app_port, app.pid, body, arguments.concurrency, arguments.batch) for _ in range(arguments.warm_up)][:1]
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
            memory = local.peak_mb(app.pid) if "FanOut" in name else max(run["mb"] for run in results)
            print(f"| {name} | {arguments.urls / seconds:,.0f} | {ratio} | {cpu:.0f} | {memory:.0f} |")
        for first in fresh:
            print(f"\nthe first job of the process: {arguments.urls / first['seconds']:,.0f} URLs/s, {first['cpu'] / arguments.urls * 1e6:.0f} ms of CPU per 1,000")
        first = next(iter(runs.values()))[-1]
        print(f"\nper URL: {first['receipt']['storageOperations'] / arguments.urls:.3f} storage operations, "
              f"{first['receipt']['bytesMoved'] / first['results']:.2f} times the bytes of its record")


main()
