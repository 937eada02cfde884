"""What a program imports to be a job of Muster's: its parameters and data, and the ways to say how far it is.

Needs nothing but Python 3.9; NumPy only where a method says so. See docs/programs.md.

    import muster_program

    job = muster_program.job()
    model = restored(job.checkpoint) if job.checkpoint else fresh(job.parameters, job.seed)
    for epoch in job.epochs(job.parameters["epochs"]):
        loss = model.learn(*job.train.load())
        job.epoch(epoch, {"loss": loss}, checkpoint=model.to_bytes)
    job.finish(model=model.to_bytes(), predictions=model.predict(job.test.load()[0]))
"""

import array
import hashlib
import json
import math
import os
import struct
import sys
import time

PROTOCOL = 1
REFUSED = 64
"""Exit code of a program that cannot do what it was asked; no retry mends that (EX_USAGE of sysexits.h)."""


class ProgramError(Exception):
    """Raise it when the request cannot succeed, however often it is tried; the message is shown to the user."""


class Stopped(SystemExit):
    """Raised by Muster when the job was asked to stop and has left a checkpoint. Let it pass."""

    def __init__(self):
        super().__init__(0)


def job(work=None):
    """The job that this process is for. Call it once, and not in a task of Ray's: these get what they need by hand."""
    work = work or os.environ.get("MUSTER_WORK")
    if not work:
        raise ProgramError("this process has no job: call job() in main.py, and hand tasks and actors what they need")
    return Job(work)


def runtime_env(given=None):
    """What Ray lays on every node before a task or an actor of this program runs there: the program's folder, in which
    they then work, and this file.

    The runner has Ray ask for it at `ray.init`. What the program itself says there counts: another `working_dir` takes
    the folder's place, other `py_modules` come before this file.
    """
    env = {"working_dir": os.path.join(os.environ["MUSTER_WORK"], "program"), **(given or {})}
    env["py_modules"] = [*(env.get("py_modules") or []), os.path.abspath(__file__)]
    return env


