"""What each worker runs. It knows nothing of Muster: what is to be told goes to the board."""

import io

import numpy
import ray.train.torch
import torch
from torch import distributed, nn


def build(features, hidden, classes):
    sizes = [features, *hidden]
    layers = []
    for width, units in zip(sizes, sizes[1:]):
        layers += [nn.Linear(width, units), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(sizes[-1], classes))


def saved(value):
    content = io.BytesIO()
    torch.save(value, content)
    return content.getvalue()


def packed(network, optimizer, epoch):
    return saved({"network": network.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch})


def restored(content):
    return torch.load(io.BytesIO(content), weights_only=True)


def measure(network, x, y):
    with torch.no_grad():
        outputs = network(x)
        loss = nn.functional.cross_entropy(outputs, y).item()
        return loss, (outputs.argmax(1) == y).double().mean().item()


def batches(seed, epoch, rows, size):
    """The same order of rows in every worker, and in every attempt."""
    order = numpy.random.default_rng([seed, epoch]).permutation(rows)
    return [order[start:start + size] for start in range(0, rows, size)]


def average(network, rows):
    """One gradient for all workers, each weighed by its rows: however many they are, it is that of the whole batch."""
    total = torch.tensor(float(rows))
    distributed.all_reduce(total)
    for parameter in network.parameters():
        gradient = parameter.grad if parameter.grad is not None else torch.zeros_like(parameter)
        gradient.mul_(rows)
        distributed.all_reduce(gradient)
        parameter.grad = gradient / total


def known(x):
    """Missing values become 0, the mean of every standardised column."""
    return torch.nan_to_num(x, nan=0.0)


def learn(config):
    context = ray.train.get_context()
    rank, workers = context.get_world_rank(), context.get_world_size()
    torch.set_num_threads(1)
    torch.manual_seed(config["seed"])
    x, y, validation_x, validation_y = (torch.from_numpy(part.copy()) for part in ray.get(config["data"]))
    x, validation_x = known(x), known(validation_x)
    network = build(x.shape[1], config["hidden"], config["classes"])
    optimizer = torch.optim.Adam(network.parameters(), lr=config["learningRate"])
    start = 0
    if config["checkpoint"] is not None:
        state = restored(config["checkpoint"])
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        start = state["epoch"]
    for epoch in range(start + 1, config["epochs"] + 1):
        losses = 0.0
        for batch in batches(config["seed"], epoch, len(x), config["batchSize"]):
            mine = torch.from_numpy(batch[rank::workers].copy())
            optimizer.zero_grad()
            if len(mine):
                loss = nn.functional.cross_entropy(network(x[mine]), y[mine])
                loss.backward()
                losses += loss.item() * len(mine)
            average(network, len(mine))
            optimizer.step()
        total = torch.tensor([losses, float(told(config, rank, epoch))])
        distributed.all_reduce(total)
        if rank == 0:
            metrics = {"loss": total[0].item() / len(x)}
            if len(validation_x):
                metrics["validation.loss"], metrics["validation.accuracy"] = measure(network, validation_x, validation_y)
            ray.get(config["board"].tell.remote(epoch, metrics, packed(network, optimizer, epoch)))
        if total[1].item():
            break
    ray.train.report({"epochs": config["epochs"]})


def told(config, rank, epoch):
    """Whether all are to stop after this epoch: the first worker asks, and the sum tells the others."""
    return rank == 0 and ray.get(config["board"].stopping.remote())
