"""The peer: what a Python developer writes to fetch many pages at once.

One aiohttp session, a semaphore, gather(return_exceptions=True); each result is kept in memory with the page's
title and the SHA-256 of its body, as FanOut's records have them. Nothing is durable.
"""
import asyncio
import hashlib
import re
import sys
import time

import aiohttp

TITLE = re.compile(rb"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)


async def fetch(session, semaphore, url):
    async with semaphore:
        async with session.get(url, timeout=aiohttp.ClientTimeout(total=10)) as response:
            body = await response.read()
            title = TITLE.search(body)
            return {
                "url": url,
                "status": response.status,
                "bytes": len(body),
                "sha256": hashlib.sha256(body).hexdigest(),
                "title": title.group(1).decode("utf-8", "replace").strip() if title else None,
            }


async def main(path, concurrency):
    with open(path, encoding="utf-8") as lines:
        urls = [line.strip() for line in lines if line.strip()]
    started = time.perf_counter()
    semaphore = asyncio.Semaphore(concurrency)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        results = await asyncio.gather(*(fetch(session, semaphore, url) for url in urls), return_exceptions=True)
    elapsed = time.perf_counter() - started
    ok = sum(1 for result in results if isinstance(result, dict) and result["status"] == 200)
    print(f"{ok} {len(urls)} {elapsed:.4f}")


asyncio.run(main(sys.argv[1], int(sys.argv[2])))
