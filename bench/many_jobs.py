#!/usr/bin/env python3
"""Posts many small jobs at once and tells whether all got through, when the last one began, and how health fared.

    dotnet build -c Release src/Cli && python3 bench/many_jobs.py [--jobs 500] [--urls 10]

Needs python3-aiohttp (Debian). A job begins with its first fetch, as its results tell. Before that it posts smaller bursts,
which do not count. Health is asked for until the last job has ended.
"""
import argparse
import asyncio
import datetime
import json
import multiprocessing
import statistics
import time

import aiohttp

import stack as local

WARM_UP_JOBS = 100
HEALTH_EVERY_SECONDS = 0.01
POLL_EVERY_SECONDS = 0.05


def watch_health(port, stop, answers):
    """In a process of its own, so that what it measures is the app and not the client's other work."""
    times, failures = [], 0
    while not stop.is_set():
        asked = time.perf_counter()
        failures += local.call(port, "GET", "/api/health")[0] != 200
        times.append((time.perf_counter() - asked) * 1000)
        time.sleep(HEALTH_EVERY_SECONDS)
    answers.put((times, failures))


async def post(session, body):
    async with session.post("/api/jobs", data=body, headers={"Content-Type": "text/plain"}) as response:
        text = await response.text()
        return (json.loads(text) if response.status == 202 else None), response.status, text


async def end_of(session, job):
    while True:
        async with session.get(job["links"]["self"]) as response:
            job = await response.json()
        if job["finishedAt"]:
            return job
        await asyncio.sleep(POLL_EVERY_SECONDS)


async def first_fetch(session, job):
    async with session.get(job["links"]["results"]) as response:
        records = [json.loads(line) for line in (await response.text()).splitlines()]
    return min(datetime.datetime.fromisoformat(record["startedAt"]).timestamp() for record in records)


async def burst(port, bodies, on_ended=lambda: None):
    connector = aiohttp.TCPConnector(limit=0)
    limit = aiohttp.ClientTimeout(total=local.JOB_LIMIT_SECONDS)
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}", connector=connector, timeout=limit) as session:
        began = time.time()
        posted = await asyncio.gather(*(post(session, body) for body in bodies))
        accepted = time.time() - began
        refused = [answer[1:] for answer in posted if answer[0] is None]
        # One after the other: a poll of each every moment would be the load, and not the jobs.
        jobs = [await end_of(session, job) for job, _, _ in posted if job]
        ended = max(datetime.datetime.fromisoformat(job["finishedAt"]).timestamp() for job in jobs) - began
        on_ended()
        starts = [await first_fetch(session, job) - began for job in jobs]
    return accepted, refused, jobs, ended, starts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--jobs", type=int, default=500)
    parser.add_argument("--urls", type=int, default=10)
    arguments = parser.parse_args()
    with local.running() as stack:
        urls = stack.pages(arguments.urls)
        for _ in range(local.WARM_UPS):
            asyncio.run(burst(stack.app_port, [urls] * WARM_UP_JOBS))
        stop, answers = multiprocessing.Event(), multiprocessing.Queue()
        health = multiprocessing.Process(target=watch_health, args=(stack.app_port, stop, answers))
        health.start()
        accepted, refused, jobs, ended, starts = asyncio.run(burst(stack.app_port, [urls] * arguments.jobs, stop.set))
        times, unhealthy = answers.get()
        health.join()

    succeeded = sum(job["status"] == "succeeded" for job in jobs)
    print(f"{arguments.jobs} jobs of {arguments.urls} URLs at once\n")
    print("| what | value |\n|---|---|")
    print(f"| accepted, succeeded | {len(jobs)}, {succeeded} |")
    print(f"| last accepted after | {accepted:.2f} s |")
    print(f"| first fetch of a job, median and last | {statistics.median(starts):.2f} s, {max(starts):.2f} s |")
    print(f"| last ended after | {ended:.2f} s |")
    print(f"| health p50, p99 of {len(times)}, not healthy | {statistics.median(times):.1f} ms, {statistics.quantiles(times, n=100)[98]:.1f} ms, {unhealthy} |")
    for status, text in refused[:3]:
        print(f"refused with {status}: {text[:300]}")


if __name__ == "__main__":
    main()
