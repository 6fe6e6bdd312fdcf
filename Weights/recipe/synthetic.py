"""Lesions that never were: expert shapes implanted into lesion-free parts of real CT.

They fill what the real lesions leave thin: sizes between nodules and sarcomas, organs other than lung
and muscle, crops with tissue on every side. Arrays are (z, y, x).
"""
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import ndimage

from cases import read_nifti

CONTEXT = 34  # voxels kept at least around an implanted lesion: the margin of inference and a little more


@dataclass
class Background:
    volume: np.ndarray  # int16 HU
    spacing: np.ndarray  # mm
    forbidden: np.ndarray  # bool: real lesions and their surroundings
    places: dict  # "lung" / "soft" -> (n, 3) voxels where a lesion may be centred


def candidate_places(volume, spacing, forbidden, rng, keep=20000):
    """Voxels amid lung, and voxels amid homogeneous soft tissue (no edge of an organ, no real lesion)."""
    smooth = ndimage.uniform_filter(volume.astype(np.float32), (3, 7, 7))
    square = ndimage.uniform_filter(np.square(volume, dtype=np.float32), (3, 7, 7))
    deviation = np.sqrt(np.maximum(square - smooth**2, 0))
    air = volume < -300
    outside = np.zeros_like(air)
    for z in range(len(air)):  # air that reaches the slice's border is not lung
        labels, _ = ndimage.label(air[z])
        border = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
        area = np.bincount(labels.ravel()) * spacing[1] * spacing[2]
        small = np.flatnonzero(area < 3000)  # mm2: bowel gas, pockets beside the table
        outside[z] = np.isin(labels, np.union1d(border[border > 0], small))
    lung = (smooth > -930) & (smooth < -600) & ~outside & ~forbidden
    soft = (smooth > 0) & (smooth < 160) & (deviation < 35) & ~forbidden
    places = {}
    for kind, where in (("lung", lung), ("soft", soft)):
        flat = np.flatnonzero(where)
        if kind == "lung" and volume.size < 10_000_000:  # a part of a trunk or a limb: no lung to speak of
            continue
        if len(flat) > 2000:
            flat = rng.choice(flat, min(keep, len(flat)), replace=False)
            places[kind] = np.stack(np.unravel_index(flat, volume.shape), axis=1)
    return places


def synthesiser_for(config, folder, cases):
    """What implants lesions, if the configuration's mix asks for them."""
    if not (config["data"]["mix"] or {}).get("synthetic"):
        return None
    shapes = Path(folder) / "shapes" / "shapes.npz"
    if not shapes.exists():
        raise SystemExit(f"{shapes}: is not there, and the mix asks for \"synthetic\"; take it out of the mix.")
    return Synthesiser(folder, cases)