def write(path, content):
    """Writes a file that is there whole or not at all, and survives a crash."""
    draft = path + ".tmp"
    with open(draft, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)
    folder = os.open(os.path.dirname(path), os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def write_json(path, value):
    write(path, json.dumps(value, allow_nan=False, sort_keys=True).encode())


class Checkpoint:
    """Where an earlier attempt was: `epoch` is the last one finished, `content` the bytes that it saved."""

    def __init__(self, epoch, content):
        self.epoch = epoch
        self.content = content


class Part:
    """Rows of the dataset: `x` and `y` are paths of NPY files.

    `x` holds float32, one row of features each, standardised as Muster does it for its own algorithms; NaN is missing.
    `y` holds the index of the class in `job.classes` (int64), or the number to predict (float32).
    """

    def __init__(self, rows, x, y):
        self.rows = rows
        self.x = x
        self.y = y

    def load(self):
        """Both as NumPy arrays; needs NumPy."""
        import numpy

        return numpy.load(self.x), numpy.load(self.y)

    def lists(self):
        """Both as lists, without NumPy: for small data."""
        return _npy(self.x), _npy(self.y)


class Job:
    """One attempt at a job.

    `parameters` has every parameter of program.yaml, checked and filled in; `seed` is for everything random; `task` is
    "classification" or "regression"; `classes` and `features` are names; `shape` is channels, height and width of a row
    that is an image, else empty; `threads` and `gpus` are what the job may use; `train`, `validation` (maybe without
    rows) and `test` are a Part each; `original` says where the data itself lies and how it was split; `checkpoint` is
    where to go on, or None.
    """

    def __init__(self, work):
        self.work = work
        with open(self.path("request.json"), encoding="utf-8") as file:
            request = json.load(file)
        if request["protocol"] != PROTOCOL:
            raise ProgramError(f"the gateway speaks protocol {request['protocol']}, this program {PROTOCOL}")
        self.parameters = request["parameters"]
        self.seed = request["seed"]
        self.task = request["task"]
        self.classes = request["classes"]
        self.features = request["features"]
        self.shape = request["shape"]
        self.threads = request["threads"]
        self.gpus = request["gpus"]
        self.original = request["original"]
        self.train, self.validation, self.test = (
            Part(**request["data"][part]) for part in ("train", "validation", "test")
        )
        self.checkpoint = self._resume(request.get("resume"))
        self._every = request["checkpointSeconds"]
        self._saved_at = None
        self._total = 0
        self._epoch = self.checkpoint.epoch if self.checkpoint else 0

    def __reduce__(self):
        # Of a copy on another node nobody would hear: better it fails on every node, and says why.
        raise ProgramError("the job stays in the process that job() was called in: hand tasks what they need of it")

    def path(self, name):
        """A place in the folder of this attempt, for files of the program's own."""
        return os.path.join(self.work, name)

    @property
    def stopping(self):
        """Whether the job was asked to stop: save a checkpoint, then call stop()."""
        return os.path.exists(self.path("stop"))

    def epochs(self, total):
        """The numbers of the epochs that are left, counted from 1."""
        self._total = total
        return range(self._epoch + 1, total + 1)

    def epoch(self, number, metrics, checkpoint=None):
        """Says that an epoch ended.

        metrics: finite numbers by name, such as loss, validation.loss, validation.accuracy, validation.rmse.
        checkpoint: a function that returns the bytes to go on from; called when it is time for one. When the job was
        asked to stop this does not return.
        """
        self.report(number, metrics)
        stopping = self.stopping
        if checkpoint is not None and number < self._total and (stopping or self.due):
            self.save(checkpoint())
        if stopping and number < self._total:
            self.stop()

    def report(self, number, metrics):
        """As epoch, and no more: for programs that save and stop in ways of their own."""
        figures = _figures(metrics)
        self._tell({"epoch": number, "epochs": max(self._total, number), "metrics": figures})
        self._epoch = number

    @property
    def due(self):
        """Whether it is time for a checkpoint."""
        return self._saved_at is None or time.monotonic() - self._saved_at >= self._every

    def save(self, content, epoch=None):
        """Saves bytes to go on from after an epoch, the last one by default; the last two are kept."""
        epoch = self._epoch if epoch is None else epoch
        name = f"checkpoint-{epoch}"
        write(self.path(name), content)
        self._tell({"checkpoint": epoch, "file": name, "sha256": hashlib.sha256(content).hexdigest()})
        self._saved_at = time.monotonic()
        saved = sorted(
            (int(file[len("checkpoint-"):]) for file in os.listdir(self.work)
             if file.startswith("checkpoint-") and file[len("checkpoint-"):].isdigit()))
        for old in saved[:-2]:
            os.remove(self.path(f"checkpoint-{old}"))

    def stop(self):
        """Ends the attempt where it is, without a result."""
        write_json(self.path("result.json"), {"outcome": "stopped", "epochs": self._epoch})
        raise Stopped()

    def finish(self, model, predictions=None, metrics=None, versions=None, best=0):
        """Hands the result in; the last thing to do.

        model: bytes, or the path of a file in the attempt's folder.
        predictions: for the rows of the test part, in their order; a row of probabilities, one for each class, or one
        number for a regression; lists or arrays. Muster measures them as it measures its own models.
        metrics: on the test part, where there are no predictions: accuracy, f1 and loss, or rmse, mae, r2 and loss.
        versions: of what the model depends on, such as {"scikit-learn": sklearn.__version__}.
        best: the epoch whose model it is; 0 for the last.
        """
        if predictions is None and not metrics:
            raise ProgramError("finish needs predictions or metrics")
        if isinstance(model, (bytes, bytearray)):
            write(self.path("model"), model)
            model = "model"
        result = {
            "outcome": "succeeded",
            "model": self._signed(model),
            "metrics": _figures(metrics or {}),
            "versions": {"python": sys.version.split()[0], **(versions or {})},
            "best": best,
        }
        if predictions is not None:
            write(self.path("predictions"), _floats(predictions).tobytes())
            result["predictions"] = self._signed("predictions")
        write_json(self.path("result.json"), result)

    def _signed(self, name):
        path = os.path.abspath(self.path(name))
        if os.path.dirname(path) != os.path.abspath(self.work):
            raise ProgramError(f"{name} is not a file in the folder of the attempt")
        digest = hashlib.sha256()
        with open(path, "rb") as file:
            for block in iter(lambda: file.read(1 << 20), b""):
                digest.update(block)
        return {"file": os.path.basename(path), "sha256": digest.hexdigest(), "bytes": os.path.getsize(path)}

    def _tell(self, line):
        text = json.dumps(line, allow_nan=False) + "\n"
        with open(self.path("progress.jsonl"), "ab") as file:
            file.write(text.encode())
            file.flush()

    def _resume(self, resume):
        if not resume:
            return None
        with open(self.path(resume["file"]), "rb") as file:
            return Checkpoint(resume["epoch"], file.read())


def _figures(metrics):
    figures = {name: float(value) for name, value in metrics.items()}
    for name, value in figures.items():
        if not math.isfinite(value):
            raise ProgramError(f"{name} is {value}: the training diverged, try a smaller learning rate")
    return figures


def _floats(values):
    if hasattr(values, "tolist"):
        values = values.tolist()
    flat = array.array("f")
    for value in values:
        if isinstance(value, (list, tuple)):
            flat.extend(value)
        else:
            flat.append(value)
    if sys.byteorder == "big":
        flat.byteswap()
    return flat


def _npy(path):
    """A file as NumPy's format 1.0 has it, of one or two dimensions, in rows."""
    with open(path, "rb") as file:
        if file.read(8) != b"\x93NUMPY\x01\x00":
            raise ValueError(f"{path} is no NPY file of version 1.0")
        (length,) = struct.unpack("<H", file.read(2))
        header = file.read(length).decode("latin-1")
        kind = "f" if "'<f4'" in header else "q"
        shape = [int(n) for n in header.split("(")[1].split(")")[0].split(",") if n.strip()]
        content = array.array(kind)
        content.frombytes(file.read())
    if sys.byteorder == "big":
        content.byteswap()
    if len(shape) == 1:
        return content.tolist()
    width = shape[1]
    return [content[row * width:(row + 1) * width].tolist() for row in range(shape[0])]
