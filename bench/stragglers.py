#!/usr/bin/env python3
"""Runs one job in which a few URLs, spread at random, take far longer than the rest, and compares it with the least it could take.

    dotnet build -c Release src/Cli && python3 bench/stragglers.py [--urls 10000] [--batch 10 25 100]

The least is the sum of all waits divided by the cap, plus one slow URL: nothing that keeps the cap can promise less.
"""
import argparse
import json
import random
import time

import stack as local

SEED = 1  # the same URLs are slow in every run


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--urls", type=int, default=10_000)
    parser.add_argument("--concurrency", type=int, default=100)
    parser.add_argument("--batch", type=int, nargs="+", default=[10, 25, 100])
    parser.add_argument("--fast-ms", type=int, default=20)
    parser.add_argument("--slow-ms", type=int, default=5_000)
    parser.add_argument("--slow-share", type=float, default=0.01)
    arguments = parser.parse_args()

    slow = set(random.Random(SEED).sample(range(arguments.urls), round(arguments.urls * arguments.slow_share)))
    waits = [arguments.slow_ms if n in slow else arguments.fast_ms for n in range(arguments.urls)]
    least = sum(waits) / 1000 / arguments.concurrency + arguments.slow_ms / 1000
    with local.running() as stack:
        warm_up = "\n".join(stack.site_url("/page/0") for _ in range(1_000)).encode()
        local.run_job(stack.app_port, warm_up)
        body = "\n".join(stack.site_url(f"/delay/{wait}?n={n}") for n, wait in enumerate(waits)).encode()
        print(f"{arguments.urls} URLs, maxConcurrency {arguments.concurrency}, {len(slow)} of them slow; the least is {least:.1f} s\n")
        print("| batchSize | seconds | times the least | most in flight at the site | batches |\n|---|---|---|---|---|")
        for batch in arguments.batch:
            local.call(stack.site_port, "POST", "/stats/reset")
            posted = time.time()
            job = local.run_job(stack.app_port, body, f"?maxConcurrency={arguments.concurrency}&batchSize={batch}&timeoutSeconds=60")
            seconds = time.time() - posted
            stats = json.loads(local.call(stack.site_port, "GET", "/stats")[1])
            receipt = json.loads(local.call(stack.app_port, "GET", job["links"]["manifest"])[1])["receipt"]
            print(f"| {batch} | {seconds:.1f} | {seconds / least:.2f} | {stats['maxInFlight']} | {receipt['orchestrations'] - 1} |")


if __name__ == "__main__":
    main()
