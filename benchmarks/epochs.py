"""Trains in Python what Muster trains, on the same rows: epochs.py FOLDER (written by dev.muster.benchmarks.Epochs)."""

import json
import sys
import time
from pathlib import Path

import numpy as np

folder = Path(sys.argv[1])
job = json.loads((folder / "job.json").read_text())
parameters = job["parameters"]


def part(name):
    rows = np.fromfile(folder / f"{name}.f32", "<f4").reshape(-1, job["features"] + 1)
    return rows[:, :-1].copy(), rows[:, -1].astype(np.int64)


def boosted_trees():
    import xgboost

    train, validation, test = (
        xgboost.DMatrix(x, y, missing=float("nan"), nthread=1)
        for x, y in map(part, ("train", "validation", "test"))
    )
    settings = {
        "max_depth": parameters["maxDepth"],
        "eta": parameters["learningRate"],
        "subsample": parameters["subsample"],
        "colsample_bytree": parameters["columnSample"],
        "min_child_weight": parameters["minChildWeight"],
        "lambda": parameters["lambda"],
        "tree_method": "hist",
        "nthread": 1,
        "objective": "multi:softprob",
        "eval_metric": "mlogloss",
        "num_class": job["classes"],
        "verbosity": 0,
    }
    start = time.perf_counter()
    evaluated = [(train, "train"), (validation, "validation")]
    booster = xgboost.train(settings, train, parameters["rounds"], evals=evaluated, verbose_eval=False)
    seconds = time.perf_counter() - start
    return seconds, (booster.predict(test).argmax(1) == test.get_label()).mean()


def network():
    import torch
    from torch import nn

    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    torch.manual_seed(1)
    outputs = job["classes"]
    shape = job["shape"]
    if job["algorithm"] == "mlp":
        sizes = [job["features"], *parameters["hidden"]]
        layers = [it for a, b in zip(sizes, sizes[1:]) for it in (nn.Linear(a, b), nn.ReLU())]
        layers.append(nn.Linear(sizes[-1], outputs))
        shape = [job["features"]]
    else:
        stages = [shape[0], *parameters["channels"]]
        layers = [
            it for a, b in zip(stages, stages[1:]) for it in (nn.Conv2d(a, b, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2))
        ]
        side = shape[1] >> len(parameters["channels"])
        layers += [nn.Flatten(), nn.Linear(stages[-1] * side * side, outputs)]
    model = nn.Sequential(*layers)
    optimizer = torch.optim.Adam(model.parameters(), lr=parameters["learningRate"])
    loss_of = nn.CrossEntropyLoss()
    train, validation, test = (
        (torch.from_numpy(x).reshape(-1, *shape), torch.from_numpy(y))
        for x, y in map(part, ("train", "validation", "test"))
    )

    def evaluate(x, y):
        with torch.no_grad():
            output = model(x)
            return loss_of(output, y).item(), (output.argmax(1) == y).float().mean().item()

    start = time.perf_counter()
    for _ in range(parameters["epochs"]):
        total = torch.zeros(())
        for batch in torch.randperm(len(train[0])).split(parameters["batchSize"]):
            optimizer.zero_grad()
            loss = loss_of(model(train[0][batch]), train[1][batch])
            loss.backward()
            optimizer.step()
            total += loss.detach() * len(batch)
        total.item()
        if len(validation[0]):
            evaluate(*validation)
    seconds = time.perf_counter() - start
    return seconds, evaluate(*test)[1]


seconds, accuracy = boosted_trees() if job["algorithm"] == "boosted-trees" else network()
print(json.dumps({"seconds": seconds, "accuracy": float(accuracy)}))
