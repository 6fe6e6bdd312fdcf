"""Train Lite ENSAM against the wall clock; run again with the same --run to resume exactly.

Processes take a sample a step each and average their gradients. On a CPU they are of one thread: on a
machine that others use too, threads that wait for each other inside every layer lose most of their
time. On a machine with GPUs there is one process for each, and more loaders, so that it is never idle.
"""
import argparse
import copy
import csv
import json
import math
import time
from pathlib import Path

import torch
import torch.distributed as distributed
import torch.nn.functional as F
from safetensors.torch import load_file

from cases import data_folder, load_cases
from data import IGNORED, LESION, Samples
from look import picture
from model import LiteENSAM
from muon import Muon, split_parameters
from pipeline import dice, predict
from synthetic import synthesiser_for


def loss_of(logits, label):
    """Soft Dice + 2 BCE over the voxels that count; logits and label (z, y, x)."""
    counts = (label != IGNORED).float()
    target = (label == LESION).float()
    bce = (F.binary_cross_entropy_with_logits(logits, target, reduction="none") * counts).sum() / counts.sum()
    p = logits.sigmoid() * counts
    soft_dice = 1 - (2 * (p * target).sum() + 1) / (p.sum() + target.sum() + 1)
    return soft_dice + 2 * bce


def learning_rate(fraction, step, settings):
    """Warm up, hold, then a cosine to zero; `fraction` of the wall-clock budget is spent."""
    warm = min(1.0, (step + 1) / settings["warmup_steps"])
    t = min(max((fraction - settings["hold"]) / (1 - settings["hold"]), 0.0), 1.0)
    return settings["lr"] * warm * 0.5 * (1 + math.cos(math.pi * t))


def fixed_subset(cases, wanted):
    """For each source so many cases, evenly spaced in volume; without a wish, eight of each."""
    chosen, wanted = [], wanted or dict.fromkeys(sorted({case.source for case in cases}), 8)
    for source, n in wanted.items():
        pool = sorted((c for c in cases if c.source == source), key=lambda c: c.volume_mL)
        n = min(n, len(pool))
        chosen += [pool[int((i + 0.5) * len(pool) / n)] for i in range(n)]
    if not chosen:
        raise SystemExit(f"validation_cases of the configuration names none of {', '.join({c.source for c in cases})}.")
    return chosen


def validate(model, cases, config):
    """Mean DSC by source and over all."""
    model.eval()
    scores = {}
    for case in cases:
        mask = predict(model, case.volume, case.spacing, case.points, config)
        scores.setdefault(case.source, []).append(dice(mask, case.mask > 0))
    every = [s for v in scores.values() for s in v]
    return {**{k: sum(v) / len(v) for k, v in scores.items()}, "all": sum(every) / len(every)}


