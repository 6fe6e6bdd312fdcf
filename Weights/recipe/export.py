"""Write a network's weights as the safetensors file that Caliper reads.

The state may come from this recipe's train.py or from elsewhere: any PyTorch checkpoint of the same
architecture. NAMES says how its tensors may be called.
"""
import argparse
import json
import re
import struct
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file

from model import LiteENSAM

FORMAT = "caliper-lite-ensam-2"
LICENCE = "CC BY-NC-SA 4.0"

# (pattern of a name elsewhere, name here); the first that matches the whole name is taken, and again
# until none does. Extended by --names, a JSON list of such pairs.
NAMES = [
    (r"(?:(?:module|model|net|network|_orig_mod)\.)+(.+)", r"\1"),
    (r"(.+)\.parametrizations\.weight\.original", r"\1.weight"),
    (r"(.+)\.conv\.weight", r"\1.weight"),
    (r"encoder\.levels\.(.+)", r"encoder.\1"),
    (r"(?:encoders?|down)\.(\d+)\.(?:downsample|strided)\.weight", r"encoder.\1.down.weight"),
    (r"decoders\.(.+)", r"decoder.\1"),
    (r"prompt_encoder\.(?:point|point_embedding)(?:\.weight)?", r"prompt.point"),
    (r"(?:lie_?re|rope|positional?_encoding)\.(?:generator|A|freqs)", r"position.generator"),
    (r"attention\.(.+)\.(self_attn|self_attention)\.(.+)", r"attention.\1.prompt_self.\3"),
    (r"attention\.(.+)\.(cross_attn_token_to_image)\.(.+)", r"attention.\1.prompt_to_image.\3"),
    (r"attention\.(.+)\.(cross_attn_image_to_token)\.(.+)", r"attention.\1.image_to_prompt.\3"),
    (r"(.+)\.(q|k|v|out)_proj\.weight", r"\1.\2.weight"),
    (r"(?:final|segmentation_head|out_conv)\.(weight|bias)", r"head.\1"),
]
# Where a checkpoint keeps its tensors; the first that it has is taken, averaged weights before others.
STATES = ("ema", "model_ema", "state_dict", "model_state_dict", "model")


def metadata(config, training, licence=LICENCE):
    """Safetensors metadata is strings only; lists are JSON."""
    model, pipeline = config["model"], config["pipeline"]
    if model.get("skips", "concat") != "concat" or model.get("line"):
        raise SystemExit("Caliper runs networks with concatenated skips and without a drawn diameter; this is another.")
    found = {
        "format": FORMAT,
        "channels": json.dumps(model["channels"]),
        "blocks": json.dumps(model["blocks"]),
        "heads": str(model["heads"]),
        "attention_blocks": str(model["attention_blocks"]),
        "embedding_width": str(model["channels"][-1]),
        "windows": json.dumps(model["windows"], separators=(",", ":")),
        "mirrors": json.dumps(pipeline.get("mirrors", [""]), separators=(",", ":")),
        "margin": str(pipeline["margin"]),
        "max_voxels": str(pipeline["max_voxels"]),
        "licence": licence,
        "training": training,
    }
    if pipeline.get("field"):
        found |= {f"field_{key}": str(value) for key, value in pipeline["field"].items()}
    return found


def save(tensors, path, metadata):
    """safetensors, float32, tightly packed in the order of names; unlike the library's, the same bytes each time."""
    header, offset, arrays = {"__metadata__": metadata}, 0, []
    for name in sorted(tensors):
        array = tensors[name].detach().cpu().float().contiguous().numpy()
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [offset, offset + array.nbytes]}
        offset += array.nbytes
        arrays.append(array)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for array in arrays:
            file.write(array.tobytes())


def write(model, config, path, training, licence=LICENCE):
    save(model.state_dict(), path, metadata(config, training, licence))


