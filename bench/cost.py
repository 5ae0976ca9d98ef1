#!/usr/bin/env python3
"""What a URL costs: CPU against a bare HttpClient loop, allocations, storage operations, bytes, syscalls, waiting.

    dotnet build -c Release src/Cli && dotnet build -c Release bench/HttpLoop
    python3 bench/cost.py [--urls 10000] [--rounds 5]

The app and the loop fetch the same pages of the same local site in turn, every second round in reverse, each in a process
that is warm. Storage is an Azurite that logs each request, so that the receipt's count can be held against what arrived.
"""
import argparse
import collections
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import time

import stack as local
import storage

MOST_CPU_RATIO = 2.0
FIRST_RESULT_LIMIT_MS = 300
ONE_URL_LIMIT_MS = 60
SAMPLES = 20
POLL_SECONDS = 0.002


def run_app(stack, body, query):
    before = stack.used()
    job = local.run_job(stack.app_port, body, query)
    return stack.used() - before, job["elapsedMs"] / 1000, job


def run_loop(loop, path, concurrency, count):
    before, began = loop.used(), time.perf_counter()
    ok = loop.fetch(path, concurrency)
    seconds = time.perf_counter() - began
    if ok != count:
        raise SystemExit(f"the loop fetched {ok} of {count}")
    return loop.used() - before, seconds


