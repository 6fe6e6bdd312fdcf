"""From a lesion's two endpoints to its mask, as the Swift program does it. Arrays are (z, y, x)."""
import numpy as np
import torch
import torch.nn.functional as F
from scipy import ndimage


def window(volume, windows):
    """HU (z, y, x) -> (windows, z, y, x) float32 in [0, 1]"""
    volume = volume.astype(np.float32)
    return np.stack([np.clip((volume - low) / (high - low), 0, 1) for low, high in windows])


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


def halve(image, points, counts):
    """Max pooling, kernel and stride 2, the odd last voxel kept; (c, z, y, x) tensor and (n, 3) points."""
    counts = list(counts)
    while any(counts):
        kernel = tuple(2 if c > 0 else 1 for c in counts)
        image = F.max_pool3d(image[None], kernel, kernel, ceil_mode=True)[0]
        points = (points + 0.5) / torch.tensor(kernel) - 0.5
        counts = [max(c - 1, 0) for c in counts]
    return image, points


def pad8(image):
    """Zeros at the end of z, y, x up to multiples of 8."""
    z, y, x = (-n % 8 for n in image.shape[-3:])
    return F.pad(image, (0, x, 0, y, 0, z))


@torch.no_grad()
def segment(model, volume, points, settings, windows):
    """HU volume (z, y, x) and endpoints (2, 3) -> logits of the crop (float32 array), and the crop's box."""
    low, high = crop_box(points, volume.shape, settings["margin"])
    crop = volume[tuple(slice(a, b) for a, b in zip(low, high))]
    counts = halvings(crop.shape, settings["max_voxels"])
    image = torch.from_numpy(window(crop, windows))
    image, local = halve(image, torch.from_numpy(points - low).float(), counts)
    device = next(model.parameters()).device
    logits = model(pad8(image)[None].to(device), local.to(device)).cpu()[..., : image.shape[1], : image.shape[2], : image.shape[3]]
    if any(counts):
        scale = [float(2**c) for c in counts]
        logits = F.interpolate(logits, scale_factor=scale, mode="trilinear", align_corners=False)
    return logits[0, 0, : crop.shape[0], : crop.shape[1], : crop.shape[2]].numpy(), (low, high)


def keep_touched(positive, points):
    """The 26-connected pieces that the line between the (2, 3) points runs through; all if it meets none."""
    pieces, _ = ndimage.label(positive, np.ones((3, 3, 3)))
    samples = max(1, 2 * int(np.ceil(np.abs(points[1] - points[0]).max())))
    line = np.round(points[0] + np.linspace(0, 1, samples + 1)[:, None] * (points[1] - points[0])).astype(int)
    line = line[((line >= 0) & (line < positive.shape)).all(1)]
    touched = np.unique(pieces[tuple(line.T)])
    touched = touched[touched > 0]
    return np.isin(pieces, touched) if len(touched) else positive


def predict(model, volume, points, settings, windows):
    """The mask on the volume's own grid."""
    logits, (low, high) = segment(model, volume, points, settings, windows)
    mask = np.zeros(volume.shape, bool)
    mask[tuple(slice(a, b) for a, b in zip(low, high))] = keep_touched(logits > 0, points - low)
    return mask


def dice(a, b):
    total = a.sum() + b.sum()
    return 2.0 * (a & b).sum() / total if total else 1.0
