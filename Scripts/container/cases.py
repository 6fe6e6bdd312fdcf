"""Makes cases as challenges give them of what `caliper phantom` wrote.

    python3 cases.py CT.nii.gz FOLDER

FOLDER gets flare.npz (windowed 8-bit voxels, spacing, and diameters as lines of a label map) and
nifti_0000.nii.gz with such a label map beside it, nifti_recist.nii.gz.
"""

import gzip
import json
import shutil
import struct
import sys
import zipfile
from array import array
from pathlib import Path

UINT8 = 2  # NIfTI's code
HEADER = 352


def lines(lesions: list[dict], shape: tuple[int, int, int]) -> bytes:
    """A label map, x fastest, with each lesion's diameter drawn in its slice."""
    columns, rows, _ = shape
    labels = bytearray(shape[0] * shape[1] * shape[2])
    for lesion in lesions:
        (ax, ay, z), (bx, by, _) = lesion["a"], lesion["b"]
        steps = max(abs(bx - ax), abs(by - ay), 1)
        for step in range(steps + 1):
            x, y = (round(a + (b - a) * step / steps) for a, b in ((ax, bx), (ay, by)))
            labels[(z * rows + y) * columns + x] = lesion["label"]
    return bytes(labels)


def npy(values: bytes, kind: str, shape: tuple[int, ...]) -> bytes:
    """An array in NumPy's format, version 1.0, in C order."""
    head = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}"
    head += " " * (-(10 + len(head) + 1) % 64) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head.encode() + values


image, folder = Path(sys.argv[1]), Path(sys.argv[2])
nifti = gzip.decompress(image.read_bytes())
shape = struct.unpack_from("<3h", nifti, 42)
spacing = struct.unpack_from("<3f", nifti, 80)
slope, intercept = struct.unpack_from("<2f", nifti, 112)
voxels = array("h", nifti[HEADER:])
prompts = Path(str(image).removesuffix(".nii.gz") + "_prompts.json")
labels = lines(json.loads(prompts.read_text())["lesions"], shape)

# A window of 400 HU around 40 HU, as FLARE's 8-bit cases have it.
scale = slope or 1
grey = bytes(min(max(round((v * scale + intercept + 160) * 255 / 400), 0), 255) for v in voxels)
with zipfile.ZipFile(folder / "flare.npz", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("imgs.npy", npy(grey, "|u1", shape[::-1]))
    archive.writestr("recist.npy", npy(labels, "|u1", shape[::-1]))
    archive.writestr("spacing.npy", npy(struct.pack("<3d", *spacing), "<f8", (3,)))

shutil.copy(image, folder / "nifti_0000.nii.gz")
header = bytearray(nifti[:HEADER])
struct.pack_into("<2h", header, 70, UINT8, 8)
struct.pack_into("<2f", header, 112, 1, 0)
(folder / "nifti_recist.nii.gz").write_bytes(gzip.compress(bytes(header) + labels, 1))
