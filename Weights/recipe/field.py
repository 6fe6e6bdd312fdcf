"""The field of view of one lesion: a grid of cubic voxels scaled to the RECIST diameter.

Whatever the size of a lesion and the spacing of its CT, the network sees the diameter across about the
same number of voxels, and as thick as it is wide. Arrays are (z, y, x); positions are voxel indices of
the volume, a voxel's centre at its index.
"""
from dataclasses import dataclass

import numpy as np

# Rounding must not decide whether a voxel on the field's very face counts.
TOLERANCE = 1e-6


@dataclass
class Grid:
    start: np.ndarray  # (3,) where the first voxel's centre lies, in the volume's indices
    step: np.ndarray  # (3,) from one voxel to the next, in the volume's voxels
    count: np.ndarray  # (3,)
    faces: np.ndarray  # (2, 3) of the whole field, what lies outside the volume included

    def local(self, points):
        """(n, 3) positions in the volume -> in this grid"""
        return (points - self.start) / self.step

    def box(self, shape):
        """The volume's voxels whose centres lie inside the grid: lower and (exclusive) upper corner."""
        low = np.ceil(self.faces[0] - TOLERANCE)
        high = np.floor(self.faces[1] + TOLERANCE) + 1
        return np.maximum(low, 0).astype(int), np.minimum(high, shape).astype(int)


def half_width(diameter, settings):
    """From the diameter's middle to the field's face, mm, for a diameter in mm."""
    return max(settings["reach"] * diameter, diameter / 2 + settings["context_mm"])


def field_grid(centre, edge, voxels, spacing, shape):
    """`voxels` (3,) of `edge` mm (3,) around `centre`, less what lies outside the volume."""
    step = edge / spacing
    first = centre - (np.asarray(voxels) - 1) / 2 * step
    low = np.maximum(np.ceil((-0.5 - first) / step - TOLERANCE), 0)
    high = np.minimum(np.floor((shape - 0.5 - first) / step + TOLERANCE), np.asarray(voxels) - 1)
    # A volume thinner than the grid's step may fall between two of its planes.
    thin = high < low
    start = np.where(thin, np.clip(centre, 0, np.asarray(shape) - 1), first + low * step)
    faces = np.stack([first - 0.5 * step, first + (np.asarray(voxels) - 0.5) * step])
    return Grid(start, step, np.where(thin, 1, high - low + 1).astype(int), faces)


def lesion_field(points, spacing, shape, settings, growth=(1, 1, 1)):
    """The field of inference for the endpoints (2, 3); `growth` widens it along z, y, x."""
    diameter = np.linalg.norm((points[1] - points[0]) * spacing)
    edge = 2 * half_width(diameter, settings) / settings["voxels"]
    voxels = np.round(settings["voxels"] * np.asarray(growth))
    return field_grid(points.mean(0), np.full(3, edge), voxels, spacing, np.asarray(shape))


def weights(size, start, step, count):
    """(count, size): samples at start + j step of a line of `size` values.

    Linear interpolation where the step is below one, else the mean under a triangle two steps wide, so
    that nothing finer than the step is aliased; ends are repeated.
    """
    positions = start + step * np.arange(count)
    w = np.maximum(1 - np.abs(np.arange(size) - positions[:, None]) / max(1.0, step), 0)
    return (w / w.sum(1, keepdims=True)).astype(np.float32)


def apply(array, matrices):
    """Each axis of (z, y, x) multiplied by its own (out, in) matrix."""
    array = array @ matrices[2].T
    array = matrices[1] @ array
    return np.tensordot(matrices[0], array, 1)


def resample(volume, grid):
    """The volume's values (any real type) at the grid's voxels, float32."""
    reach = np.maximum(1.0, grid.step)
    low = np.maximum(np.floor(grid.start - reach), 0).astype(int)
    high = np.minimum(np.ceil(grid.start + (grid.count - 1) * grid.step + reach) + 1, volume.shape).astype(int)
    part = volume[tuple(slice(a, b) for a, b in zip(low, high))].astype(np.float32)
    return apply(part, [weights(*a) for a in zip(part.shape, grid.start - low, grid.step, grid.count)])


def resample_back(values, grid, low, high):
    """Values at the grid's voxels -> at the volume's voxels of the box low..<high."""
    return apply(values, [weights(*a) for a in zip(values.shape, (low - grid.start) / grid.step, 1 / grid.step, high - low)])
