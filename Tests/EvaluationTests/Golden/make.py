"""Golden numbers of the surface metrics: what DeepMind's surface-distance says of random masks.

    python -m venv .venv && .venv/bin/pip install numpy scipy surface-distance-based-measures==0.1
    .venv/bin/python make.py        # writes surface-areas.tsv and surface-distances.tsv beside itself
    .venv/bin/python make.py --fresh SEED FILE    # other masks, as many, to a file of one's own

Masks are written as the hexadecimal digits of numpy.packbits, x fastest. Spacings are those of
single precision, as a NIfTI header stores them, written to two decimals. Where both masks are empty
the package says nothing, so there is no such row.
"""
import sys
from pathlib import Path

import numpy as np

# Names that the package uses and numpy has dropped, each in some releases.
for name, value in (("bool", bool), ("Inf", np.inf)):
    if not hasattr(np, name):
        setattr(np, name, value)
from surface_distance import lookup_tables, metrics  # noqa: E402

HERE = Path(__file__).resolve().parent
TOLERANCES = (0, 0.5, 1, 2, 3, 5, 10)
PERCENTILES = (80, 90, 95, 100)
SPACINGS = ((1, 1, 1), (0.7, 0.7, 5), (0.8, 0.8, 2.5), (3, 0.5, 1.25), (5, 2, 0.61))


def widened(spacing):
    return [float(np.float32(s)) for s in spacing]


def spacing_text(spacing):
    return ",".join(f"{s:.2f}" for s in spacing)


def numbers(values):
    return ",".join(repr(float(v)) for v in values)


def area_table():
    """The area of each pattern: bit x + 2 y + 4 z for the voxel at (x, y, z)."""
    # Where the package's own code keeps that voxel.
    weights = np.asarray(lookup_tables.ENCODE_NEIGHBOURHOOD_3D_KERNEL)
    lines = ["pattern\t" + "\t".join(map(spacing_text, SPACINGS))]
    tables = [
        lookup_tables.create_table_neighbour_code_to_surface_area(widened(s)) for s in SPACINGS]
    for pattern in range(256):
        code = sum(
            int(weights[b & 1, b >> 1 & 1, b >> 2]) for b in range(8) if pattern >> b & 1)
        lines.append(f"{pattern}\t" + "\t".join(repr(float(t[code])) for t in tables))
    return lines


def ball(shape, spacing, centre, radius):
    axes = [(np.arange(n) - c) * s for n, c, s in zip(shape, centre, spacing)]
    x, y, z = np.meshgrid(*axes, indexing="ij")
    return x * x + y * y + z * z <= radius * radius


def masks(random):
    """Names, spacings and pairs of masks."""
    for spacing in SPACINGS:
        shape = tuple(int(n) for n in random.integers(5, 9, 3))
        for density in (0.03, 0.5, 0.9):
            pair = [random.random(shape) < density for _ in range(2)]
            yield f"noise of density {density}", spacing, pair
        extent = np.array(spacing) * 9
        radius = extent.min() * 0.45 + max(spacing) * 0.4
        shape = tuple(min(24, int(2 * radius / s) + 4) for s in spacing)
        middle = (np.array(shape) - 1) / 2
        pair = [
            ball(shape, spacing, middle + random.uniform(-1.5, 1.5, 3), radius * f)
            for f in (1, 0.8)]
        yield "balls", spacing, pair
        rough = [m ^ (random.random(shape) < 0.02) for m in pair]
        yield "balls with specks", spacing, rough
        slab = np.zeros((9, 8, 7), bool)
        slab[:, :, 3] = True
        other = np.zeros_like(slab)
        other[1:, :7, 4:6] = random.random((8, 7, 2)) < 0.8
        yield "slab of one slice", spacing, [slab, other]
        one = np.zeros((6, 7, 5), bool)
        one[0, 6, 0] = True
        two = np.zeros_like(one)
        two[5, 0, 4] = True
        yield "single voxels in opposite corners", spacing, [one, two]
        yield "full volume against one voxel", spacing, [np.ones_like(one), one]


def empty_masks(random):
    """One of the masks without a voxel."""
    for spacing in SPACINGS[:2]:
        some = random.random((5, 6, 4)) < 0.3
        none = np.zeros_like(some)
        yield "nothing found", spacing, [some, none]
        yield "nothing there", spacing, [none, some]


def fresh_masks(random):
    """Masks of all shapes and spacings, those a single voxel wide among them."""
    for number in range(40):
        spacing = tuple(round(float(s), 2) for s in random.uniform(0.3, 5, 3))
        shape = tuple(int(n) for n in random.integers(1, 26, 3))
        extent = np.array(spacing) * shape
        kind = number % 4
        if kind == 0:
            pair = [random.random(shape) < random.choice([0.01, 0.5, 0.97]) for _ in range(2)]
        else:
            middle = (np.array(shape) - 1) / 2
            radius = extent.max() * random.uniform(0.1, 0.6)
            pair = [
                ball(shape, spacing, middle + random.uniform(-2, 2, 3), radius * random.uniform(0.7, 1))
                for _ in range(2)]
            if kind == 2:
                pair = [m ^ (random.random(shape) < 0.02) for m in pair]
        if kind == 3:
            pair[1][:] = False
            pair[1][tuple(int(random.integers(0, n)) for n in shape)] = True
        if not pair[0].any() and not pair[1].any():
            pair[0][:] = True
        yield f"fresh {number}", spacing, pair


def distance_table(pairs):
    lines = [
        "name\tshape\tspacing\treference\tprediction\tareas\tnsd "
        + ",".join(map(str, TOLERANCES)) + "\thausdorff " + ",".join(map(str, PERCENTILES))]
    for name, spacing, (a, b) in pairs:
        assert a.any() or b.any(), name
        found = metrics.compute_surface_distances(a, b, widened(spacing))
        packed = [np.packbits(m.ravel(order="F")).tobytes().hex() for m in (a, b)]
        lines.append("\t".join([
            name, ",".join(map(str, a.shape)), spacing_text(spacing), *packed,
            numbers([found["surfel_areas_gt"].sum(), found["surfel_areas_pred"].sum()]),
            numbers(metrics.compute_surface_dice_at_tolerance(found, t) for t in TOLERANCES),
            numbers(metrics.compute_robust_hausdorff(found, p) for p in PERCENTILES)]))
    return lines


def main():
    if sys.argv[1:2] == ["--fresh"]:
        seed, file = int(sys.argv[2]), Path(sys.argv[3])
        file.write_text("\n".join(distance_table(fresh_masks(np.random.default_rng(seed)))) + "\n")
        return
    (HERE / "surface-areas.tsv").write_text("\n".join(area_table()) + "\n")
    random = np.random.default_rng(20180912)
    pairs = [*masks(random), *empty_masks(random)]
    (HERE / "surface-distances.tsv").write_text("\n".join(distance_table(pairs)) + "\n")


if __name__ == "__main__":
    main()
