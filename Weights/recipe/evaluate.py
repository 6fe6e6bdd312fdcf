"""Mean Dice over the validation lesions, by source and size, beside the sphere on the RECIST axis."""
import argparse
import csv
from pathlib import Path

import numpy as np
import torch

from data import data_folder, load_cases
from export import read
from pipeline import dice, predict

# Rows of the table: name, source (None: any), long axis from and below, mm.
ROWS = [
    ("all", None, 0, np.inf),
    ("lidc", "lidc", 0, np.inf),
    ("lidc < 10 mm", "lidc", 0, 10),
    ("lidc 10-30 mm", "lidc", 10, 30),
    ("lidc >= 30 mm", "lidc", 30, np.inf),
    ("lidc51", "lidc51", 0, np.inf),
    ("sts", "sts", 0, np.inf),
    ("< 10 mm", None, 0, 10),
    ("10-30 mm", None, 10, 30),
    ("30-60 mm", None, 30, 60),
    (">= 60 mm", None, 60, np.inf),
]


def sphere(case):
    """The sphere whose diameter is the RECIST axis."""
    ends = case.points * case.spacing
    grid = np.meshgrid(*[np.arange(n) * s for n, s in zip(case.mask.shape, case.spacing)], indexing="ij")
    distance = sum((g - c) ** 2 for g, c in zip(grid, ends.mean(0)))
    return distance <= (np.linalg.norm(ends[0] - ends[1]) / 2) ** 2


def evaluate(model, config, cases):
    results = []
    for case in cases:
        truth = case.mask > 0
        mask = predict(model, case.volume, case.points, config["pipeline"], config["model"]["windows"])
        results.append(
            {
                "source": case.source, "case": case.name, "long_axis_mm": case.long_axis_mm,
                "volume_mL": case.volume_mL, "predicted_mL": round(mask.sum() * case.spacing.prod() / 1000, 3),
                "dsc": round(dice(mask, truth), 4), "sphere_dsc": round(dice(sphere(case), truth), 4),
            }
        )
    return results


def table(results):
    lines = ["| lesions | n | DSC | sd | sphere |", "|---|---|---|---|---|"]
    for name, source, low, high in ROWS:
        chosen = [r for r in results if source in (None, r["source"]) and low <= r["long_axis_mm"] < high]
        if not chosen:
            continue
        scores, spheres = (np.array([r[k] for r in chosen]) for k in ("dsc", "sphere_dsc"))
        lines.append(f"| {name} | {len(chosen)} | {scores.mean():.3f} | {scores.std():.3f} | {spheres.mean():.3f} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    parser.add_argument("--weights", type=Path, default=Path(__file__).resolve().parents[1] / "lite-ensam.safetensors")
    parser.add_argument("--csv", type=Path, help="one row a lesion")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    model, config = read(arguments.weights)
    results = evaluate(model, config, load_cases(data_folder(arguments.data), "val"))
    print(table(results))
    if arguments.csv:
        with open(arguments.csv, "w", newline="") as file:
            writer = csv.DictWriter(file, list(results[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(results)


if __name__ == "__main__":
    main()
