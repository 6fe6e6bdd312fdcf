"""Lesions, and the samples made from them. Arrays are (z, y, x), points (z, y, x) in voxels.

A sample depends only on (seed, step), so a resumed training sees what an unbroken one would.
"""
import csv
import os
from dataclasses import dataclass
from pathlib import Path

import nibabel
import numpy as np
import torch
from scipy import ndimage
from scipy.spatial import ConvexHull, QhullError
from scipy.spatial.distance import pdist, squareform

from pipeline import crop_box, halve, halvings, pad8, window

LESION, BACKGROUND, IGNORED = 1, 0, 2


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
    long_axis_mm: float
    volume_mL: float


def read_nifti(path):
    """The stored array, transposed to (z, y, x), and its spacing in that order."""
    image = nibabel.load(path)
    array = np.asanyarray(image.dataobj).transpose(2, 1, 0)
    return array, np.array(image.header.get_zooms()[:3], float)[::-1]


def load_cases(folder, split):
    cases = []
    with open(Path(folder) / "lesions" / "index.tsv") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["split"] != split:
                continue
            stem = Path(folder) / "lesions" / split / row["source"] / row["case"]
            volume, spacing = read_nifti(f"{stem}_ct.nii.gz")
            mask, _ = read_nifti(f"{stem}_mask.nii.gz")
            x1, y1, x2, y2, z = map(float, row["recist_x1,y1,x2,y2,z"].split(","))
            cases.append(
                Case(
                    row["source"], row["case"],
                    np.ascontiguousarray(np.round(volume), np.int16),
                    np.ascontiguousarray(mask > 0, np.uint8),
                    spacing, np.array([[z, y1, x1], [z, y2, x2]]),
                    float(row["long_axis_mm"]), float(row["volume_mL"]),
                )
            )
    return cases


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


def lesion_free(image, mask):
    """An axial slice with the (dilated) lesion replaced by its surroundings, mirrored across its edge."""
    region = ndimage.binary_dilation(mask, iterations=3)
    if not region.any() or region.all():
        return image
    near = ndimage.distance_transform_edt(region, return_distances=False, return_indices=True)
    inside = np.argwhere(region)
    edge = near[:, region].T
    mirrored = np.clip(2 * edge - inside, 0, np.array(image.shape) - 1)
    landed_inside = region[tuple(mirrored.T)]
    mirrored[landed_inside] = edge[landed_inside]
    filled = image.copy()
    filled[region] = image[tuple(mirrored.T)]
    filled[region] = ndimage.gaussian_filter(filled.astype(np.float32), 0.8)[region]
    return filled


def extend_in_z(volume, mask, slices, rng):
    """Continue a crop that ends where its lesion ends by synthesised slices without the lesion.

    The end slices follow in mirrored order with the lesion painted over; the first one still shows
    some of it and is not counted in the loss where the lesion was.
    """
    depth = len(volume)
    before, after = slices
    index = np.arange(-before, depth + after)
    bounced = index % (2 * depth)  # ... 1 0 | 0 1 ... n-1 | n-1 n-2 ...
    bounced = np.where(bounced >= depth, 2 * depth - 1 - bounced, bounced)
    new_volume, new_mask = volume[bounced].copy(), mask[bounced].copy()
    outside = (index < 0) | (index >= depth)
    for k in np.flatnonzero(outside):
        source = new_mask[k].copy()
        new_mask[k] = BACKGROUND
        if not source.any():
            continue
        new_volume[k] = lesion_free(new_volume[k], source)
        first = index[k] in (-1, depth)
        if first:
            end = volume[0] if index[k] < 0 else volume[-1]
            share = rng.uniform(0, 0.5)
            new_volume[k] = np.round(share * end + (1 - share) * new_volume[k])
            new_mask[k][ndimage.binary_dilation(source, iterations=2)] = IGNORED
    return new_volume, new_mask


