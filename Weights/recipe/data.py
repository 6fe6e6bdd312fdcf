"""The samples that training sees, made from lesions. Arrays are (z, y, x), points (z, y, x) in voxels.

A sample depends only on (seed, number), so a resumed training sees what an unbroken one would.
"""
import numpy as np
import torch
from scipy import ndimage

from cases import recist
from field import field_grid, half_width, resample
from pipeline import crop_box, halve, halvings, network_input, pad8

LESION, BACKGROUND, IGNORED = 1, 0, 2


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
    """Indexable by number: (image (channels, z, y, x), label (z, y, x), points (2, 3), source)."""

    def __init__(self, cases, config, synthesiser=None):
        self.settings = config["data"]
        self.pipeline = config["pipeline"]
        self.model = config["model"]
        self.seed = config["train"]["seed"]
        self.synthesiser = synthesiser
        self.by_source = {}
        for case in cases:
            self.by_source.setdefault(case.source, []).append(case)
        available = {*self.by_source, "synthetic" if synthesiser else None}
        shares = self.settings["mix"] or dict.fromkeys(sorted(self.by_source), 1)  # none: all sources alike
        mix = {source: share for source, share in shares.items() if source in available}
        if not mix:
            raise SystemExit(f"The mix names {', '.join(shares)}; the data has {', '.join(self.by_source)}.")
        self.sources = list(mix)
        self.weights = np.array(list(mix.values())) / sum(mix.values())

    def __len__(self):
        return 1 << 40

    def __getitem__(self, number):
        rng = np.random.default_rng([self.seed, number])
        source = self.sources[rng.choice(len(self.sources), p=self.weights)]
        if source == "synthetic":
            volume, mask, spacing = self.synthesiser.sample(rng)
        else:
            cases = self.by_source[source]
            case = cases[rng.integers(len(cases))]
            volume, mask, spacing = case.volume, case.mask, case.spacing
            if source == "lidc" and rng.random() < self.settings["lidc_extend"]:
                volume, mask = self.extend(volume, mask, rng)
        points = self.endpoints(mask == LESION, rng)
        view = self.field if self.pipeline.get("field") else self.native
        volume, label, points = view(volume, mask, spacing, points, rng)
        volume, label, points = self.flip(volume, label, points, rng)
        image = pad8(network_input(self.change_intensity(volume, rng), points, self.model))
        padded = torch.full(image.shape[1:], IGNORED)
        padded[: label.shape[0], : label.shape[1], : label.shape[2]] = torch.from_numpy(label.astype(np.int64))
        return image, padded, torch.from_numpy(points).float(), source

    def extend(self, volume, mask, rng):
        low, high = self.settings["extend_slices"]
        before, after = rng.integers(low, high + 1, 2)
        side = rng.integers(4)  # below, above, both, both
        # Only the surroundings of the lesion can enter the crop, so only they are painted.
        voxels = np.argwhere(mask.any(0))
        reach = max(34, int(1.2 * np.ptp(voxels, axis=0).max()))
        start = np.maximum(voxels.min(0) - reach, 0)
        stop = voxels.max(0) + reach + 1
        around = (slice(None), slice(start[0], stop[0]), slice(start[1], stop[1]))
        return extend_in_z(volume[around], mask[around], (before * (side != 1), after * (side != 0)), rng)

    def endpoints(self, lesion, rng):
        """Endpoints as readers place them: often close, sometimes voxels off, sometimes on a shorter chord."""
        s = self.settings
        points = recist(lesion)
        if rng.random() < s["short_chord"]:
            points = points.mean(0) + (points - points.mean(0)) * rng.uniform(0.75, 1)
        length = np.linalg.norm(points[0] - points[1])
        voxels, share = s["jitter_far"] if rng.random() < s["jitter_far_share"] else s["jitter_near"]
        radius = rng.uniform(0, min(voxels, share * length), 2)
        angle = rng.uniform(0, 2 * np.pi, 2)
        points[:, 1] += radius * np.sin(angle)
        points[:, 2] += radius * np.cos(angle)
        return np.clip(points, 0, np.array(lesion.shape) - 1.0)

    def field(self, volume, mask, spacing, points, rng):
        """The field of view that inference takes, shifted, scaled and turned at random."""
        s, shape = self.settings, np.array(volume.shape)
        settings = self.pipeline["field"]
        half = half_width(np.linalg.norm((points[1] - points[0]) * spacing), settings)
        voxels = np.full(3, s["field_voxels"])
        if rng.random() < s["wide"]:  # as in the second pass
            voxels[rng.integers(3)] *= settings["growth"]
        edge = 2 * half / s["field_voxels"] * np.exp(rng.uniform(-s["scale"], s["scale"]))
        edge = edge * np.exp(rng.uniform(-1, 1, 3) * s["stretch"])
        centre = points.mean(0) + rng.uniform(-s["shift"], s["shift"], 3) * half / spacing
        centre = np.clip(centre, 0, shape - 1)
        angle = rng.uniform(-np.pi, np.pi) if rng.random() < s["turn"] else 0
        c, d = abs(np.cos(angle)), abs(np.sin(angle))
        wide = np.ceil([voxels[0], c * voxels[1] + d * voxels[2], d * voxels[1] + c * voxels[2]])
        grid = field_grid(centre, edge, wide, spacing, shape)
        image = resample(volume, grid)
        lesion = resample(mask == LESION, grid)
        ignored = resample(mask == IGNORED, grid) if (mask == IGNORED).any() else np.zeros_like(lesion)
        points = grid.local(points)
        if angle:
            # What lies outside the volume turns in as air, and does not count.
            before = np.round((grid.start - grid.faces[0]) / grid.step - 0.5).astype(int) * [0, 1, 1]
            pads = np.maximum(np.stack([before, (wide - grid.count - before) * [0, 1, 1]], 1), 0).astype(int)
            image, lesion, ignored = (
                np.pad(a, pads, constant_values=value) for a, value in ((image, -1024), (lesion, 0), (ignored, 1))
            )
            image, lesion, ignored, points = turn(image, lesion, ignored, points + before, angle, voxels)
        return image, np.where(lesion >= 0.5, LESION, np.where(ignored > 0.3, IGNORED, BACKGROUND)), points

    def native(self, volume, mask, spacing, points, rng):
        """A box of the volume's own voxels around lesion and endpoints; now and then the one inference takes."""
        s = self.settings
        voxels = np.argwhere(mask == LESION)
        if rng.random() < s["inference_crop"]:
            low, high = crop_box(points, volume.shape, self.pipeline["margin"])
        else:
            large = np.ptp(voxels, axis=0).max() > 48
            margins = s["large_margin" if large else "margin"]
            corners = np.concatenate([[voxels.min(0)], [voxels.max(0)], points])
            low = np.floor(corners.min(0)).astype(int) - rng.integers(margins[0], margins[1] + 1, 3)
            high = np.ceil(corners.max(0)).astype(int) + 1 + rng.integers(margins[0], margins[1] + 1, 3)
            low, high = np.maximum(low, 0), np.minimum(high, volume.shape)
        box = tuple(slice(a, b) for a, b in zip(low, high))
        volume, mask, points = volume[box], mask[box], points - low
        if rng.random() < s["zoom"] and volume.size < 300_000:
            volume, mask, points = self.zoom(volume, mask, points, rng)
        counts = halvings(volume.shape, s["voxel_budget"])
        if any(counts):
            volume, points = halve(volume, points, counts)
            # A coarse voxel is lesion if at least half of what it covers is.
            strides = tuple(2**c for c in counts)
            lesion = torch.from_numpy((mask == LESION).astype(np.float32))[None]
            share = torch.nn.functional.avg_pool3d(lesion, strides, strides, ceil_mode=True, count_include_pad=False)
            mask = (share[0] >= 0.5).numpy().astype(np.uint8)
        return volume, mask, points

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


def turn(image, lesion, ignored, points, angle, voxels):
    """Turn in the axial plane by `angle` about the middle and cut to `voxels` (z, y, x)."""
    c, s = np.cos(angle), np.sin(angle)
    rotation = np.array([[1, 0, 0], [0, c, -s], [0, s, c]])
    shape = np.array([len(image), *voxels[1:]])
    old, new = (np.array(image.shape) - 1) / 2, (shape - 1) / 2
    offset = old - rotation @ new
    turned = [
        ndimage.affine_transform(a, rotation, offset, tuple(shape), order=1, mode="nearest") if a.any() else np.zeros(shape, a.dtype)
        for a in (image, lesion, ignored)
    ]
    return *turned, (points - old) @ rotation + new
