"""Runs workflows of three steps with DBOS, each step committed as it ends.

Reads lines, "run N", and answers each with the median of the seconds of a workflow.
"""

import os
import statistics
import sys
import time

from dbos import DBOS

DBOS(config={"name": "steps", "system_database_url": os.environ["STEPS_DATABASE"]})


@DBOS.step()
def validate(batch):
    return {"batch": batch, "jobs": 1}


@DBOS.step()
def train(accepted):
    return {**accepted, "accuracy": 0.9}


@DBOS.step()
def aggregate(result):
    return {**result, "state": "PASSED"}


@DBOS.workflow()
def run(batch):
    return aggregate(train(validate(batch)))


DBOS.launch()
for line in sys.stdin:
    what, number = line.split()
    if what == "end":
        DBOS.destroy()
        print("answer 0", flush=True)
        break
    seconds = []
    for batch in range(int(number)):
        start = time.perf_counter()
        run(str(batch))
        seconds.append(time.perf_counter() - start)
    print("answer", statistics.median(seconds), flush=True)
