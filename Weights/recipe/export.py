"""Write a checkpoint's averaged weights as the safetensors file that Caliper reads."""
import argparse
import json
import struct
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file

from model import LiteENSAM

FORMAT = "caliper-lite-ensam-1"
LICENCE = "CC BY-NC-SA 4.0"


def metadata(config, training):
    """Safetensors metadata is strings only; lists are JSON."""
    model, pipeline = config["model"], config["pipeline"]
    return {
        "format": FORMAT,
        "channels": json.dumps(model["channels"]),
        "blocks": json.dumps(model["blocks"]),
        "heads": str(model["heads"]),
        "attention_blocks": str(model["attention_blocks"]),
        "embedding_width": str(model["channels"][-1]),
        "windows": json.dumps(model["windows"], separators=(",", ":")),
        "margin": str(pipeline["margin"]),
        "max_voxels": str(pipeline["max_voxels"]),
        "licence": LICENCE,
        "training": training,
    }


def save(tensors, path, metadata):
    """safetensors, float32, tightly packed in the order of names; unlike the library's, the same bytes each time."""
    header, offset, arrays = {"__metadata__": metadata}, 0, []
    for name in sorted(tensors):
        array = tensors[name].detach().float().contiguous().numpy()
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [offset, offset + array.nbytes]}
        offset += array.nbytes
        arrays.append(array)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for array in arrays:
            file.write(array.tobytes())


def write(model, config, path, training):
    save(model.state_dict(), path, metadata(config, training))


def read(path):
    """A weights file -> (model, its part of config.json)."""
    with safe_open(path, "pt") as file:
        m = file.metadata()
    config = {
        "model": {
            "windows": json.loads(m["windows"]), "channels": json.loads(m["channels"]),
            "blocks": json.loads(m["blocks"]), "heads": int(m["heads"]),
            "attention_blocks": int(m["attention_blocks"]),
        },
        "pipeline": {"margin": int(m["margin"]), "max_voxels": int(m["max_voxels"])},
    }
    model = LiteENSAM(**config["model"]).eval()
    model.load_state_dict(load_file(path))
    return model, config


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from-checkpoint", type=Path, required=True)
    parser.add_argument("--to", type=Path, default=Path(__file__).resolve().parents[1] / "lite-ensam.safetensors")
    arguments = parser.parse_args()
    state = torch.load(arguments.from_checkpoint, weights_only=False)
    model = LiteENSAM(**state["config"]["model"])
    model.load_state_dict(state["ema"])
    hours = state["elapsed"] / 3600
    training = f"{state['samples']} samples in {state['step']} steps, {hours:.2f} h on two CPU cores, averaged weights"
    write(model, state["config"], arguments.to, training)
    print(f"{arguments.to}: {arguments.to.stat().st_size / 1e6:.2f} MB, {training}")


if __name__ == "__main__":
    main()
