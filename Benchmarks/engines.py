"""The peers' side of the comparison; `peers` starts this file once for each of them.

    engines.py prepare --weights FILE --size N --folder DIR   the input and the network as ONNX
    engines.py serve ENGINE --weights FILE --folder DIR --threads N --logits FILE
    engines.py compare REFERENCE FILE...                      raw logits, largest differences

`serve` speaks as `caliper bench --tensor --paced` does: it runs once and prints {"first_seconds": s},
runs again for each line on standard input and prints {"seconds": s}, and at the end of the input
writes its logits and prints a JSON object. Each engine imports only what it needs itself, so that
its peak memory is its own.
"""
import argparse
import json
import re
import sys
import time
from pathlib import Path

import numpy as np

RECIPE = Path(__file__).resolve().parents[1] / "Weights" / "recipe"
SEED = 20240817


def network(weights):
    """The recipe's PyTorch network with a file's weights -> (model, its part of config.json)."""
    sys.path.insert(0, str(RECIPE))
    import export

    return export.read(weights)


def read_input(folder):
    """-> image (1, windows, z, y, x) and points (2, 3), float32 arrays"""
    from safetensors.numpy import load_file

    tensors = load_file(Path(folder) / "input.safetensors")
    return tensors["image"][None], tensors["points"]


# --- The input and the ONNX file -----------------------------------------------------------------

def tissue(size, generator):
    """HU (z, y, x) of a made-up crop: air and soft tissue with structure of every size, and a lesion."""
    frequency = np.sqrt(sum(f**2 for f in np.meshgrid(*[np.fft.fftfreq(size)] * 3, indexing="ij")))
    spectrum = np.fft.fftn(generator.standard_normal((size,) * 3)) / np.maximum(frequency, 1 / size) ** 2
    smooth = np.fft.ifftn(spectrum).real
    smooth = (smooth - smooth.mean()) / smooth.std()
    hu = np.where(smooth > -0.3, 40 + 40 * smooth, -850 + 60 * smooth)
    z, y, x = np.meshgrid(*[np.arange(size) - size / 2] * 3, indexing="ij")
    hu[np.sqrt(z**2 + (y * 1.2) ** 2 + x**2) < 0.2 * size] = 60
    return (hu + 12 * generator.standard_normal(hu.shape)).astype(np.float32)


def prepare(weights, size, folder):
    import torch
    from safetensors.numpy import save_file

    model, config = network(weights)
    import pipeline  # of the recipe

    image = pipeline.window(tissue(size, np.random.default_rng(SEED)), config["model"]["windows"])
    middle = size / 2
    points = np.array([[middle, middle, 0.3 * size], [middle, middle, 0.7 * size]], np.float32)
    save_file({"image": np.ascontiguousarray(image, np.float32), "points": points}, Path(folder) / "input.safetensors")

    class FixedRotations(torch.nn.Module):
        """ONNX has no matrix exponential: the rotations of this very crop, as constants."""

        def __init__(self, position, points, size):
            super().__init__()
            from model import grid_positions

            tokens = size // 2 ** (len(config["model"]["channels"]) - 1)
            self.register_buffer("image", position(grid_positions((tokens,) * 3)))
            self.register_buffer("prompt", position((points + 0.5) / size))

        def forward(self, positions):
            return self.prompt if positions.shape[0] == self.prompt.shape[0] else self.image

    class Fixed(torch.nn.Module):
        def __init__(self, model, points):
            super().__init__()
            self.model, self.points = model, points

        def forward(self, image):
            return self.model(image, self.points)

    with torch.inference_mode():
        ends = torch.from_numpy(points)
        model.position = FixedRotations(model.position, ends, size)
        torch.onnx.export(
            Fixed(model, ends), (torch.from_numpy(image)[None],), str(Path(folder) / "network.onnx"),
            input_names=["image"], output_names=["logits"], opset_version=18, dynamo=False,
        )


