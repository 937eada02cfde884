"""What the tasks do, on whichever node they run."""

import os
import time

import numpy
import ray

import muster_program


def shares(weights, x):
    """Of each row, for each class."""
    outputs = x @ weights[:-1] + weights[-1]
    outputs = numpy.exp(outputs - outputs.max(axis=1, keepdims=True))
    return outputs / outputs.sum(axis=1, keepdims=True)


@ray.remote(num_cpus=1)
def gradient(weights, x, y, seconds, refused):
    """The gradient and the loss of some rows, summed; and where this was."""
    if refused:
        raise muster_program.ProgramError("these rows cannot be learned from")
    found = shares(weights, x)
    loss = -numpy.log(found[numpy.arange(len(y)), y] + 1e-12).sum()
    found[numpy.arange(len(y)), y] -= 1
    time.sleep(seconds)
    where = {
        "node": ray.get_runtime_context().get_node_id(),
        "address": ray.util.get_node_ip_address(),
        "rows": len(x),
        "folder": os.getcwd(),
        # Of this function itself Ray brings a copy, which says that it comes from where main.py has it.
        "modules": [os.path.realpath(shares.__code__.co_filename), os.path.realpath(muster_program.__file__)],
        "seed": os.environ.get("PYTHONHASHSEED"),
    }
    return numpy.vstack([x.T @ found, found.sum(axis=0)]), float(loss), where