class Samples:
    """Indexable by step: (image (windows, z, y, x), label (z, y, x), points (2, 3), source)."""

    def __init__(self, cases, config, synthesiser=None):
        self.settings = config["data"]
        self.pipeline = config["pipeline"]
        self.windows = config["model"]["windows"]
        self.seed = config["train"]["seed"]
        self.synthesiser = synthesiser
        self.by_source = {}
        for case in cases:
            self.by_source.setdefault(case.source, []).append(case)
        available = {*self.by_source, "synthetic" if synthesiser else None}
        mix = {source: share for source, share in self.settings["mix"].items() if source in available}
        self.sources = list(mix)
        self.weights = np.array(list(mix.values())) / sum(mix.values())

    def __len__(self):
        return 1 << 40

    def __getitem__(self, step):
        rng = np.random.default_rng([self.seed, step])
        source = self.sources[rng.choice(len(self.sources), p=self.weights)]
        if source == "synthetic":
            volume, mask = self.synthesiser.sample(rng)
        else:
            cases = self.by_source[source]
            case = cases[rng.integers(len(cases))]
            volume, mask = case.volume, case.mask
            if source == "lidc" and rng.random() < self.settings["lidc_extend"]:
                volume, mask = self.extend(volume, mask, rng)
        points = self.endpoints(mask == LESION, rng)
        large = source == "sts" or np.ptp(np.argwhere(mask == LESION), axis=0).max() > 48
        volume, mask, points = self.crop(volume, mask, points, large, rng)
        if rng.random() < self.settings["zoom"] and volume.size < 300_000:
            volume, mask, points = self.zoom(volume, mask, points, rng)
        volume, mask, points = self.flip(volume, mask, points, rng)
        image = torch.from_numpy(window(self.change_intensity(volume, rng), self.windows))
        points = torch.from_numpy(points).float()
        counts = halvings(volume.shape, self.settings["voxel_budget"])
        label = torch.from_numpy(mask.astype(np.int64))
        if any(counts):
            image, points = halve(image, points, counts)
            # A coarse voxel is lesion if at least half of what it covers is.
            strides = tuple(2**c for c in counts)
            share = torch.nn.functional.avg_pool3d(
                (label == LESION).float()[None], strides, strides, ceil_mode=True, count_include_pad=False
            )[0]
            label = (share >= 0.5).long()
        depth, height, width = label.shape
        image = pad8(image)
        padded = torch.full(image.shape[1:], IGNORED)
        padded[:depth, :height, :width] = label
        return image, padded, points, source

    def extend(self, volume, mask, rng):
        low, high = self.settings["extend_slices"]
        before, after = rng.integers(low, high + 1, 2)
        side = rng.integers(4)  # below, above, both, both
        # Only the surroundings of the lesion can enter the crop, so only they are painted.
        voxels = np.argwhere(mask.any(0))
        start = np.maximum(voxels.min(0) - 34, 0)
        stop = voxels.max(0) + 35
        around = (slice(None), slice(start[0], stop[0]), slice(start[1], stop[1]))
        return extend_in_z(volume[around], mask[around], (before * (side != 1), after * (side != 0)), rng)

    def endpoints(self, lesion, rng):
        """Endpoints as a reader would place them: a little off, sometimes on a shorter chord."""
        points = recist(lesion)
        if rng.random() < self.settings["short_chord"]:
            points = points.mean(0) + (points - points.mean(0)) * rng.uniform(0.75, 1)
        angle = rng.uniform(0, 2 * np.pi, 2)
        length = np.linalg.norm(points[0] - points[1])
        radius = rng.uniform(0, min(self.settings["jitter_voxels"], self.settings["jitter_share"] * length), 2)
        points[:, 1] += radius * np.sin(angle)
        points[:, 2] += radius * np.cos(angle)
        return np.clip(points, 0, np.array(lesion.shape) - 1.0)

    def crop(self, volume, mask, points, large, rng):
        """A box around lesion and endpoints with random margins; now and then the box that inference takes."""
        if rng.random() < self.settings["inference_crop"]:
            low, high = crop_box(points, volume.shape, self.pipeline["margin"])
        else:
            margins = self.settings["sarcoma_margin" if large else "nodule_margin"]
            voxels = np.argwhere(mask == LESION)
            corners = np.concatenate([[voxels.min(0)], [voxels.max(0)], points])
            low = np.floor(corners.min(0)).astype(int) - rng.integers(margins[0], margins[1] + 1, 3)
            high = np.ceil(corners.max(0)).astype(int) + 1 + rng.integers(margins[0], margins[1] + 1, 3)
            low, high = np.maximum(low, 0), np.minimum(high, volume.shape)
        box = tuple(slice(a, b) for a, b in zip(low, high))
        return volume[box], mask[box], points - low

    def zoom(self, volume, mask, points, rng):
        """In-plane magnification, and its own along z when there are slices enough."""
        low, high = np.log(self.settings["zoom_range"])
        plane, along = np.exp(rng.uniform(low, high, 2))
        factors = np.array([along if len(volume) > 8 and rng.random() < 0.5 else 1.0, plane, plane])
        shape = np.maximum(np.round(np.array(volume.shape) * factors), 1).astype(int)
        # Voxel i of the new grid lies at (i + 0.5) / factor - 0.5 of the old one.
        matrix, offset = 1 / factors, 0.5 / factors - 0.5
        zoomed = ndimage.affine_transform(volume, matrix, offset, tuple(shape), order=1, mode="nearest")
        labels = ndimage.affine_transform(mask, matrix, offset, tuple(shape), order=0, mode="nearest")
        if not (labels == LESION).any():
            return volume, mask, points
        return zoomed, labels, (points + 0.5) * factors - 0.5

    def flip(self, volume, mask, points, rng):
        points = points.copy()
        for axis in range(3):
            if rng.random() < 0.5:
                volume, mask = np.flip(volume, axis), np.flip(mask, axis)
                points[:, axis] = volume.shape[axis] - 1 - points[:, axis]
        if rng.random() < self.settings["transpose"]:
            volume, mask, points = volume.transpose(0, 2, 1), mask.transpose(0, 2, 1), points[:, [0, 2, 1]]
        return volume, mask, points

    def change_intensity(self, volume, rng):
        s = self.settings
        volume = volume.astype(np.float32)
        volume = volume * (1 + rng.uniform(-s["hu_scale"], s["hu_scale"])) + rng.uniform(-s["hu_shift"], s["hu_shift"])
        if rng.random() < 0.5:
            volume += rng.standard_normal(volume.shape, np.float32) * np.float32(rng.uniform(0, s["hu_noise"]))
        return volume