class Training:
    """Everything that a checkpoint must hold."""

    def __init__(self, config, run, device):
        self.config, self.settings, self.device = config, config["train"], device
        self.path = run / "checkpoint.pt"
        torch.manual_seed(self.settings["seed"])
        self.model = LiteENSAM(**config["model"]).to(device, memory_format=torch.channels_last_3d)  # faster
        self.ema = copy.deepcopy(self.model).eval()
        muon, adam = split_parameters(self.model)
        s = self.settings
        self.optimisers = [
            Muon(muon, s["lr"], s["momentum"], s["weight_decay"]),
            torch.optim.AdamW(adam, s["lr"], weight_decay=s["weight_decay"]),
        ]
        self.parameters = list(self.model.parameters())
        self.step, self.samples, self.elapsed = 0, 0, 0.0

    def state(self):
        return {
            "config": self.config, "model": self.model.state_dict(), "ema": self.ema.state_dict(),
            "optimisers": [o.state_dict() for o in self.optimisers],
            "step": self.step, "samples": self.samples, "elapsed": self.elapsed, "rng": torch.get_rng_state(),
        }

    def save(self):
        temporary = self.path.with_suffix(".tmp")
        torch.save(self.state(), temporary)
        temporary.replace(self.path)

    def resume(self):
        state = torch.load(self.path, map_location=self.device, weights_only=False)
        self.model.load_state_dict(state["model"])
        self.ema.load_state_dict(state["ema"])
        for optimiser, saved in zip(self.optimisers, state["optimisers"]):
            optimiser.load_state_dict(saved)
        self.step, self.samples, self.elapsed = state["step"], state["samples"], state["elapsed"]
        torch.set_rng_state(state["rng"].cpu())

    def start_from(self, weights):
        """Begin with the weights of a safetensors file; channels of the stem that it lacks start at zero."""
        state = load_file(weights)
        own = self.model.stem.weight
        known = state["stem.weight"]
        state["stem.weight"] = torch.cat([known, known.new_zeros(len(own), own.shape[1] - known.shape[1], 3, 3, 3)], 1)
        for model in (self.model, self.ema):
            model.load_state_dict(state)

    def update(self, sample, fraction):
        """One step on this process's sample, when `fraction(training)` of the budget is spent; the learning
        rate and the mean loss."""
        image, label, points = (t.to(self.device, non_blocking=True) for t in sample[:3])
        self.model.train()
        image = image[None].contiguous(memory_format=torch.channels_last_3d)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.settings["bfloat16"]):
            logits = self.model(image, points)[0, 0]
        loss = loss_of(logits, label)
        loss.backward()
        loss, self.elapsed = self.share_gradients(loss.item())
        lr = learning_rate(fraction(self), self.step, self.settings)
        norm = torch.nn.utils.clip_grad_norm_(self.parameters, self.settings["clip"])
        if torch.isfinite(norm):  # one bad sample must not end a night's work
            for optimiser in self.optimisers:
                for group in optimiser.param_groups:
                    group["lr"] = lr
                optimiser.step()
            self.model.normalise_rows()
        self.model.zero_grad(set_to_none=True)
        self.step += 1
        self.samples += distributed.get_world_size()
        self.average()
        return lr, loss

    def share_gradients(self, loss):
        """Average gradients, loss and clock over the processes, so that all take the same step."""
        clock = torch.tensor([loss, self.elapsed], device=self.device)
        shared = torch.cat([p.grad.flatten() for p in self.parameters] + [clock])
        distributed.all_reduce(shared)
        shared /= distributed.get_world_size()
        offset = 0
        for p in self.parameters:
            p.grad.copy_(shared[offset : offset + p.numel()].view(p.shape))
            offset += p.numel()
        return shared[-2].item(), shared[-1].item()

    @torch.no_grad()
    def average(self):
        decay = min(self.settings["ema"], (1 + self.step) / (10 + self.step))
        torch._foreach_lerp_(list(self.ema.parameters()), list(self.model.parameters()), 1 - decay)


def plot(log, path):
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    rows = list(csv.DictReader(open(log)))
    scored = [r for r in rows if r["all"]]
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4))
    left.plot([int(r["step"]) for r in rows], [float(r["loss"]) for r in rows], lw=0.8)
    left.set(xlabel="step", ylabel="loss (mean of 100)")
    for key in list(rows[0])[4:]:  # after step, hours, lr, loss
        right.plot([int(r["step"]) for r in scored], [float(r[key]) for r in scored], marker="o", label=key)
    right.set(xlabel="step", ylabel="DSC, fixed validation subset")
    right.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    plt.close(figure)


