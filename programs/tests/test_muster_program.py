"""What programs may rely on. Run: python3 -m unittest discover programs/tests"""

import json
import os
import pickle
import struct
import sys
import tempfile
import unittest
import unittest.mock

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

import muster_program  # noqa: E402


class JobTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.work = folder.name

    def job(self, **changes):
        part = {"rows": 0, "x": "", "y": ""}
        request = {
            "protocol": 1, "entry": "main.py", "parameters": {"epochs": 3}, "seed": 7, "threads": 2, "gpus": 0,
            "task": "classification", "classes": ["a", "b"], "features": ["x"], "shape": [], "original": {},
            "data": {"train": part, "validation": part, "test": part}, "checkpointSeconds": 0, **changes,
        }
        muster_program.write_json(os.path.join(self.work, "request.json"), request)
        return muster_program.job(self.work)

    def lines(self):
        with open(os.path.join(self.work, "progress.jsonl"), encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def result(self):
        with open(os.path.join(self.work, "result.json"), encoding="utf-8") as file:
            return json.load(file)

    def test_epochs_and_checkpoints_are_told_of(self):
        job = self.job()
        for epoch in job.epochs(3):
            job.epoch(epoch, {"loss": 1.0}, checkpoint=lambda: b"state")
        self.assertEqual([1, 2, 3], [line["epoch"] for line in self.lines() if "epoch" in line])
        self.assertEqual([1, 2], [line["checkpoint"] for line in self.lines() if "checkpoint" in line])

    def test_only_the_last_two_checkpoints_are_kept(self):
        job = self.job()
        for epoch in range(1, 12):
            job.save(b"state", epoch)
        kept = sorted(name for name in os.listdir(self.work) if name.startswith("checkpoint-"))
        self.assertEqual(["checkpoint-10", "checkpoint-11"], kept)

    def test_a_checkpoint_that_is_not_due_is_not_made(self):
        job = self.job(checkpointSeconds=3600)
        made = []
        for epoch in job.epochs(3):
            job.epoch(epoch, {}, checkpoint=lambda: made.append(epoch) or b"")
        self.assertEqual([1], made)

    def test_an_attempt_goes_on_where_the_last_one_was(self):
        muster_program.write(os.path.join(self.work, "resume"), b"state")
        job = self.job(resume={"epoch": 2, "file": "resume"})
        self.assertEqual((2, b"state"), (job.checkpoint.epoch, job.checkpoint.content))
        self.assertEqual([3], list(job.epochs(3)))

    def test_a_job_that_is_to_stop_leaves_a_checkpoint_and_ends(self):
        job = self.job(checkpointSeconds=3600)
        muster_program.write(os.path.join(self.work, "stop"), b"")
        with self.assertRaises(SystemExit) as end:
            job.epoch(next(iter(job.epochs(3))), {}, checkpoint=lambda: b"state")
        self.assertEqual(0, end.exception.code)
        self.assertEqual({"outcome": "stopped", "epochs": 1}, self.result())
        self.assertTrue(os.path.exists(job.path("checkpoint-1")))

    def test_the_last_epoch_is_not_stopped_after(self):
        job = self.job()
        muster_program.write(os.path.join(self.work, "stop"), b"")
        list(job.epochs(1))
        job.epoch(1, {}, checkpoint=lambda: b"state")

    def test_a_figure_that_is_none_is_refused(self):
        for value in (float("nan"), float("inf")):
            with self.assertRaises(muster_program.ProgramError):
                self.job().epoch(1, {"loss": value})

    def test_a_result_is_signed(self):
        self.job().finish(model=b"model", predictions=[[0.5, 0.5], [1, 0]], versions={"x": "1"})
        result = self.result()
        self.assertEqual("succeeded", result["outcome"])
        self.assertEqual(5, result["model"]["bytes"])
        self.assertEqual("1", result["versions"]["x"])
        with open(os.path.join(self.work, "predictions"), "rb") as file:
            self.assertEqual((0.5, 0.5, 1.0, 0.0), struct.unpack("<4f", file.read()))

    def test_a_model_elsewhere_is_refused(self):
        with self.assertRaises(muster_program.ProgramError):
            self.job().finish(model="../model", metrics={"accuracy": 1})

    def test_a_result_needs_figures(self):
        with self.assertRaises(muster_program.ProgramError):
            self.job().finish(model=b"")

    def test_a_job_does_not_go_to_other_processes(self):
        with self.assertRaises(muster_program.ProgramError):
            pickle.dumps(self.job())
        with self.assertRaises(muster_program.ProgramError):
            muster_program.job()

    def test_tasks_get_the_programs_folder_and_this_helper(self):
        helper = os.path.abspath(muster_program.__file__)
        with unittest.mock.patch.dict(os.environ, MUSTER_WORK="/attempt"):
            self.assertEqual(
                {"working_dir": "/attempt/program", "py_modules": [helper]}, muster_program.runtime_env())
            self.assertEqual(
                {"working_dir": "s3://mine.zip", "py_modules": ["mine", helper], "pip": ["x"]},
                muster_program.runtime_env({"working_dir": "s3://mine.zip", "py_modules": ["mine"], "pip": ["x"]}))

    def test_another_protocol_is_refused(self):
        with self.assertRaises(muster_program.ProgramError):
            self.job(protocol=2)


if __name__ == "__main__":
    unittest.main()
