"""A bare Python driver, which ClusterNoop compares with: does what each line says, and prints the seconds it took."""

import sys
import time

import ray

COUNT = 1_000
BYTES = bytes(64)


@ray.remote(num_cpus=0)
class Echo:
    def call(self, data):
        return data


@ray.remote(num_cpus=0)
def task(data):
    return data


ray.init(log_to_driver=False)
actor = Echo.remote()
for line in sys.stdin:
    start = time.perf_counter()
    what = line.strip()
    if what == "tasks":
        ray.get([task.remote(BYTES) for _ in range(COUNT)])
    elif what == "pipelined":
        ray.get([actor.call.remote(BYTES) for _ in range(COUNT)])
    elif what == "in turn":
        for _ in range(COUNT):
            ray.get(actor.call.remote(BYTES))
    else:
        raise ValueError(what)
    print("answer", time.perf_counter() - start, flush=True)
