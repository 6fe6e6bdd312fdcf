"""From a lesion's two endpoints to its mask, as the Swift program does it. Arrays are (z, y, x)."""
import numpy as np
import torch
import torch.nn.functional as F
from scipy import ndimage

from field import lesion_field, resample, resample_back


def window(volume, windows):
    """HU (z, y, x) -> (windows, z, y, x) float32 in [0, 1]"""
    volume = volume.astype(np.float32)
    return np.stack([np.clip((volume - low) / (high - low), 0, 1) for low, high in windows])


def line_channel(shape, points):
    """The diameter drawn softly: 1 on it, falling to 0 at half its length away. (1, z, y, x) float32"""
    a, b = np.asarray(points, np.float32)
    along = b - a
    length = max(float(np.linalg.norm(along)), 2.0)
    grid = [np.arange(n, dtype=np.float32).reshape([-1 if k == i else 1 for k in range(3)]) for i, n in enumerate(shape)]
    t = sum((g - p) * d for g, p, d in zip(grid, a, along)) / max(float(along @ along), 1e-12)
    t = np.clip(t, 0, 1)
    distance = np.sqrt(sum((g - p - t * d) ** 2 for g, p, d in zip(grid, a, along)))
    return np.maximum(1 - distance / (length / 2), 0)[None].astype(np.float32)


def network_input(volume, points, model_settings):
    """HU (z, y, x) -> the network's channels: one for each window, and the diameter's if it has one."""
    image = window(volume, model_settings["windows"])
    if model_settings.get("line"):
        image = np.concatenate([image, line_channel(volume.shape, points)])
    return torch.from_numpy(image)


def crop_box(points, shape, margin):
    """Bounding box of the (n, 3) points plus a margin on every side, clipped; lower and upper corner."""
    low = np.maximum(np.floor(points.min(0)).astype(int) - margin, 0)
    high = np.minimum(np.ceil(points.max(0)).astype(int) + 1 + margin, shape)
    return low, high


def halvings(shape, max_voxels):
    """How often each axis is halved until the crop fits: always the two largest axes, ties to z, then y."""
    shape, count = list(shape), [0, 0, 0]
    while np.prod(shape) > max_voxels:
        for axis in sorted(range(3), key=lambda a: -shape[a])[:2]:
            shape[axis] = -(-shape[axis] // 2)
            count[axis] += 1
    return count


def halve(volume, points, counts):
    """Max pooling, kernel and stride 2, the odd last voxel kept; HU (z, y, x) and (n, 3) points."""
    counts, volume = list(counts), torch.from_numpy(volume.astype(np.float32))[None, None]
    while any(counts):
        kernel = tuple(2 if c > 0 else 1 for c in counts)
        volume = F.max_pool3d(volume, kernel, kernel, ceil_mode=True)
        points = (points + 0.5) / np.array(kernel) - 0.5
        counts = [max(c - 1, 0) for c in counts]
    return volume[0, 0].numpy(), points


def pad8(image):
    """Zeros at the end of z, y, x up to multiples of 8."""
    z, y, x = (-n % 8 for n in image.shape[-3:])
    return F.pad(image, (0, x, 0, y, 0, z))


@torch.no_grad()
def run(model, volume, points, config):
    """HU on the network's grid -> logits on the same, the mean over the mirror images of the recipe."""
    device = next(model.parameters()).device
    total = 0
    for mirrored in config["pipeline"].get("mirrors", [""]):
        axes = ["zyx".index(a) for a in mirrored]
        local = points.copy()
        for axis in axes:
            local[:, axis] = volume.shape[axis] - 1 - local[:, axis]
        image = pad8(network_input(np.flip(volume, axes), local, config["model"]))
        logits = model(image[None].to(device), torch.from_numpy(local).float().to(device))[0, 0].cpu().float().numpy()
        total = total + np.flip(logits[: volume.shape[0], : volume.shape[1], : volume.shape[2]], axes)
    return np.ascontiguousarray(total / len(config["pipeline"].get("mirrors", [""])))


def segment(model, volume, spacing, points, config, growth=(1, 1, 1)):
    """HU volume (z, y, x), endpoints (2, 3) -> logits of a box of the volume's voxels, and the box."""
    settings = config["pipeline"]
    if settings.get("field"):
        grid = lesion_field(points, spacing, volume.shape, settings["field"], growth)
        logits = run(model, resample(volume, grid), grid.local(points), config)
        low, high = grid.box(volume.shape)
        return resample_back(logits, grid, low, high), (low, high)
    low, high = crop_box(points, volume.shape, settings["margin"])
    crop = volume[tuple(slice(a, b) for a, b in zip(low, high))]
    counts = halvings(crop.shape, settings["max_voxels"])
    logits = run(model, *halve(crop, points - low, counts), config)
    if any(counts):
        scale = [float(2**c) for c in counts]
        logits = F.interpolate(torch.from_numpy(logits)[None, None], scale_factor=scale, mode="trilinear")[0, 0].numpy()
    return logits[: crop.shape[0], : crop.shape[1], : crop.shape[2]], (low, high)


def keep_touched(positive, points):
    """The 26-connected pieces that the line between the (2, 3) points runs through; all if it meets none."""
    pieces, _ = ndimage.label(positive, np.ones((3, 3, 3)))
    samples = max(1, 2 * int(np.ceil(np.abs(points[1] - points[0]).max())))
    line = np.round(points[0] + np.linspace(0, 1, samples + 1)[:, None] * (points[1] - points[0])).astype(int)
    line = line[((line >= 0) & (line < positive.shape)).all(1)]
    touched = np.unique(pieces[tuple(line.T)])
    touched = touched[touched > 0]
    return np.isin(pieces, touched) if len(touched) else positive


def cut_axes(positive, low, high, shape):
    """Axes along which a mask reaches a face of its box that is not the volume's own."""
    cut = []
    for axis in range(3):
        ends = np.moveaxis(positive, axis, 0)
        cut.append((low[axis] > 0 and ends[0].any()) or (high[axis] < shape[axis] and ends[-1].any()))
    return np.array(cut)


def predict(model, volume, spacing, points, config):
    """The mask on the volume's own grid."""
    settings = config["pipeline"]
    logits, (low, high) = segment(model, volume, spacing, points, config)
    keep = keep_touched if settings.get("keep_touched", True) else lambda positive, _: positive
    positive = keep(logits > 0, points - low)
    cut = cut_axes(positive, low, high, volume.shape)
    if settings.get("field") and settings.get("second_pass", True) and cut.any():
        growth = np.where(cut, settings["field"]["growth"], 1)
        logits, (low, high) = segment(model, volume, spacing, points, config, growth)
        positive = keep(logits > 0, points - low)
    mask = np.zeros(volume.shape, bool)
    mask[tuple(slice(a, b) for a, b in zip(low, high))] = positive
    return mask


def dice(a, b):
    total = a.sum() + b.sum()
    return 2.0 * (a & b).sum() / total if total else 1.0
