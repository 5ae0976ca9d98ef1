#!/usr/bin/env python3
"""Holds a large job against a small one: their times in one warm app, in both orders, and the memory of a fresh app for each.

    dotnet build -c Release src/Cli && python3 bench/scale.py [--urls 10000 100000] [--rounds 5]
"""
import argparse
import statistics
import time

import stack as local

MOST_TIMES, MOST_TIMES_MEMORY, MOST_MB = 10.5, 1.3, 250


def run(stack, body, query):
    began = time.perf_counter()
    local.run_job(stack.app_port, body, query)
    return time.perf_counter() - began


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--urls", type=int, nargs=2, default=[10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--concurrency", type=int, default=400)
    parser.add_argument("--batch", type=int, default=100)
    arguments = parser.parse_args()
    query = f"?maxConcurrency={arguments.concurrency}&batchSize={arguments.batch}"
    times, peaks = {urls: [] for urls in arguments.urls}, {}
    with local.running() as stack:
        bodies = {urls: stack.pages(urls) for urls in arguments.urls}
        for _ in range(local.WARM_UPS):
            run(stack, bodies[arguments.urls[0]], query)
        for number in range(arguments.rounds):
            for urls in arguments.urls if number % 2 == 0 else reversed(arguments.urls):
                times[urls].append(run(stack, bodies[urls], query))
    for urls in arguments.urls:
        with local.running() as stack:
            run(stack, stack.pages(urls), query)
            peaks[urls] = local.peak_mb(stack.app.pid)

    small, large = arguments.urls
    print(f"maxConcurrency {arguments.concurrency}, batchSize {arguments.batch}, medians of {arguments.rounds} rounds in both orders\n")
    print("| URLs | seconds | peak MiB of an app that ran nothing else |\n|---|---|---|")
    for urls in arguments.urls:
        print(f"| {urls:,} | {statistics.median(times[urls]):.2f} | {peaks[urls]:.0f} |")
    ratio = statistics.median(times[large]) / statistics.median(times[small])
    print(f"\ntime {ratio:.2f} times (at most {MOST_TIMES}), memory {peaks[large] / peaks[small]:.2f} times (at most {MOST_TIMES_MEMORY}, and {MOST_MB} MiB)")


main()