def read(path):
    """A weights file -> (model, its parts "model" and "pipeline" of config.json)."""
    with safe_open(path, "pt") as file:
        m = file.metadata()
    if m.get("format") != FORMAT:
        raise SystemExit(f"{path}: is of format {m.get('format')!r}, not {FORMAT!r}.")
    config = {
        "model": {
            "windows": json.loads(m["windows"]), "channels": json.loads(m["channels"]),
            "blocks": json.loads(m["blocks"]), "heads": int(m["heads"]),
            "attention_blocks": int(m["attention_blocks"]),
        },
        "pipeline": {
            "margin": int(m["margin"]), "max_voxels": int(m["max_voxels"]), "mirrors": json.loads(m["mirrors"]),
        },
    }
    if "field_voxels" in m:
        config["pipeline"]["field"] = {
            "voxels": int(m["field_voxels"]), "reach": float(m["field_reach"]),
            "context_mm": float(m["field_context_mm"]), "growth": float(m["field_growth"]),
        }
    model = LiteENSAM(**config["model"]).eval()
    model.load_state_dict(load_file(path))
    return model, config


def own_name(name, table):
    """A tensor's name here. A pattern is not applied twice, so a table cannot turn in circles."""
    rules = list(table)
    while True:
        for rule in rules:
            match = re.fullmatch(rule[0], name)
            if match and match.expand(rule[1]) != name:
                name = match.expand(rule[1])
                rules.remove(rule)
                break
        else:
            return name


def state_of(checkpoint):
    """The tensors of a checkpoint, wherever it keeps them."""
    for key in STATES:
        if isinstance(checkpoint.get(key), dict):
            return checkpoint[key]
    return checkpoint


def fit(state, model, table):
    """Load a state of other names into a model; every tensor that is missing, left over or misshapen is named."""
    wanted, found, problems = model.state_dict(), {}, []
    for name, tensor in state.items():
        if not torch.is_tensor(tensor) or name.endswith("num_batches_tracked"):
            continue
        own = own_name(name, table)
        called = f"{own!r}" if own == name else f"{own!r} (there {name!r})"
        if own not in wanted:
            problems.append(f"{called} is no part of this network")
        elif own in found:
            problems.append(f"{called} is there twice")
        elif tensor.shape != wanted[own].shape:
            problems.append(f"{called} has the shape {tuple(tensor.shape)}, not {tuple(wanted[own].shape)}")
        else:
            found[own] = tensor
    given = {own_name(name, table) for name in state}
    problems += [f"{name!r} of shape {tuple(wanted[name].shape)} is missing" for name in wanted if name not in given]
    if problems:
        more = f"\n  ... and {len(problems) - 20} more" if len(problems) > 20 else ""
        raise SystemExit("The checkpoint does not fit the network of the configuration:\n  " + "\n  ".join(problems[:20]) + more)
    model.load_state_dict(found)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from-checkpoint", type=Path, required=True, help="a .pt, .pth or .safetensors file")
    parser.add_argument("--to", type=Path, default=Path(__file__).resolve().parents[1] / "lite-ensam.safetensors")
    parser.add_argument("--config", type=Path, help="config.json of the network, when the checkpoint has none")
    parser.add_argument("--names", type=Path, help="JSON list of [pattern, name] that goes before the table")
    parser.add_argument("--training", help="a line on the training; made from the checkpoint where it can be")
    parser.add_argument("--licence", default=LICENCE)
    arguments = parser.parse_args()
    path = arguments.from_checkpoint
    if path.suffix == ".safetensors":
        checkpoint = load_file(path)
    else:
        # A checkpoint from elsewhere must not run code.
        checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    config = json.loads(arguments.config.read_text()) if arguments.config else checkpoint.get("config")
    if not isinstance(config, dict):
        config = json.loads(Path(__file__).with_name("config.json").read_text())
    table = [*(json.loads(arguments.names.read_text()) if arguments.names else []), *NAMES]
    model = LiteENSAM(**config["model"])
    fit(state_of(checkpoint), model, table)
    training = arguments.training
    if not training and "samples" in checkpoint:
        training = f"{checkpoint['samples']} samples in {checkpoint['step']} steps, {checkpoint['elapsed'] / 3600:.2f} h, averaged weights"
    write(model, config, arguments.to, training or f"elsewhere; {path.name}", arguments.licence)
    print(f"{arguments.to}: {arguments.to.stat().st_size / 1e6:.2f} MB, {training or path.name}")


if __name__ == "__main__":
    main()