def work(rank, arguments, config, samples, validation):
    """What each process does; the first one also validates, logs and saves."""
    torch.set_num_threads(arguments.threads)
    device = torch.device(f"cuda:{rank}" if arguments.device == "cuda" else "cpu")
    rendezvous = f"file://{(arguments.run / 'rendezvous').resolve()}"
    backend = "nccl" if device.type == "cuda" else "gloo"
    distributed.init_process_group(backend, init_method=rendezvous, rank=rank, world_size=arguments.processes)
    settings = config["train"]
    training = Training(config, arguments.run, device)
    if training.path.exists():
        training.resume()
    elif arguments.init:
        training.start_from(arguments.init)
    # Workers prepare samples ahead; their numbers, not a shared stream, decide what they are.
    mine = range(training.samples + rank, 1 << 40, arguments.processes)
    loader = torch.utils.data.DataLoader(
        samples, batch_size=None, sampler=mine, num_workers=arguments.workers, prefetch_factor=6,
        pin_memory=device.type == "cuda",
    )

    log = arguments.run / "log.csv"
    scored = ["all", *dict.fromkeys(case.source for case in validation)]
    if rank == 0 and log.exists():  # what came after the checkpoint comes again
        rows = log.read_text().splitlines(keepends=True)
        log.write_text("".join(rows[:1] + [r for r in rows[1:] if int(r.split(",")[0]) <= training.step]))
    elif rank == 0:
        log.write_text(",".join(["step", "hours", "lr", "loss", *scored]) + "\n")
    if arguments.steps:
        spent = lambda training: training.step / arguments.steps
    else:
        spent = lambda training: training.elapsed / (arguments.hours * 3600)
    if spent(training) >= 1:
        return
    started = time.monotonic() - training.elapsed
    saved = validated = training.elapsed
    losses, scores = [], {}
    for sample in loader:
        training.elapsed = time.monotonic() - started
        lr, loss = training.update(sample, spent)
        finished = spent(training) >= 1
        stopping = training.step == arguments.stop_after
        if rank == 0:
            losses.append(loss)
            if finished or training.elapsed - validated > settings["validate_minutes"] * 60:
                scores = validate(training.ema, validation, config)
                validated = training.elapsed
            if training.step % 100 == 0 or scores:
                row = [training.step, f"{training.elapsed / 3600:.4f}", f"{lr:.3g}", f"{sum(losses) / len(losses):.4f}"]
                row += [f"{scores[k]:.4f}" if k in scores else "" for k in scored]
                print(*row, flush=True)
                with open(log, "a") as file:
                    csv.writer(file, lineterminator="\n").writerow(row)
                if scores:
                    plot(log, arguments.run / "log.png")
                losses, scores = [], {}
            if finished or stopping or training.elapsed - saved >= settings["checkpoint_minutes"] * 60:
                training.save()
                saved = training.elapsed
        if finished or stopping:
            break


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", help="folder with lesions/, shapes/, full/, backgrounds/")
    parser.add_argument("--run", type=Path, required=True, help="folder for checkpoint, log and plot")
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("config.json"))
    budget = parser.add_mutually_exclusive_group(required=True)
    budget.add_argument("--hours", type=float, help="wall-clock budget over all resumes, which the schedule fits")
    budget.add_argument("--steps", type=int, help="the budget in steps: the same training on any machine")
    parser.add_argument("--stop-after", type=int, help="save and stop after so many steps, to go on later")
    parser.add_argument("--init", type=Path, help="weights file to begin with; a checkpoint in --run goes first")
    # Counting GPUs does not start CUDA, which no process may do before it forks.
    gpus = torch.cuda.device_count()
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cuda" if gpus else "cpu")
    parser.add_argument("--processes", type=int, help="samples a step; one for each GPU, two on a CPU")
    parser.add_argument("--threads", type=int, default=1, help="of each process")
    parser.add_argument("--workers", type=int, help="loaders of each process; 8 for a GPU, 1 on a CPU")
    arguments = parser.parse_args()
    if arguments.device == "cuda" and not gpus:
        parser.error("there is no GPU; use --device cpu")
    arguments.processes = arguments.processes or (gpus if arguments.device == "cuda" else 2)
    arguments.workers = arguments.workers or (8 if arguments.device == "cuda" else 1)
    torch.set_num_threads(1)  # no thread pool may exist when the processes fork
    config, folder = json.loads(arguments.config.read_text()), data_folder(arguments.data)
    arguments.run.mkdir(parents=True, exist_ok=True)
    (arguments.run / "rendezvous").unlink(missing_ok=True)

    validation = fixed_subset(load_cases(folder, "val"), config["train"]["validation_cases"])
    cases = load_cases(folder, "train")
    synthesiser = synthesiser_for(config, folder, cases)
    samples = Samples(cases, config, synthesiser)
    if synthesiser and not (arguments.run / "samples.png").exists():
        picture(samples, arguments.run / "samples.png")  # what it is about to learn from
    fork = torch.multiprocessing.get_context("fork")  # the processes share the data in memory
    processes = [
        fork.Process(target=work, args=(rank, arguments, config, samples, validation))
        for rank in range(arguments.processes)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    if any(process.exitcode for process in processes):
        raise SystemExit("A process of the training failed; the last checkpoint is kept.")


if __name__ == "__main__":
    main()
