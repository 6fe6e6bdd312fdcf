"""What the comparisons in this folder share: programs that take turns, and a Python that has the peers."""
import hashlib
import json
import os
import platform
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

PAUSE = 0.1  # seconds: threads that spin for more work after a run are asleep by then


class Failure(Exception):
    """One sentence for people."""


def variables(changes):
    """This process's environment with some variables set, or taken away by None."""
    return {name: value for name, value in {**os.environ, **changes}.items() if value is not None}


class Engine:
    """A running engine, driven by lines on its standard input."""

    def __init__(self, key, name, command, folder, environment):
        self.key, self.name = key, name
        self.log = folder / f"{key}.log"
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
                env=variables(environment))
        self.first = self.answer("first_seconds")
        self.seconds = []

    def answer(self, key):
        line = self.process.stdout.readline()
        try:
            return json.loads(line)[key]
        except (ValueError, KeyError):
            self.process.wait()
            said = self.log.read_text().strip().splitlines() or [line.strip() or "it said nothing"]
            raise Failure(f"{self.name} stopped with code {self.process.returncode}: {said[-1]}") from None

    def run(self):
        try:
            self.process.stdin.write("\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # answer() tells why
        self.seconds.append(self.answer("seconds"))

    def finish(self):
        """Ends the process, which now tells the rest: an object that is kept as `last`."""
        rest, _ = self.process.communicate()
        if self.process.returncode != 0:
            raise Failure(f"{self.name} ended with code {self.process.returncode}: {self.log.read_text().strip()}")
        self.last = json.loads(rest)
        self.peak = self.last["peak_rss_mb"]

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def call(command, what, environment={}):
    """A command's standard output; a failure with its last line otherwise."""
    result = subprocess.run(command, capture_output=True, text=True, env=variables(environment))
    if result.returncode != 0:
        said = (result.stderr or result.stdout).strip().splitlines() or ["no message"]
        raise Failure(f"{what} failed with code {result.returncode}: {said[-1]}")
    return result.stdout


def python_with_modules(chosen, modules, requirements):
    """A Python that has some modules: the chosen one, this one, or that of a virtual environment in the cache.

    `requirements` is the name of a file beside this one.
    """
    check = "import importlib.util as u; print(*[m for m in %r if not u.find_spec(m)])" % (modules,)
    if chosen:
        missing = call([chosen, "-c", check], chosen).split()
        if missing:
            raise Failure(f"{chosen} lacks {', '.join(missing)}; install {requirements} there, or leave --python out")
        return chosen
    if not call([sys.executable, "-c", check], sys.executable).split():
        return sys.executable
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "caliper-benchmarks"
    requirements = Path(__file__).resolve().parent / requirements
    tag = hashlib.sha256(requirements.read_bytes() + platform.python_version().encode()).hexdigest()[:12]
    folder = cache / f"venv-{tag}"
    python = str(folder / "bin" / "python")
    if not Path(python).exists() or call([python, "-c", check], python).split():
        print(f"installing {requirements.name} into {folder}", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        try:
            call([sys.executable, "-m", "venv", str(folder)], "making a virtual environment")
            call([python, "-m", "pip", "install", "--quiet", "-r", str(requirements)], f"installing {requirements.name}")
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    return python


def processor():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


def take_turns(engines, rounds):
    """Runs each engine once a round, in an order that each round draws anew."""
    order = random.Random(0)
    for number in range(rounds):
        if sys.stderr.isatty():
            print(f"\r\033[Kround {number + 1} of {rounds}", end="", file=sys.stderr, flush=True)
        for engine in order.sample(engines, len(engines)):
            time.sleep(PAUSE)
            engine.run()
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