class Synthesiser:
    def __init__(self, folder, cases):
        """`cases` are training cases whose surroundings serve as backgrounds too."""
        rng = np.random.default_rng(0)
        folder = Path(folder)
        self.backgrounds, weights = [], []

        def add(volume, mask, spacing, weight):
            forbidden = np.zeros(volume.shape, bool)
            if mask is not None:
                forbidden = ndimage.binary_dilation(mask, iterations=4)
            places = candidate_places(volume, spacing, forbidden, rng)
            if places:
                self.backgrounds.append(Background(volume, spacing, forbidden, places))
                weights.append(weight)

        for path in sorted([*folder.glob("full/*_ct.nii.gz"), *folder.glob("backgrounds/*_ct.nii.gz")]):
            volume, spacing = read_nifti(path)
            volume = np.ascontiguousarray(np.clip(np.round(volume), -1024, 3000), np.int16)
            mask_path = Path(str(path).replace("_ct.", "_mask."))
            mask = read_nifti(mask_path)[0] > 0 if mask_path.exists() else None
            add(volume, mask, spacing, 8.0 if volume.size > 10_000_000 else 2.0)
        for case in cases:
            if case.source == "sts":
                add(case.volume, case.mask > 0, case.spacing, 0.4)
        self.weights = np.array(weights) / sum(weights)

        shapes = np.load(folder / "shapes" / "shapes.npz")
        self.sizes, self.spacings = shapes["shape"][:, ::-1], shapes["spacing_mm"][:, ::-1]
        self.offsets, self.bits = shapes["offset"], shapes["bits"]
        extent = (self.sizes * self.spacings)[:, 1:].max(1)
        # Those of LIDC-IDRI may be nodules of the validation patients.
        usable = (extent >= 8) & (extent <= 80) & (self.sizes[:, 0] >= 3) & (shapes["source"] != "LIDC-IDRI")
        self.by_source = [np.flatnonzero(usable & (shapes["source"] == s)) for s in np.unique(shapes["source"])]
        self.by_source = [group for group in self.by_source if len(group)]

    def shape(self, rng):
        """An expert's mask (float, one voxel of air around) and its spacing."""
        group = self.by_source[rng.integers(len(self.by_source))]
        i = group[rng.integers(len(group))]
        size = self.sizes[i]
        bits = np.unpackbits(self.bits[self.offsets[i] : self.offsets[i + 1]])[: np.prod(size.astype(int))]
        mask = bits.reshape(size[::-1]).transpose(2, 1, 0)
        return np.pad(mask, 1).astype(np.float32), self.spacings[i]

    def coverage(self, spacing, scale, rng):
        """How much of each voxel the lesion covers, on the target grid: soft edges by the scanner's blur."""
        mask, own = self.shape(rng)
        factors = scale * own / spacing
        if rng.random() < 0.5:
            mask, factors = mask.transpose(0, 2, 1), factors[[0, 2, 1]]
        target = np.ceil(np.array(mask.shape) * factors).astype(int) + 4
        shift = ((np.array(mask.shape) - 1) - (target - 1) / factors) / 2
        # Coarsening needs the fine mask averaged first, else thin parts vanish.
        mask = ndimage.gaussian_filter(mask, np.maximum(0.5 / factors - 0.5, 0))
        soft = ndimage.affine_transform(mask, 1 / factors, shift, tuple(target), order=1)
        blur = rng.uniform(0.7, 1.0)
        return ndimage.gaussian_filter(soft, (0.5 * blur, blur, blur))

    def sample(self, rng):
        """(volume int16, mask uint8, spacing) of an implanted lesion and what lies around it."""
        while True:
            background = self.backgrounds[rng.choice(len(self.backgrounds), p=self.weights)]
            kinds = list(background.places)
            kind = kinds[rng.integers(len(kinds))]
            scale = rng.uniform(0.7, 1.3)
            for _ in range(6):
                soft = self.coverage(background.spacing, scale, rng)
                found = self.implant(background, kind, soft, rng)
                if found:
                    return *found, background.spacing
                scale *= 0.85

    def implant(self, background, kind, soft, rng):
        places = background.places[kind]
        centre = places[rng.integers(len(places))]
        shape = np.array(background.volume.shape)
        low = centre - np.array(soft.shape) // 2
        high = low + soft.shape
        inner_low, inner_high = np.maximum(low, 0), np.minimum(high, shape)
        soft = soft[tuple(slice(a, b) for a, b in zip(inner_low - low, inner_high - low))]
        inner = tuple(slice(a, b) for a, b in zip(inner_low, inner_high))
        lesion = soft >= 0.5
        if lesion.sum() < 12 or lesion.any((1, 2)).sum() < 2 or background.forbidden[inner][soft > 0.02].any():
            return None
        there = background.volume[inner].astype(np.float32)
        inside = there[lesion]
        if kind == "soft" and np.mean((inside < -200) | (inside > 300)) > 0.03:
            return None
        if kind == "lung" and np.mean(inside > -400) > 0.3:
            return None
        depth = ndimage.distance_transform_edt(lesion, sampling=background.spacing)  # mm from the surface
        paint = self.soft_tissue if kind == "soft" else self.nodule
        value = paint(there, lesion, depth, rng)
        size_mm = (np.ptp(np.argwhere(lesion), axis=0) + 1) * background.spacing
        context = np.maximum(CONTEXT, np.ceil(0.8 * size_mm.max() / background.spacing)).astype(int)
        outer_low, outer_high = np.maximum(inner_low - context, 0), np.minimum(inner_high + context, shape)
        volume = background.volume[tuple(slice(a, b) for a, b in zip(outer_low, outer_high))].copy()
        mask = np.zeros(volume.shape, np.uint8)
        local = tuple(slice(a, b) for a, b in zip(inner_low - outer_low, inner_high - outer_low))
        volume[local] = np.round(there * (1 - soft) + value * soft)
        mask[local] = lesion
        return volume, mask

    def soft_tissue(self, there, lesion, depth, rng):
        """15 to 80 HU darker or brighter than what was there, with that place's own noise.

        One in four has a necrotic core, one in five an enhancing rim of 1 to 4 mm. The sarcomas of the
        training set differ from their surroundings by -14 to 78 HU (5th to 95th percentile).
        """
        contrast = rng.uniform(15, 80) * (-1 if rng.random() < 0.6 else 1)
        noise = np.clip(there - ndimage.gaussian_filter(there, (0.7, 2, 2)), -60, 60)
        value = np.median(there[lesion]) + contrast + noise
        value += self.texture(there.shape, rng.uniform(0, 12), (1.5, 3, 3), rng)
        kind = rng.random()
        if kind < 0.25:
            value -= rng.uniform(20, 50) * np.clip(depth / (rng.uniform(0.3, 0.8) * depth.max()) - 0.5, 0, 1)
        elif kind < 0.45:
            value += rng.uniform(20, 60) * np.exp(-((depth / rng.uniform(1, 4)) ** 2))
        return value

    def nodule(self, there, lesion, depth, rng):
        """Solid, part-solid, ground-glass, cavitated or calcified, with the noise of its surroundings.

        Levels and shares follow the nodules of the training set: medians of -63 to 56 HU (quartiles), one
        in ten under -400, one in twenty calcified.
        """
        kind = rng.random()
        solid, glass = rng.uniform(-100, 80), rng.uniform(-700, -350)
        inner = np.clip((depth / max(depth.max(), 1e-6) - rng.uniform(0.2, 0.6)) * 4, 0, 1)  # 0 at the rim, 1 inside
        if kind < 0.74:
            value = np.full(there.shape, solid)
        elif kind < 0.84:
            value = glass + (solid - glass) * inner
        elif kind < 0.91:
            value = np.full(there.shape, glass)
        elif kind < 0.95:
            value = solid - inner * (solid + rng.uniform(500, 950))
        else:
            value = solid + inner * rng.uniform(150, 900)
        fine = there - ndimage.gaussian_filter(there, (0.5, 1.5, 1.5))
        noise = 1.48 * np.median(np.abs(fine[lesion])) * rng.uniform(0.8, 1.5)
        value = value + self.texture(there.shape, np.clip(noise, 8, 60), (0.3, 0.6, 0.6), rng)
        return value + self.texture(there.shape, rng.uniform(0, 20), (1, 2, 2), rng)

    def texture(self, shape, deviation, sigma, rng):
        field = ndimage.gaussian_filter(rng.standard_normal(shape, np.float32), sigma)
        return field * (deviation / max(field.std(), 1e-6))
