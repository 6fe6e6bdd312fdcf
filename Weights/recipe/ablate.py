"""Short trainings that differ in one choice each, to rank the choices: one row of a table for each.

Every variant takes the same number of samples of the same seed, so the rows differ by the choice alone.
"""
import argparse
import copy
import json
import subprocess
import sys
from pathlib import Path

import torch

from cases import data_folder, load_cases
from evaluate import evaluate, rows
from model import LiteENSAM

HERE = Path(__file__).resolve().parent

# What differs from config.json, by the part of it; None removes a setting.
VARIANTS = {
    "base": {},
    "skips added": {"model": {"skips": "add"}},
    "RoPE-mixed": {"model": {"position": "rope"}},
    "one window": {"model": {"windows": [[-1000, 500]]}},
    "three windows": {"model": {"windows": [[-1000, 500], [-160, 240], [-1000, -300]]}},
    "diameter drawn": {"model": {"line": True}},
    "native grid": {"pipeline": {"field": None}},
}


def changed(config, changes):
    config = copy.deepcopy(config)
    for part, settings in changes.items():
        config[part].update(settings)
        config[part] = {k: v for k, v in config[part].items() if v is not None}
    return config


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    parser.add_argument("--run", type=Path, required=True, help="folder for the trainings; finished ones are kept")
    parser.add_argument("--config", type=Path, default=HERE / "config.json")
    parser.add_argument("--steps", type=int, default=1000, help="of one sample each")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--only", nargs="*", default=list(VARIANTS), metavar="VARIANT")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    cases = load_cases(data_folder(arguments.data), "val")
    for name in arguments.only:
        config = changed(json.loads(arguments.config.read_text()), VARIANTS[name])
        run = arguments.run / name.replace(" ", "-").replace(",", "")
        run.mkdir(parents=True, exist_ok=True)
        (run / "config.json").write_text(json.dumps(config))
        command = [sys.executable, HERE / "train.py", "--run", run, "--config", run / "config.json"]
        command += ["--steps", str(arguments.steps), "--device", arguments.device, "--processes", "1"]
        command += ["--data", arguments.data] if arguments.data else []
        if not (run / "result.txt").exists():
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            state = torch.load(run / "checkpoint.pt", map_location="cpu", weights_only=False)
            model = LiteENSAM(**config["model"]).eval()
            model.load_state_dict(state["ema"])
            found = list(rows(evaluate(model, config, cases)))
            text = f"| {name} | {found[0][1]} | {state['step']} | {found[0][4]:.3f} | "
            text += " | ".join(f"{dsc:.3f}" for _, _, dsc, _, _ in found) + " |"
            (run / "result.txt").write_text(text + "\n")
        print((run / "result.txt").read_text(), end="", flush=True)


if __name__ == "__main__":
    main()