class Loop:
    """The bare loop, in a process that stays."""

    def __init__(self, stack):
        self._port = local.free_port()
        self._process = stack.run(["dotnet", local.LOOP], local.probed(self._port), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def used(self):
        return local.used(self._port)

    def fetch(self, path, concurrency):
        self._process.stdin.write(f"{path} {concurrency}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


def kind(line):
    """What an Azurite log line is a request for: the operation, and the last part of the blob's name without its numbers."""
    found = re.search(r'"([A-Z]+) /devstoreaccount1/([^ ?"]*)(?:\?([^ "]*))? HTTP', line)
    if not found:
        return None
    method, path, query = found.groups()
    comp = re.search(r"(?:^|&)comp=(\w+)", query or "")
    container, _, blob = path.partition("/")
    name = re.sub(r"\d+", "#", blob.split("/", 1)[-1]) if container == "fanout" else "the engine's"
    return f"{method}{' ' + comp.group(1) if comp else ''} {name}"


def log_lines(stack):
    with open(stack.storage_log, encoding="utf-8", errors="replace") as log:
        return log.readlines()


def journal_bytes(stack):
    """The length of all blobs outside of the app's own container."""
    listing = storage.call(stack.storage_port, "GET", "?comp=list").decode()
    total = 0
    for container in re.findall(r"<Name>([^<]+)</Name>", listing):
        if container != "fanout":
            blobs = storage.call(stack.storage_port, "GET", f"{container}?comp=list&restype=container").decode()
            total += sum(int(length) for length in re.findall(r"<Content-Length>(\d+)</Content-Length>", blobs))
    return total


def table(title, rows):
    print(f"\n{title}\n\n| what | value |\n|---|---|")
    for name, value in rows:
        print(f"| {name} | {value} |")


def verdict(value, most):
    return f"{'within' if value <= most else 'ABOVE'} {most:g}"


def measure_cpu(stack, body, path, arguments, query):
    loop = Loop(stack)
    for _ in range(local.WARM_UPS):
        run_app(stack, body, query)
        run_loop(loop, path, arguments.concurrency, arguments.urls)
    pairs = []
    for number in range(arguments.rounds):
        if number % 2 == 0:
            app = run_app(stack, body, query)
            bare = run_loop(loop, path, arguments.concurrency, arguments.urls)
        else:
            bare = run_loop(loop, path, arguments.concurrency, arguments.urls)
            app = run_app(stack, body, query)
        pairs.append((app, bare))
    ratio = statistics.median(app[0].cpu_ms / bare[0].cpu_ms for app, bare in pairs)

    def per_url(side, of):
        return statistics.median(of(pair[side]) for pair in pairs) / arguments.urls

    table(f"CPU and memory, {arguments.urls} pages, medians of {arguments.rounds} rounds in both orders", [
        ("CPU of the app, us/URL", f"{per_url(0, lambda run: run[0].cpu_ms) * 1000:.0f}"),
        ("CPU of the loop, us/URL", f"{per_url(1, lambda run: run[0].cpu_ms) * 1000:.0f}"),
        ("CPU of the app / of the loop", f"{ratio:.2f}, {verdict(ratio, MOST_CPU_RATIO)}"),
        ("allocated by the app, bytes/URL", f"{per_url(0, lambda run: run[0].allocated):,.0f}"),
        ("allocated by the loop, bytes/URL", f"{per_url(1, lambda run: run[0].allocated):,.0f}"),
        ("app, URLs/s", f"{1 / per_url(0, lambda run: run[1]):,.0f}"),
        ("loop, URLs/s", f"{1 / per_url(1, lambda run: run[1]):,.0f}"),
        ("collections of the app in a run, all and full", f"{statistics.median(app[0].gen0 for app, _ in pairs):.0f}, {statistics.median(app[0].gen2 for app, _ in pairs):.0f}"),
    ])


def measure_storage(stack, body, count, query):
    """One job with nothing else going on; polls ask the engine's memory and not storage."""
    lines, journal = len(log_lines(stack)), journal_bytes(stack)
    _, _, job = run_app(stack, body, query)
    end = len(log_lines(stack))
    receipt = json.loads(local.call(stack.app_port, "GET", job["links"]["manifest"])[1])
    journal = journal_bytes(stack) - journal
    counted = collections.Counter(filter(None, map(kind, log_lines(stack)[lines:end])))
    # Looking at the journal's length is not the job's doing.
    del counted["GET list the engine's"]
    total = sum(counted.values())
    results, costs = receipt["results"]["length"], receipt["receipt"]
    table(f"Storage, one job of {count} URLs", [
        ("operations/URL, by the receipt", f"{costs['storageOperations'] / count:.4f}"),
        ("operations/URL, as Azurite's log has them", f"{total / count:.4f} ({total} against {costs['storageOperations']})"),
        ("of them appends to the journal, to the results", ", ".join(str(sum(n for name, n in counted.items() if "appendblock" in name and name.endswith(end))) for end in ("the engine's", "results.ndjson"))),
        ("journal, bytes/URL", f"{journal / count:.0f}"),
        ("results, bytes/URL", f"{results / count:.0f}"),
        ("moved to and from storage, bytes/URL", f"{costs['bytesMoved'] / count:.0f}, {costs['bytesMoved'] / results:.2f} times the record"),
    ])
    print("\nrequests: " + ", ".join(f"{number} {name}" for name, number in counted.most_common()))


def measure_waiting(stack, body, query):
    firsts, ones = [], []
    for _ in range(SAMPLES):
        began = time.perf_counter()
        job = local.post_job(stack.app_port, body, query)
        while not local.call(stack.app_port, "GET", job["links"]["results"], headers={"Accept-Encoding": "identity"})[1]:
            time.sleep(POLL_SECONDS)
        firsts.append((time.perf_counter() - began) * 1000)
        local.wait_for_success(stack.app_port, job)
    url = stack.site_url("/page/0").encode()
    for _ in range(SAMPLES):
        began = time.perf_counter()
        job = local.post_job(stack.app_port, url)
        while not job["finishedAt"]:
            time.sleep(POLL_SECONDS)
            job = json.loads(local.call(stack.app_port, "GET", job["links"]["self"])[1])
        whole = (time.perf_counter() - began) * 1000
        record = json.loads(local.call(stack.app_port, "GET", job["links"]["results"])[1])
        ones.append(whole - record["durationMs"])
    first, one = statistics.median(firsts), statistics.median(ones)
    table(f"Waiting, medians and most of {SAMPLES}", [
        ("POST to the first result that can be read, ms", f"{first:.0f}, {max(firsts):.0f}; {verdict(first, FIRST_RESULT_LIMIT_MS)}"),
        ("a job of one URL beyond its fetch, ms", f"{one:.0f}, {max(ones):.0f}; {verdict(one, ONE_URL_LIMIT_MS)}"),
    ])


def measure_syscalls(stack, body, count, query):
    if not shutil.which("strace"):
        print("\nsyscalls: strace is not there")
        return
    path = os.path.join(stack.folder, "strace")
    trace = subprocess.Popen(["strace", "-c", "-f", "-q", "-o", path, "-p", str(stack.app.pid)], stderr=subprocess.DEVNULL)
    time.sleep(1)  # until it is attached to every thread
    run_app(stack, body, query)
    trace.send_signal(signal.SIGINT)
    trace.wait()
    with open(path, encoding="ascii") as summary:
        calls = [(int(fields[3]), fields[-1]) for fields in map(str.split, summary) if len(fields) >= 5 and fields[3].isdigit()]
    total = sum(number for number, name in calls if name != "total")
    most = ", ".join(f"{name} {number / count:.2f}" for number, name in sorted(calls, reverse=True) if name != "total" and number / count > 0.05)
    table("Syscalls, one job under strace", [("all, a URL", f"{total / count:.1f}"), ("most of them", most)])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--urls", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--concurrency", type=int, default=400)
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--no-strace", action="store_true")
    arguments = parser.parse_args()
    query = f"?maxConcurrency={arguments.concurrency}&batchSize={arguments.batch}"
    print(f"maxConcurrency {arguments.concurrency}, batchSize {arguments.batch}, {os.cpu_count()} cores for everything, load {os.getloadavg()[0]:.1f} at the start")
    with local.running(measured=True) as stack:
        path, body = os.path.join(stack.folder, "urls.txt"), stack.pages(arguments.urls)
        with open(path, "wb") as urls:
            urls.write(body)
        measure_cpu(stack, body, path, arguments, query)
        measure_storage(stack, body, arguments.urls, query)
        measure_waiting(stack, body, query)
        if not arguments.no_strace:
            measure_syscalls(stack, body, arguments.urls, query)


if __name__ == "__main__":
    main()
