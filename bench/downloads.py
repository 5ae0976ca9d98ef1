#!/usr/bin/env python3
"""Downloads the results of a finished job from the app, in every form, against reading their blob straight from Azurite.

    dotnet build -c Release src/Cli && python3 bench/downloads.py [--records 100000] [--rounds 15]

A job of a few hundred pages is run; then its results are replaced by as many records of the same kind as were asked for,
one in a hundred of them a timeout. Each form is read in pairs with the blob, every second pair in reverse.
"""
import argparse
import http.client
import json
import os
import statistics
import threading
import time

import stack as local
import storage

PAGES = 500
BLOCK_BYTES = 256 * 1024
READ_BYTES = 256 * 1024
TIMEOUT_EVERY = 100
WARM_UPS = 20  # of each form: the compiler goes on improving its code for about as many downloads
FORMS = {
    "NDJSON": "", "NDJSON, outcome=ok": "?outcome=ok", "NDJSON, outcome=timeout": "?outcome=timeout",
    "JSON": "?format=json", "CSV": "?format=csv", "CSV, outcome=timeout": "?format=csv&outcome=timeout",
}
LEAST = {"NDJSON": 0.8}
LEAST_CONVERTED = 0.4
FIRST_BYTE_LIMIT_MS = 50


def download(port, path, headers):
    """Seconds to the first byte of the body and to its last, and its length."""
    buffer = memoryview(bytearray(READ_BYTES))
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.connect()
    began = time.perf_counter()
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    if response.status != 200:
        raise RuntimeError(f"{path}: {response.status} {response.read()[:300]}")
    length = len(response.read1(1))
    first = time.perf_counter() - began
    while read := response.readinto(buffer):
        length += read
    connection.close()
    return first, time.perf_counter() - began, length


class Memory:
    """The most memory that a process has while something is done, above what it had before."""

    def __init__(self, pid):
        self._path = f"/proc/{pid}/statm"

    def _now(self):
        with open(self._path, encoding="ascii") as statm:
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20

    def __enter__(self):
        self.before = self.peak = self._now()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def _watch(self):
        while not self._stop.wait(0.01):
            self.peak = max(self.peak, self._now())

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()


def fill(stack, job, records):
    """Replaces a job's results by more of the same kind."""
    blob = f"fanout/{job['id']}/results.ndjson"
    lines = [json.loads(line) for line in storage.call(stack.storage_port, "GET", blob).splitlines()]
    storage.call(stack.storage_port, "PUT", blob, headers={"x-ms-blob-type": "AppendBlob"})
    block, length = bytearray(), 0
    for index in range(records):
        record = lines[index % len(lines)] | {"index": index}
        if index % TIMEOUT_EVERY == 0:
            record["outcome"] = "timeout"
        block += json.dumps(record, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
        if len(block) >= BLOCK_BYTES or index == records - 1:
            storage.call(stack.storage_port, "PUT", blob + "?comp=appendblock", bytes(block))
            length += len(block)
            block.clear()
    return blob, length


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--only", help="a part of the name of the forms to measure")
    arguments = parser.parse_args()
    with local.running() as stack:
        job = local.run_job(stack.app_port, stack.pages(PAGES))
        blob, length = fill(stack, job, arguments.records)

        def straight():
            return download(stack.storage_port, *storage.signed("GET", blob))

        print(f"{arguments.records} records, {length / 2**20:.1f} MiB; medians of {arguments.rounds} pairs in both orders\n")
        print("| form | seconds | straight | times as fast as straight | wanted | first byte, median and most | memory before, most |")
        print("|---|---|---|---|---|---|---|")
        for name, query in FORMS.items():
            if arguments.only and arguments.only not in name:
                continue

            def converted(query=query):
                return download(stack.app_port, f"/api/jobs/{job['id']}/results{query}", {})

            for _ in range(WARM_UPS):
                straight(), converted()
            pairs = []
            with Memory(stack.app.pid) as memory:
                for number in range(arguments.rounds):
                    if number % 2 == 0:
                        base, form = straight(), converted()
                    else:
                        form, base = converted(), straight()
                    if base[2] != length or (not query and form[2] != length):
                        raise SystemExit(f"{name}: {form[2]} and {base[2]} bytes of {length}")
                    pairs.append((base, form))
            ratio = statistics.median(base[1] / form[1] for base, form in pairs)
            first = [form[0] * 1000 for _, form in pairs]
            print(f"| {name} | {statistics.median(form[1] for _, form in pairs):.3f} | {statistics.median(base[1] for base, _ in pairs):.3f} "
                  f"| {ratio:.2f} | {LEAST.get(name, LEAST_CONVERTED)} | {statistics.median(first):.0f}, {max(first):.0f} ms of {FIRST_BYTE_LIMIT_MS} "
                  f"| {memory.before:.0f}, {memory.peak:.0f} MiB |")


if __name__ == "__main__":
    main()
