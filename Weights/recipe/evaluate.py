"""Mean Dice and surface Dice over the validation lesions, for choosing between networks and pipelines.

The figures of the model card come from `caliper accuracy`, the program's own pipeline; this one needs
nothing but PyTorch, runs networks that the program cannot, and counts surface voxels in place of areas.
"""
import argparse
import copy
import csv
import json
from pathlib import Path

import numpy as np
import torch
from scipy import ndimage

from cases import data_folder, load_cases
from export import read
from pipeline import dice, predict

# Rows of the table: name, source (None: any), long axis from and below, mm.
ROWS = [
    ("all", None, 0, np.inf),
    ("lidc < 10 mm", "lidc", 0, 10),
    ("lidc 10-30 mm", "lidc", 10, 30),
    ("lidc >= 30 mm", "lidc", 30, np.inf),
    ("lidc51", "lidc51", 0, np.inf),
    ("sts", "sts", 0, np.inf),
]


def surface_dice(a, b, spacing, tolerance=2.0):
    """The share of both masks' surface voxels that lie within `tolerance` mm of the other's."""
    box = ndimage.find_objects((a | b).astype(np.uint8))
    if not box:
        return 1.0
    a, b = np.pad(a[box[0]], 1), np.pad(b[box[0]], 1)
    surfaces = [m & ~ndimage.binary_erosion(m) for m in (a, b)]
    if not all(s.any() for s in surfaces):
        return 0.0
    distances = [ndimage.distance_transform_edt(~s, sampling=spacing) for s in surfaces]
    near = (distances[1][surfaces[0]] <= tolerance).sum() + (distances[0][surfaces[1]] <= tolerance).sum()
    return near / sum(s.sum() for s in surfaces)


def evaluate(model, config, cases):
    results = []
    for case in cases:
        truth = case.mask > 0
        mask = predict(model, case.volume, case.spacing, case.points, config)
        results.append(
            {
                "source": case.source, "case": case.name, "long_axis_mm": round(case.long_axis_mm, 1),
                "volume_mL": round(case.volume_mL, 3),
                "predicted_mL": round(mask.sum() * case.spacing.prod() / 1000, 3),
                "dsc": round(dice(mask, truth), 4), "nsd": round(surface_dice(mask, truth, case.spacing), 4),
            }
        )
    return results


def rows(results):
    """(name, n, DSC, its deviation, NSD) of each row that has lesions."""
    for name, source, low, high in ROWS:
        chosen = [r for r in results if source in (None, r["source"]) and low <= r["long_axis_mm"] < high]
        if chosen:
            dsc, nsd = (np.array([r[k] for r in chosen]) for k in ("dsc", "nsd"))
            yield name, len(chosen), dsc.mean(), dsc.std(), nsd.mean()


def table(results):
    lines = ["| lesions | n | DSC | sd | NSD 2 mm |", "|---|---|---|---|---|"]
    lines += [f"| {name} | {n} | {dsc:.3f} | {sd:.3f} | {nsd:.3f} |" for name, n, dsc, sd, nsd in rows(results)]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    parser.add_argument("--split", default="val")
    parser.add_argument("--weights", type=Path, default=Path(__file__).resolve().parents[1] / "lite-ensam.safetensors")
    parser.add_argument("--set", type=json.loads, default={}, help='pipeline settings to change, {"mirrors": ["", "x"]}')
    parser.add_argument("--csv", type=Path, help="one row a lesion")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    model, config = read(arguments.weights)
    config = copy.deepcopy(config)
    config["pipeline"].update(arguments.set)
    results = evaluate(model, config, load_cases(data_folder(arguments.data), arguments.split))
    print(table(results))
    if arguments.csv:
        with open(arguments.csv, "w", newline="") as file:
            writer = csv.DictWriter(file, list(results[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(results)


if __name__ == "__main__":
    main()
