"""A linear classifier whose gradients are taken by tasks, a part of the rows on each node."""

import json

import numpy
import ray
from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

import gradients
import muster_program

job = muster_program.job()
parameters = job.parameters
ray.init()
x, y = job.train.load()
addresses = {node["NodeManagerAddress"]: node["NodeID"] for node in ray.nodes() if node["Alive"]}
nodes = [addresses[address] for address in sorted(addresses)]
parts = [(ray.put(x[part::len(nodes)]), ray.put(y[part::len(nodes)])) for part in range(len(nodes))]
shape = (x.shape[1] + 1, len(job.classes))
weights = numpy.frombuffer(job.checkpoint.content).reshape(shape) if job.checkpoint else numpy.zeros(shape)
for epoch in job.epochs(parameters["epochs"]):
    answers = ray.get([
        gradients.gradient.options(scheduling_strategy=NodeAffinitySchedulingStrategy(node, soft=True)).remote(
            weights, *part, parameters["seconds"], parameters["refused"])
        for node, part in zip(nodes, parts)
    ])
    weights = weights - 2.0 * sum(answer[0] for answer in answers) / len(x)
    for _, _, where in answers:
        print(json.dumps({"epoch": epoch, **where}))
    job.epoch(epoch, {"loss": sum(answer[1] for answer in answers) / len(x)}, checkpoint=weights.tobytes)
job.finish(
    model=weights.tobytes(),
    predictions=gradients.shares(weights, job.test.load()[0]),
    versions={"ray": ray.__version__},
)
