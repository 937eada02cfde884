"""Runs a program for the gateway: python runner.py WORK, where WORK is the folder of an attempt.

Everything else it reads from WORK/request.json; nothing of a request is ever on a command line or in the environment.
"""

import json
import os
import runpy
import sys
import threading
import time
import traceback

import muster_program

BEAT = 1.0


def beat(work):
    """Shows that this process lives: a number that grows."""
    count = 0
    while True:
        count += 1
        draft = os.path.join(work, "alive.tmp")
        with open(draft, "w", encoding="ascii") as file:
            file.write(str(count))
        os.replace(draft, os.path.join(work, "alive"))
        time.sleep(BEAT)


def main(work):
    work = os.path.abspath(work)
    with open(os.path.join(work, "request.json"), encoding="utf-8") as file:
        request = json.load(file)
    threading.Thread(target=beat, args=(work,), daemon=True).start()
    if os.path.exists(os.path.join(work, "stop")):
        muster_program.write_json(os.path.join(work, "result.json"), {"outcome": "stopped", "epochs": 0})
        return 0
    program = os.path.join(work, "program")
    os.environ["MUSTER_WORK"] = work
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = str(request["threads"])
    os.chdir(work)
    sys.path.insert(0, program)
    sys.argv = [request["entry"]]
    try:
        runpy.run_path(os.path.join(program, request["entry"]), run_name="__main__")
    except muster_program.ProgramError as refusal:
        print(f"refused: {refusal}", file=sys.stderr)
        result = {"outcome": "refused", "message": str(refusal)}
        muster_program.write_json(os.path.join(work, "result.json"), result)
        return muster_program.REFUSED
    except Exception:
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
