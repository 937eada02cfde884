"""A network by Ray Train and PyTorch's DDP, which RayTrain compares with: fits as each line says, and prints seconds.

The folder holds what Epochs exports: job.json and the rows of each part, features first and the target last.
"""

import json
import os
import sys
import tempfile
import time

import numpy
import ray
import ray.train
import torch
from ray.train import Checkpoint, RunConfig, ScalingConfig
from ray.train.torch import TorchConfig, TorchTrainer, prepare_model
from torch import nn

folder = sys.argv[1]
with open(os.path.join(folder, "job.json")) as file:
    job = json.load(file)
width = len(job["features"]) if isinstance(job["features"], list) else job["features"]


def rows(part):
    both = numpy.fromfile(os.path.join(folder, part + ".f32"), dtype="<f4").reshape(-1, width + 1)
    return both[:, :width].copy(), both[:, width].astype(numpy.int64)


def build(width, hidden, classes):
    layers = []
    for units in hidden:
        layers += [nn.Linear(width, units), nn.ReLU()]
        width = units
    return nn.Sequential(*layers, nn.Linear(width, classes))


def accuracy(network, x, y):
    with torch.no_grad():
        return (network(torch.from_numpy(x)).argmax(1).numpy() == y).mean()


def learn(config):
    torch.set_num_threads(1)
    torch.manual_seed(1)
    context = ray.train.get_context()
    rank, workers = context.get_world_rank(), context.get_world_size()
    x, y, validation_x, validation_y = (part.copy() for part in ray.get(config["data"]))
    parameters = config["job"]["parameters"]
    network = prepare_model(build(x.shape[1], parameters["hidden"], config["job"]["classes"]))
    optimizer = torch.optim.Adam(network.parameters(), lr=parameters["learningRate"])
    size = parameters["batchSize"]
    for epoch in range(parameters["epochs"]):
        order = numpy.random.default_rng([1, epoch]).permutation(len(x))
        for start in range(0, len(order) - workers + 1, size):
            mine = order[start:start + size][rank::workers]
            optimizer.zero_grad()
            nn.functional.cross_entropy(network(torch.from_numpy(x[mine])), torch.from_numpy(y[mine])).backward()
            optimizer.step()
        if rank == 0:
            accuracy(getattr(network, "module", network), validation_x, validation_y)
    with tempfile.TemporaryDirectory() as place:
        if rank == 0:
            torch.save(getattr(network, "module", network).state_dict(), os.path.join(place, "model.pt"))
        ray.train.report({}, checkpoint=Checkpoint.from_directory(place) if rank == 0 else None)


def fit(workers):
    result = TorchTrainer(
        learn,
        train_loop_config={"job": job, "data": ray.put((*rows("train"), *rows("validation")))},
        torch_config=TorchConfig(backend="gloo"),
        scaling_config=ScalingConfig(num_workers=workers, use_gpu=False),
        run_config=RunConfig(storage_path=os.path.join(folder, "ray-train")),
    ).fit()
    with result.checkpoint.as_directory() as place:
        return torch.load(os.path.join(place, "model.pt"), weights_only=True)


ray.init(log_to_driver=False)
weights = None
for line in sys.stdin:
    start = time.perf_counter()
    what = line.split()
    if what[0] == "fit":
        weights = fit(int(what[1]))
        print("answer", time.perf_counter() - start, flush=True)
    else:
        network = build(width, job["parameters"]["hidden"], job["classes"])
        network.load_state_dict(weights)
        print("answer", accuracy(network, *rows("test")), flush=True)
