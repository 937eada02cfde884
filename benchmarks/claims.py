"""Claims jobs from Procrastinate's queue: one for each call, as its worker does.

Reads lines, "fill N" or "claim N", and answers each with the seconds that it took.
"""

import asyncio
import os
import sys
import time

import procrastinate


async def main():
    connector = procrastinate.PsycopgConnector(
        conninfo=os.environ["QUEUE_DATABASE"], min_size=1, max_size=1
    )
    app = procrastinate.App(connector=connector)

    @app.task(name="nothing")
    def nothing(number):
        pass

    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        worker = await app.job_manager.register_worker()
        for line in sys.stdin:
            what, number = line.split()
            start = time.perf_counter()
            if what == "fill":
                await nothing.batch_defer_async(*[{"number": i} for i in range(int(number))])
            else:
                for _ in range(int(number)):
                    if await app.job_manager.fetch_job(queues=None, worker_id=worker) is None:
                        raise SystemExit("the queue is empty")
            print("answer", time.perf_counter() - start, flush=True)


asyncio.run(main())
