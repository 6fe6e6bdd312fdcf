"""Lesions with their masks, from whatever folder they lie in. Arrays are (z, y, x), points (z, y, x) in voxels."""
import csv
import os
from dataclasses import dataclass
from pathlib import Path

import nibabel
import numpy as np
from scipy.spatial import ConvexHull, QhullError
from scipy.spatial.distance import pdist, squareform

# The grey levels 0...255 of FLARE's files that do not say what HU they were made from.
NPZ_WINDOW = (-160, 240)


def data_folder(given=None):
    """--data, else CALIPER_SHARED/data, else the folder `shared` beside the project."""
    if given:
        return Path(given)
    shared = os.environ.get("CALIPER_SHARED") or Path(__file__).resolve().parents[3] / "shared"
    return Path(shared) / "data"


@dataclass
class Case:
    source: str
    name: str
    volume: np.ndarray  # int16 HU (z, y, x)
    mask: np.ndarray  # uint8 (z, y, x)
    spacing: np.ndarray  # mm, z, y, x
    points: np.ndarray  # RECIST endpoints (2, 3)

    @property
    def long_axis_mm(self):
        return float(np.linalg.norm((self.points[1] - self.points[0]) * self.spacing))

    @property
    def volume_mL(self):
        return float(np.count_nonzero(self.mask) * self.spacing.prod() / 1000)


def recist(mask):
    """Farthest pair of lesion voxels in the axial slice with the largest area: (2, 3)."""
    z = int(mask.reshape(len(mask), -1).sum(1).argmax())
    voxels = np.argwhere(mask[z]).astype(float)
    try:
        hull = voxels[ConvexHull(voxels).vertices]
    except (QhullError, ValueError):  # a line or a single voxel has no hull
        hull = voxels
    if len(hull) == 1:
        return np.array([[z, *hull[0]]] * 2)
    i, j = np.unravel_index(squareform(pdist(hull)).argmax(), (len(hull), len(hull)))
    return np.array([[z, *hull[i]], [z, *hull[j]]])


def read_nifti(path):
    """The array, its axes in the order (z, y, x) of the patient's, and its spacing; nothing is flipped."""
    image = nibabel.load(path)
    array = np.asanyarray(image.dataobj)
    if array.ndim != 3:
        raise SystemExit(f"{path}: {array.ndim} dimensions; one 3D image a file is needed.")
    order = np.argsort(nibabel.io_orientation(image.affine)[:, 0])[::-1]
    return array.transpose(order), np.array(image.header.get_zooms()[:3], float)[order]


def lesions_of(source, name, volume, labels, spacing, origin):
    """One case for each label above 0."""
    if volume.shape != labels.shape:
        raise SystemExit(f"{origin}: the image has {volume.shape} voxels (z, y, x), its labels {labels.shape}.")
    volume = np.nan_to_num(volume, nan=-1024) if volume.dtype.kind == "f" else volume
    volume = np.ascontiguousarray(np.clip(np.round(volume), -32768, 32767), np.int16)
    values = [int(v) for v in np.unique(labels) if v > 0]
    for value in values:
        mask = np.ascontiguousarray(labels == value, np.uint8)
        yield Case(source, name if len(values) == 1 else f"{name}.{value}", volume, mask, spacing, recist(mask))


def load_index(folder, split):
    """The lesions of a split, as FOLDER/lesions/index.tsv lists them."""
    with open(Path(folder) / "lesions" / "index.tsv") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["split"] == split:
                stem = Path(folder) / "lesions" / split / row["source"] / row["case"]
                case = load_pair(row["source"], row["case"], f"{stem}_ct.nii.gz", f"{stem}_mask.nii.gz")[0]
                x1, y1, x2, y2, z = map(float, row["recist_x1,y1,x2,y2,z"].split(","))
                case.points = np.array([[z, y1, x1], [z, y2, x2]])
                yield case


def load_pair(source, name, image, labels):
    volume, spacing = read_nifti(image)
    return list(lesions_of(source, name, volume, read_nifti(labels)[0], spacing, image))


def load_npz(path, source):
    """A case of the FLARE challenges: `imgs` (z, y, x) of grey levels 0...255, `gts`, `spacing` in x, y, z."""
    with np.load(path) as file:
        missing = [key for key in ("imgs", "gts", "spacing") if key not in file]
        if missing:
            raise SystemExit(f"{path}: no {', '.join(missing)}; a FLARE case with ground truth has imgs, gts, spacing.")
        low, high = NPZ_WINDOW
        volume = low + file["imgs"].astype(np.float32) / 255 * (high - low)
        spacing = np.array(file["spacing"], float)[::-1]
        return list(lesions_of(source, path.stem, volume, file["gts"], spacing, path))


def load_folder(folder):
    """Every lesion below a folder: pairs NAME_ct / NAME_mask, nnU-Net's imagesTr / labelsTr, and FLARE's .npz.

    A case's source is the folder that holds it; the mix of sources in the configuration names it.
    """
    folder = Path(folder)
    for path in sorted(folder.rglob("*.npz")):
        yield from load_npz(path, path.parent.name)
    for image in sorted([*folder.rglob("*.nii.gz"), *folder.rglob("*.nii")]):
        stem = image.name.removesuffix(".gz").removesuffix(".nii")
        suffix = image.name[len(stem):]
        if stem.endswith("_ct"):
            name = stem.removesuffix("_ct")
            both = [image.with_name(f"{name}_mask{ending}") for ending in (suffix, ".nii.gz", ".nii")]
            labels, source = next((path for path in both if path.exists()), both[0]), image.parent.name
        elif image.parent.name == "imagesTr" and stem.endswith("_0000"):
            name = stem.removesuffix("_0000")
            labels, source = image.parent.with_name("labelsTr") / f"{name}{suffix}", image.parent.parent.name
        else:
            continue
        if labels.exists():
            yield from load_pair(source, name, image, labels)


def load_cases(folder, split):
    """The lesions of a split, where the folder has an index, else every lesion below FOLDER/split."""
    folder = Path(folder)
    if (folder / "lesions" / "index.tsv").exists():
        return list(load_index(folder, split))
    cases = list(load_folder(folder / split))
    if not cases:
        raise SystemExit(f"{folder / split}: no lesions; give pairs NAME_ct.nii.gz and NAME_mask.nii.gz, or .npz files.")
    return cases
