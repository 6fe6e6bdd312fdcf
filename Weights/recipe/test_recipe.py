"""What can be checked of the recipe without data and without an hour: python -m unittest test_recipe"""
import copy
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import nibabel
import numpy as np
import torch

from cases import load_cases, recist
from data import IGNORED, LESION, Samples
from export import NAMES, fit, own_name, read, write
from field import lesion_field, resample, resample_back
from model import LiteENSAM
from pipeline import predict

HERE = Path(__file__).resolve().parent
CONFIG = json.loads((HERE / "config.json").read_text())
NARROW = {**CONFIG["model"], "channels": [4, 4, 4, 8], "heads": 2, "attention_blocks": 1}


def ball(shape, centre, radius):
    grid = np.meshgrid(*[np.arange(n) for n in shape], indexing="ij")
    return sum((g - c) ** 2 for g, c in zip(grid, centre)) <= radius**2


def write_lesion(folder, name="one", shape=(16, 40, 40)):
    """A pair of images, (x, y, z) in the files; voxels of 1 x 1 x 2 mm."""
    mask = ball(shape, [s / 2 for s in shape], 6)
    volume = np.where(mask, 40, -800).astype(np.int16)
    folder.mkdir(parents=True, exist_ok=True)
    for suffix, array in (("ct", volume), ("mask", mask.astype(np.uint8))):
        image = nibabel.Nifti1Image(array.transpose(2, 1, 0), np.diag([1.0, 1.0, 2.0, 1.0]))
        nibabel.save(image, folder / f"{name}_{suffix}.nii.gz")
    return volume, mask


