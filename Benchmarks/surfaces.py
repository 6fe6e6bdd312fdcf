#!/usr/bin/env python3
"""The peer of `metrics`: DeepMind's surface-distance, which the FLARE challenges use, and the masks.

    surfaces.py prepare --shape X,Y,Z --millimetres D --folder DIR    reference.nii and prediction.nii
    surfaces.py serve --folder DIR                                    one run for each line

`serve` tells the seconds of every run by a line of JSON, then the scores of the last.
"""
import argparse
import json
import re
import struct
import sys
import time
from pathlib import Path

import numpy as np

# Names that the package uses and numpy has dropped, each in some releases.
for name, value in (("bool", bool), ("Inf", np.inf)):
    if not hasattr(np, name):
        setattr(np, name, value)
from surface_distance import metrics  # noqa: E402

SPACING = (0.7, 0.7, 1.0)
TOLERANCE = 2.0
LEAST_DICE = 0.2
HEADER = 352


def lobed(shape, centre, radius, roughness):
    """A ball with five lobes around its axis, about one voxel in fifty of its radius deep."""
    x, y, z = [((np.arange(n) - c) * s).astype(np.float32) for n, c, s in zip(shape, centre, SPACING)]
    distance = np.sqrt(x[:, None, None] ** 2 + y[None, :, None] ** 2 + z[None, None, :] ** 2)
    angle = np.arctan2(y[None, :, None], x[:, None, None])
    return distance <= radius * (1 + roughness * np.sin(5 * angle))


def write(path, mask):
    """A NIfTI-1 file of one byte a voxel, not compressed."""
    header = bytearray(HEADER)
    struct.pack_into("<i", header, 0, 348)
    struct.pack_into("<8h", header, 40, 3, *mask.shape, 1, 1, 1, 1)
    struct.pack_into("<2h", header, 70, 2, 8)  # unsigned bytes
    struct.pack_into("<8f", header, 76, 1, *SPACING, 1, 1, 1, 1)
    struct.pack_into("<f", header, 108, HEADER)
    struct.pack_into("<h", header, 254, 1)  # sform: scanner
    for axis, spacing in enumerate(SPACING):
        row = [0.0] * 4
        row[axis] = spacing
        struct.pack_into("<4f", header, 280 + 16 * axis, *row)
    header[344:348] = b"n+1\0"
    path.write_bytes(bytes(header) + mask.astype(np.uint8).tobytes(order="F"))


def prepare(options):
    shape = tuple(map(int, options.shape.split(",")))
    middle = [(n - 1) / 2 for n in shape]
    radius = options.millimetres / 2
    write(options.folder / "reference.nii", lobed(shape, middle, radius, 0.02))
    write(options.folder / "prediction.nii", lobed(shape, [m + 1 for m in middle], 0.97 * radius, 0.05))


def read(path):
    data = path.read_bytes()
    shape = struct.unpack_from("<3h", data, 42)
    return np.frombuffer(data, np.uint8, offset=HEADER).reshape(shape, order="F").astype(bool)


def scores(reference, prediction):
    spacing = [float(np.float32(s)) for s in SPACING]
    distances = metrics.compute_surface_distances(reference, prediction, spacing)
    dice = metrics.compute_dice_coefficient(reference, prediction)
    surface = metrics.compute_surface_dice_at_tolerance(distances, TOLERANCE)
    return {
        "dice": float(dice), "nsd": float(surface) if dice >= LEAST_DICE else 0.0,
        "hd95_mm": float(metrics.compute_robust_hausdorff(distances, 95))}


def peak_megabytes():
    """The high-water mark of this process's resident memory, in MB of 10^6 bytes."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) * 1024 / 1e6


def serve(options):
    masks = [read(options.folder / f"{name}.nii") for name in ("reference", "prediction")]

    def timed(key):
        start = time.perf_counter()
        found = scores(*masks)
        print(json.dumps({key: time.perf_counter() - start}), flush=True)
        return found

    found = timed("first_seconds")
    for _ in sys.stdin:
        found = timed("seconds")
    print(json.dumps({**found, "peak_rss_mb": peak_megabytes()}))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    tasks = parser.add_subparsers(dest="task", required=True)
    for name in ("prepare", "serve"):
        task = tasks.add_parser(name)
        task.add_argument("--folder", type=Path, required=True)
        if name == "prepare":
            task.add_argument("--shape", required=True)
            task.add_argument("--millimetres", type=float, required=True)
    options = parser.parse_args()
    {"prepare": prepare, "serve": serve}[options.task](options)


if __name__ == "__main__":
    main()
