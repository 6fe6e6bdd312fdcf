"""Golden numbers: what this network computes at every stage, for the Swift tests to be held against.

Without arguments: a narrow random network, its weights in the shipped format and its stages.
With --weights: the stages of those weights on the same kind of input, for a check by hand.
"""
import argparse
import hashlib
from pathlib import Path

import torch

from export import read, save, write
from model import LiteENSAM

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parents[1] / "Tests" / "InferenceTests" / "Golden"
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
    "pipeline": {"margin": 32, "max_voxels": 2097152},
}


def recipe_hash():
    """SHA-256 over model.py followed by golden.py: when it differs, the golden files are stale."""
    return hashlib.sha256(b"".join((HERE / f).read_bytes() for f in ("model.py", "golden.py"))).hexdigest()


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
    windows = model.stem.weight.shape[1]
    image = torch.rand((1, windows, *SHAPE), generator=generator)
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
    for name, tensor in found.items():
        print(f"{name:20} {str(tuple(tensor.shape)):20} {tensor.min():9.4f} {tensor.max():9.4f}")


if __name__ == "__main__":
    main()
