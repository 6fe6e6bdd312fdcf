"""A picture of what the network learns from: implanted lesions beside real ones, as they enter it.

Each in the axial slice of its diameter, outlined; to be looked at before every training.
"""
import argparse
import json
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

from cases import data_folder, load_cases
from data import LESION, Samples
from synthetic import synthesiser_for

COLUMNS = 10


def of_source(samples, wanted, count):
    """The first `count` samples of real or of implanted lesions, fewer where they are rare."""
    found, number = [], 0
    while len(found) < count and number < 20 * count:
        sample = samples[number]
        if (sample[3] == "synthetic") == wanted:
            found.append(sample)
        number += 1
    return found


def draw(axis, sample):
    image, label, points, source = sample
    z = min(max(int(points[0, 0].round()), 0), len(label) - 1)
    # The lung window for lesions amid air, else the one for soft tissue.
    channel = 0 if image[0, z].median() < 0.45 or len(image) == 1 else 1
    axis.imshow(image[channel, z], cmap="gray", vmin=0, vmax=1)
    axis.contour(label[z] == LESION, [0.5], colors="red", linewidths=0.6)
    axis.plot(points[:, 2], points[:, 1], color="cyan", lw=0.6)
    axis.set_title(source, fontsize=6, pad=2)


def picture(samples, path, count=50):
    """`count` implanted lesions above `count` real ones."""
    rows = 2 * -(-count // COLUMNS)
    figure, axes = plt.subplots(rows, COLUMNS, figsize=(1.4 * COLUMNS, 1.5 * rows))
    for axis in axes.flat:
        axis.axis("off")
    both = [of_source(samples, synthetic, count) for synthetic in (True, False)]
    for half, drawn in zip((axes[: rows // 2], axes[rows // 2 :]), both):
        for axis, sample in zip(half.flat, drawn):
            draw(axis, sample)
    figure.tight_layout(pad=0.3)
    figure.savefig(path, dpi=100)
    plt.close(figure)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("config.json"))
    parser.add_argument("--to", type=Path, default=Path("samples.png"))
    arguments = parser.parse_args()
    folder = data_folder(arguments.data)
    cases = load_cases(folder, "train")
    config = json.loads(arguments.config.read_text())
    picture(Samples(cases, config, synthesiser_for(config, folder, cases)), arguments.to)


if __name__ == "__main__":
    main()
