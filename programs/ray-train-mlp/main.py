"""A multilayer perceptron trained by Ray Train: several workers, one gradient for all of them.

On a cluster of several nodes RAY_TRAIN_STORAGE has to name a folder that all of them see.
"""

import os
import threading

import ray
import torch
from ray.train import RunConfig, ScalingConfig
from ray.train.torch import TorchConfig, TorchTrainer

import muster_program
import network

job = muster_program.job()
parameters = job.parameters
total = parameters["epochs"]


@ray.remote(num_cpus=0)
class Board:
    """Where workers leave what is to be told, on whichever node they run."""

    def __init__(self):
        self.news = []
        self.stop = False

    def tell(self, epoch, metrics, checkpoint):
        self.news.append((epoch, metrics, checkpoint))

    def take(self):
        news, self.news = self.news, []
        return news

    def ask_to_stop(self):
        self.stop = True

    def stopping(self):
        return self.stop


class Relay:
    """Tells Muster what is on the board, and the board when Muster wants to stop."""

    def __init__(self, board):
        self.board = board
        self.epoch = job.checkpoint.epoch if job.checkpoint else 0
        self.checkpoint = job.checkpoint.content if job.checkpoint else None
        self.done = threading.Event()
        self.thread = threading.Thread(target=self.run)

    def run(self):
        while not self.done.wait(0.2):
            self.once()

    def once(self):
        if job.stopping:
            ray.get(self.board.ask_to_stop.remote())
        for epoch, metrics, checkpoint in ray.get(self.board.take.remote()):
            self.epoch, self.checkpoint = epoch, checkpoint
            job.report(epoch, metrics)
            if job.due and epoch < total:
                job.save(checkpoint)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *failure):
        self.done.set()
        self.thread.join()
        self.once()


job.epochs(total)
ray.init(log_to_driver=False)
with Relay(Board.remote()) as relay:
    TorchTrainer(
        network.learn,
        train_loop_config={
            "seed": job.seed,
            "hidden": parameters["hidden"],
            "epochs": total,
            "batchSize": parameters["batchSize"],
            "learningRate": parameters["learningRate"],
            "classes": len(job.classes),
            "checkpoint": relay.checkpoint,
            "data": ray.put((*job.train.load(), *job.validation.load())),
            "board": relay.board,
        },
        torch_config=TorchConfig(backend="gloo"),
        scaling_config=ScalingConfig(num_workers=parameters["workers"], use_gpu=False),
        run_config=RunConfig(storage_path=os.environ.get("RAY_TRAIN_STORAGE") or job.path("ray-train")),
    ).fit()
if job.stopping and relay.epoch < total:
    if relay.epoch:
        job.save(relay.checkpoint)
    job.stop()

weights = network.restored(relay.checkpoint)["network"]
model = network.build(len(job.features), parameters["hidden"], len(job.classes))
model.load_state_dict(weights)
with torch.no_grad():
    predictions = torch.softmax(model(network.known(torch.from_numpy(job.test.load()[0]))), 1)
job.finish(
    model=network.saved(weights),
    predictions=predictions,
    versions={"torch": torch.__version__, "ray": ray.__version__},
)