# --- The engines: each a function from the options to one that runs the network once --------------

def eager(options, channels_last=False):
    import torch

    torch.set_num_threads(options.threads)
    image, points = (torch.from_numpy(array) for array in read_input(options.folder))
    model, _ = network(options.weights)
    if channels_last:
        model = model.to(memory_format=torch.channels_last_3d)
        image = image.to(memory_format=torch.channels_last_3d)

    def run():
        with torch.inference_mode():
            return model(image, points).contiguous().numpy()

    return run


def channels_last(options):
    return eager(options, channels_last=True)


def onnxruntime(options):
    import onnxruntime as ort

    settings = ort.SessionOptions()
    settings.intra_op_num_threads = options.threads
    settings.inter_op_num_threads = 1
    session = ort.InferenceSession(
        str(Path(options.folder) / "network.onnx"), settings, providers=["CPUExecutionProvider"])
    image, _ = read_input(options.folder)
    return lambda: session.run(None, {"image": image})[0]


def openvino(options):
    import openvino as ov

    core = ov.Core()
    model = core.compile_model(core.read_model(str(Path(options.folder) / "network.onnx")), "CPU", {
        "INFERENCE_NUM_THREADS": options.threads,
        "INFERENCE_PRECISION_HINT": "f32",
        "PERFORMANCE_HINT": "LATENCY",
        "ENABLE_HYPER_THREADING": True,  # else two threads of one core count as one
    })
    image, _ = read_input(options.folder)
    return lambda: model([image])[0]


ENGINES = {
    "pytorch": eager, "pytorch-channels-last": channels_last, "onnxruntime": onnxruntime, "openvino": openvino,
}


def peak_megabytes():
    """The high-water mark of this process's resident memory, in MB of 10^6 bytes."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) * 1024 / 1e6


def serve(options):
    run = ENGINES[options.engine](options)

    def timed(key):
        start = time.perf_counter()
        logits = run()
        seconds = time.perf_counter() - start
        print(json.dumps({key: seconds}), flush=True)
        return seconds, logits

    first, logits = timed("first_seconds")
    seconds = []
    for _ in sys.stdin:
        last, logits = timed("seconds")
        seconds.append(last)
    print(json.dumps({"seconds": seconds, "first_seconds": first, "peak_rss_mb": peak_megabytes()}))
    np.ascontiguousarray(logits, "<f4").tofile(options.logits)


def compare(reference, files):
    """For each file, max |difference| / max(1, max |reference|); infinity for another size or NaN."""
    expected = np.fromfile(reference, "<f4").astype(np.float64)
    differences = []
    for file in files:
        found = np.fromfile(file, "<f4")
        fits = found.shape == expected.shape and np.isfinite(found).all()
        differences.append(
            float(np.abs(found - expected).max() / max(1, np.abs(expected).max())) if fits else float("inf"))
    print(json.dumps({
        "differences": differences, "minimum": expected.min(), "maximum": expected.max(),
        "positive": float((expected > 0).mean()),
    }))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    tasks = parser.add_subparsers(dest="task", required=True)
    task = tasks.add_parser("prepare")
    task.add_argument("--weights", required=True)
    task.add_argument("--size", type=int, required=True)
    task.add_argument("--folder", required=True)
    task = tasks.add_parser("serve")
    task.add_argument("engine", choices=ENGINES)
    task.add_argument("--weights", required=True)
    task.add_argument("--folder", required=True)
    task.add_argument("--threads", type=int, required=True)
    task.add_argument("--logits", required=True)
    task = tasks.add_parser("compare")
    task.add_argument("reference")
    task.add_argument("files", nargs="*")
    options = parser.parse_args()
    if options.task == "prepare":
        prepare(options.weights, options.size, options.folder)
    elif options.task == "serve":
        serve(options)
    else:
        compare(options.reference, options.files)


if __name__ == "__main__":
    main()