class Loading(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def test_pairs(self):
        volume, mask = write_lesion(self.folder / "train" / "clinic")
        case, = load_cases(self.folder, "train")
        self.assertEqual((case.source, case.name), ("clinic", "one"))
        np.testing.assert_array_equal(case.volume, volume)
        np.testing.assert_array_equal(case.mask, mask)
        np.testing.assert_array_equal(case.spacing, [2, 1, 1])
        self.assertEqual(case.long_axis_mm, 12)
        self.assertAlmostEqual(case.volume_mL, mask.sum() * 2 / 1000)

    def test_nnunet(self):
        volume, _ = write_lesion(self.folder / "some")
        for kind, suffix, name in (("ct", "_0000", "imagesTr"), ("mask", "", "labelsTr")):
            to = self.folder / "train" / "Dataset001" / name
            to.mkdir(parents=True)
            (self.folder / "some" / f"one_{kind}.nii.gz").rename(to / f"case7{suffix}.nii.gz")
        case, = load_cases(self.folder, "train")
        self.assertEqual((case.source, case.name, case.volume.shape), ("Dataset001", "case7", volume.shape))

    def test_axes_are_brought_into_the_patients_order(self):
        volume, _ = write_lesion(self.folder / "train" / "clinic")
        for path in (self.folder / "train" / "clinic").glob("*.nii.gz"):
            image = nibabel.load(path)
            turned = nibabel.as_closest_canonical(image).as_reoriented([[2, 1], [0, 1], [1, 1]])
            nibabel.save(turned, path)
        case, = load_cases(self.folder, "train")
        np.testing.assert_array_equal(case.volume, volume)
        np.testing.assert_array_equal(case.spacing, [2, 1, 1])

    def test_flare(self):
        labels = np.zeros((8, 20, 24), np.uint8)
        labels[2:5, 4:8, 4:12], labels[5:7, 12:15, 12:15] = 1, 3
        (self.folder / "train" / "flare").mkdir(parents=True)
        np.savez(self.folder / "train" / "flare" / "a.npz", imgs=labels * 80, gts=labels, spacing=[0.5, 0.75, 3])
        one, three = load_cases(self.folder, "train")
        self.assertEqual([one.name, three.name, one.source], ["a.1", "a.3", "flare"])
        np.testing.assert_array_equal(one.spacing, [3, 0.75, 0.5])
        self.assertEqual((one.volume.min(), one.volume[3, 5, 5]), (-160, round(-160 + 80 / 255 * 400)))
        np.testing.assert_array_equal(np.unique(three.mask[labels == 3]), [1])

    def test_what_does_not_fit_is_named(self):
        with self.assertRaisesRegex(SystemExit, "no lesions"):
            load_cases(self.folder, "train")
        (self.folder / "train").mkdir()
        np.savez(self.folder / "train" / "a.npz", imgs=np.zeros((2, 2, 2)))
        with self.assertRaisesRegex(SystemExit, "a.npz: no gts, spacing"):
            load_cases(self.folder, "train")


class Fields(unittest.TestCase):
    def test_there_and_back(self):
        shape, spacing = (12, 60, 50), np.array([2.5, 0.7, 0.8])
        mask = ball(shape, (6, 30, 25), 5)
        grid = lesion_field(recist(mask), spacing, shape, CONFIG["pipeline"]["field"])
        self.assertTrue((grid.count <= CONFIG["pipeline"]["field"]["voxels"]).all())
        low, high = grid.box(shape)
        back = np.zeros(shape, bool)
        back[tuple(slice(a, b) for a, b in zip(low, high))] = resample_back(resample(mask, grid) - 0.5, grid, low, high) > 0
        overlap = 2 * (back & mask).sum() / (back.sum() + mask.sum())
        self.assertGreater(overlap, 0.93)

    def test_a_ramp_stays_a_ramp(self):
        ramp = np.broadcast_to(np.arange(40.0), (20, 30, 40))
        points = np.array([[10.0, 15, 14], [10, 15, 26]])
        for spacing in (np.array([1, 1, 1.0]), np.array([3, 0.2, 0.3])):
            grid = lesion_field(points, spacing, ramp.shape, CONFIG["pipeline"]["field"])
            expected = grid.start[2] + grid.step[2] * np.arange(grid.count[2])
            inside = (expected > grid.step[2] + 1) & (expected < 38 - grid.step[2])
            self.assertTrue(inside.any())
            np.testing.assert_allclose(resample(ramp, grid)[0, 0, inside], expected[inside], atol=0.02)


class Samplings(unittest.TestCase):
    def test_samples_repeat_and_hold_their_lesion(self):
        with tempfile.TemporaryDirectory() as folder:
            write_lesion(Path(folder) / "train" / "lidc")
            cases = load_cases(folder, "train")
        native = {k: v for k, v in CONFIG["pipeline"].items() if k != "field"}
        for config in (CONFIG, {**CONFIG, "pipeline": native}, json.loads((HERE / "config-paper.json").read_text())):
            samples = Samples(cases, config)
            for number in range(12):
                image, label, points, source = samples[number]
                again = samples[number]
                self.assertTrue(torch.equal(image, again[0]) and torch.equal(points, again[2]))
                self.assertEqual((len(image), *label.shape), (len(config["model"]["windows"]), *image.shape[1:]))
                self.assertTrue(all(n % 8 == 0 for n in label.shape))
                self.assertTrue(((label == LESION) | (label == IGNORED) | (label == 0)).all())
                middle = label[tuple(points.mean(0).round().long())]
                self.assertEqual((middle.item(), source), (LESION, "lidc"))


class Exports(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(3)
        self.model = LiteENSAM(**NARROW).eval()
        self.foreign = {f"module._orig_mod.{name}": tensor for name, tensor in self.model.state_dict().items()}

    def test_a_state_of_other_names(self):
        other = LiteENSAM(**NARROW)
        fit(self.foreign, other, NAMES)
        for name, tensor in other.state_dict().items():
            self.assertTrue(torch.equal(tensor, self.model.state_dict()[name]))

    def test_every_name_of_the_network_is_its_own(self):
        for name in self.model.state_dict():
            self.assertEqual(own_name(name, NAMES), name)

    def test_what_does_not_fit_is_named(self):
        state = copy.deepcopy(self.foreign)
        del state["module._orig_mod.head.bias"]
        state["module._orig_mod.stem.weight"] = torch.zeros(4, 1, 3, 3, 3)
        state["module._orig_mod.extra"] = torch.zeros(1)
        with self.assertRaises(SystemExit) as caught:
            fit(state, LiteENSAM(**NARROW), NAMES)
        text = str(caught.exception)
        self.assertIn("'head.bias' of shape (1,) is missing", text)
        self.assertRegex(text, r"'stem.weight' .* has the shape \(4, 1, 3, 3, 3\), not \(4, 2, 3, 3, 3\)")
        self.assertIn("is no part of this network", text)

    def test_written_and_read(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "w.safetensors"
            write(self.model, {**CONFIG, "model": NARROW}, path, "none")
            model, config = read(path)
        self.assertEqual(config["pipeline"]["field"], CONFIG["pipeline"]["field"])
        mask = ball((10, 30, 30), (5, 15, 15), 5)
        volume, points = np.where(mask, 40, -800), recist(mask)
        arguments = (volume, np.array([2.0, 1, 1]), points)
        np.testing.assert_array_equal(
            predict(model, *arguments, config), predict(self.model, *arguments, {**CONFIG, "model": NARROW}))


class Resuming(unittest.TestCase):
    def test_a_killed_training_goes_on_as_if_it_had_not_been(self):
        with tempfile.TemporaryDirectory() as place:
            place = Path(place)
            for split in ("train", "val"):
                write_lesion(place / "data" / split / "lidc")
            config = copy.deepcopy(CONFIG)
            config["model"] = NARROW
            config["data"] |= {"mix": {"lidc": 1}, "field_voxels": 24}
            config["train"] |= {"checkpoint_minutes": 0, "validation_cases": {"lidc": 1}}
            (place / "config.json").write_text(json.dumps(config))

            def train(run, *more):
                command = [sys.executable, HERE / "train.py", "--data", place / "data", "--config", place / "config.json"]
                command += ["--run", place / run, "--steps", "6", "--processes", "1", "--device", "cpu", *more]
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
                return torch.load(place / run / "checkpoint.pt", weights_only=True)

            whole = train("whole")
            self.assertEqual(train("parts", "--stop-after", "3")["step"], 3)
            parts = train("parts")
            self.assertEqual(parts["step"], 6)
            for key in ("model", "ema"):
                for name, tensor in whole[key].items():
                    self.assertTrue(torch.equal(tensor, parts[key][name]), name)


if __name__ == "__main__":
    unittest.main()
