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
PATIENCE = 5.0


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
    os.environ["RAY_RUNTIME_ENV_HOOK"] = "muster_program.runtime_env"
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = str(request["threads"])
    os.chdir(work)
    sys.path.insert(0, program)
    sys.argv = [request["entry"]]
    try:
        runpy.run_path(os.path.join(program, request["entry"]), run_name="__main__")
    except muster_program.ProgramError as refusal:
        # Out of a task it comes wrapped by Ray, with all of its trace.
        message = str(getattr(refusal, "cause", refusal))
        print(f"refused: {message}", file=sys.stderr)
        result = {"outcome": "refused", "message": message}
        muster_program.write_json(os.path.join(work, "result.json"), result)
        return muster_program.REFUSED
    except Exception as failure:
        traceback.print_exc()
        leave_ray()
        print("".join(traceback.format_exception_only(type(failure), failure)).strip(), file=sys.stderr)
        return 1
    return 0


def leave_ray():
    """Ends what Ray still prints, as of a node that died: the last words of the log are to be the program's."""
    ray = sys.modules.get("ray")
    if ray is not None and ray.is_initialized():
        leaving = threading.Thread(target=ray.shutdown, daemon=True)
        leaving.start()
        leaving.join(PATIENCE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
