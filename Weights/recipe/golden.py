"""Golden numbers: what this network computes at every stage, for the Swift tests to be held against.

Without arguments: a narrow random network, its weights in the shipped format and its stages.
With --weights: the stages of those weights on the same kind of input, for a check by hand.
"""
import argparse
import hashlib
from pathlib import Path

import numpy as np
import torch

from export import read, save, write
from field import lesion_field, resample, resample_back
from model import LiteENSAM
from pipeline import network_input, pad8

HERE = Path(__file__).resolve().parent
TESTS = HERE.parents[1] / "Tests"
FOLDER, FIELD_FOLDER = TESTS / "InferenceTests" / "Golden", TESTS / "SegmentationTests" / "Golden"
SHAPE = (24, 32, 40)
POINTS = [[9.0, 11.0, 8.0], [9.0, 20.5, 26.25]]  # z, y, x in voxels of the padded crop
CONFIG = {
    "model": {
        "windows": [[-1000, 500], [-160, 240]],
        "channels": [4, 8, 16, 32],
        "blocks": [1, 1, 2, 4],
        "heads": 4,
        "attention_blocks": 2,
    },
    "pipeline": {"margin": 32, "max_voxels": 2097152, "mirrors": [""]},
}
# What the network's input is made from and its logits go back to: a volume (z, y, x) of thick slices,
# coarser than the field along z and finer along y, whose field reaches beyond it.
FIELD = {"voxels": 16, "reach": 1.0, "context_mm": 8.0, "growth": 1.5}
FIELD_SHAPE, FIELD_SPACING = (9, 40, 30), (4.0, 0.75, 1.5)
FIELD_POINTS = [[4, 9, 6], [4, 27, 17]]
FILES = ("model.py", "field.py", "pipeline.py", "golden.py")


def recipe_hash():
    """SHA-256 over the files that decide the numbers: when it differs, the golden files are stale."""
    return hashlib.sha256(b"".join((HERE / name).read_bytes() for name in FILES)).hexdigest()


def random_network(generator):
    """Every parameter away from its initial value, so that no layer can be skipped unnoticed."""
    model = LiteENSAM(**CONFIG["model"]).eval()
    with torch.no_grad():
        for name, p in model.named_parameters():
            noise = torch.randn(p.shape, generator=generator)
            if name == "position.generator":
                p.copy_(torch.rand(p.shape, generator=generator) * 6.28)
            elif name == "head.bias":
                p.fill_(-0.5)
            elif p.ndim == 5:
                p.copy_(noise * (1 / p[0].numel()) ** 0.5)
            elif name.endswith(("scale", "step")) or ".norm" in name and name.endswith("weight"):
                p.copy_(1 + 0.3 * noise)
            elif ".norm" in name:
                p.copy_(0.2 * noise)
            else:
                p.copy_(noise)
    model.normalise_rows()
    return model


def stages(model, generator):
    channels = model.stem.weight.shape[1]
    image = torch.rand((1, channels, *SHAPE), generator=generator)
    # A bright ball gives the field some structure beyond noise.
    z, y, x = torch.meshgrid(*[torch.arange(n) for n in SHAPE], indexing="ij")
    ball = ((z - 9) * 2) ** 2 + (y - 15) ** 2 + (x - 17) ** 2 < 100
    image = torch.where(ball, 0.6 + 0.4 * image, 0.6 * image)
    points = torch.tensor(POINTS)
    found = {"input": image[0].contiguous(), "points": points}

    def record(name, tensor):
        if tensor.ndim == 5:
            tensor = tensor[0]
        found[name] = tensor.detach().contiguous().clone()

    with torch.no_grad():
        model(image, points, record)
    return found


def field_stages(generator):
    """The field of view of one lesion: volume in, the network's input; logits in, the volume's."""
    volume = (torch.randn(FIELD_SHAPE, generator=generator) * 300).round().numpy()
    points, spacing = np.array(FIELD_POINTS, float), np.array(FIELD_SPACING)
    found = {"volume": volume, "spacing": spacing, "points": points, "field": np.array(list(FIELD.values()))}
    for name, growth in (("", (1, 1, 1)), ("grown.", (1.5, 1, 1.5))):
        grid = lesion_field(points, spacing, volume.shape, FIELD, growth)
        image = pad8(network_input(resample(volume, grid), grid.local(points), CONFIG["model"]))
        logits = torch.randn(tuple(grid.count), generator=generator).numpy()
        low, high = grid.box(volume.shape)
        found |= {
            f"{name}input": image.numpy(), f"{name}endpoints": grid.local(points), f"{name}logits": logits,
            f"{name}low": low, f"{name}back": resample_back(logits, grid, low, high),
        }
    return {name: torch.from_numpy(np.ascontiguousarray(array)) for name, array in found.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--weights", type=Path, help="a weights file to run instead of the random network")
    parser.add_argument("--to", type=Path, help="folder to write to")
    arguments = parser.parse_args()
    generator = torch.Generator().manual_seed(20)
    if arguments.weights:
        model, _ = read(arguments.weights)
    else:
        model = random_network(generator)
    folder = arguments.to or (Path.cwd() if arguments.weights else FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    if not arguments.weights:
        write(model, CONFIG, folder / "golden-weights.safetensors", "none: random numbers for tests")
    found = stages(model, generator)
    save(found, folder / "golden-stages.safetensors", {"recipe_sha256": recipe_hash()})
    if not arguments.weights:
        FIELD_FOLDER.mkdir(parents=True, exist_ok=True)
        save(field_stages(generator), FIELD_FOLDER / "golden-field.safetensors", {"recipe_sha256": recipe_hash()})
    for name, tensor in found.items():
        print(f"{name:20} {str(tuple(tensor.shape)):20} {tensor.min():9.4f} {tensor.max():9.4f}")


if __name__ == "__main__":
    main()
