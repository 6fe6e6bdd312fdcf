"""Checks a configuration file, and writes what a run needs of it for the Snakefile.

    python settings.py FILE

makes OUTPUT/.cluster/settings.yaml, with every key and absolute paths, and prints that folder. A file
that cannot be used is told in one sentence, and the exit code is 2.
"""

import os
import shutil
import sys
from pathlib import Path

import yaml

CHECKOUT = Path(__file__).resolve().parents[2]
PATHS = ("input", "output", "prompts", "reference", "weights", "program")
NUMBERS = {"parts": 4, "threads": 2, "memory": 2000, "minutes": 240}

Settings = dict[str, str | int | None]


class Problem(Exception):
    """What is wrong with a configuration, and what to do: one sentence."""


def read(file: Path) -> Settings:
    """The settings that a configuration file states, checked."""
    try:
        stated = yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise Problem(f"{file}: cannot be read ({error.strerror}); name a configuration file.")
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 1}" if mark else ""
        raise Problem(f"{file}: is no YAML{line}; Scripts/cluster/config.yaml shows how it looks.")
    if not isinstance(stated, dict):
        raise Problem(f"{file}: has no keys; Scripts/cluster/config.yaml shows how it looks.")
    for key in stated:
        if key not in PATHS and key not in NUMBERS:
            known = ", ".join((*PATHS, *NUMBERS))
            raise Problem(f"{file}: '{key}' is not a key; those there are: {known}.")

    folder = file.resolve().parent
    settings: Settings = {key: path(stated.get(key), key, folder) for key in PATHS}
    for key, usual in NUMBERS.items():
        settings[key] = number(stated.get(key, usual), key)
    settings["program"] = settings["program"] or program()
    check(settings)
    return settings


def path(value: object, key: str, folder: Path) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str) or "\n" in value:
        raise Problem(f"'{key}' is {value!r}, which is no path; put it in quotes if it is one.")
    return os.path.normpath(folder / os.path.expanduser(value))


def number(value: object, key: str) -> int:
    if type(value) is not int or not 1 <= value <= 1_000_000:
        raise Problem(f"'{key}' is {value!r}; give a whole number from 1 to 1000000.")
    return value


def program() -> str | None:
    built = CHECKOUT / ".build/release/caliper"
    return str(built) if built.exists() else shutil.which("caliper")


def check(settings: Settings) -> None:
    """Refuses what could only fail later, on every node."""
    for key in ("input", "output"):
        if not settings[key]:
            raise Problem(f"'{key}' is not stated; give the path of a folder.")
    if not settings["program"]:
        raise Problem("there is no caliper; run 'swift build -c release', or state it as 'program'.")
    for key in ("input", "prompts", "reference", "weights", "program"):
        if settings[key] and not os.path.exists(settings[key]):
            raise Problem(f"{settings[key]}: '{key}' is not there; correct the path.")
    for key in ("input", "reference"):
        if settings[key] and not os.path.isdir(settings[key]):
            raise Problem(f"{settings[key]}: '{key}' is no folder; name the folder it is in.")
    if not os.path.isfile(settings["program"]) or not os.access(settings["program"], os.X_OK):
        raise Problem(f"{settings['program']}: 'program' cannot be run; name the caliper program.")
    output = Path(settings["output"])
    if output.exists() and not output.is_dir():
        raise Problem(f"{output}: 'output' is a file; name a folder.")
    for key in ("input", "prompts", "reference"):
        if settings[key] and output.resolve().is_relative_to(Path(settings[key]).resolve()):
            raise Problem(f"{output}: 'output' lies in '{key}'; name a folder outside of it.")


def main() -> None:
    if len(sys.argv) != 2:
        raise Problem("give the configuration file, and nothing else.")
    settings = read(Path(sys.argv[1]))
    state = Path(settings["output"]) / ".cluster"
    try:
        state.mkdir(parents=True, exist_ok=True)
        new = state / f"settings.yaml.{os.getpid()}"
        new.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
        new.replace(state / "settings.yaml")
    except OSError as error:
        raise Problem(f"{state}: cannot be written ({error.strerror}); name another 'output'.")
    print(state)


if __name__ == "__main__":
    try:
        main()
    except Problem as problem:
        print(f"cluster: {problem}", file=sys.stderr)
        sys.exit(2)
