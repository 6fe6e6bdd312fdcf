"""Muon: momentum whose matrix is replaced by the nearest (semi-)orthogonal one."""
import torch


def orthogonalise(matrix, steps=5):
    """Newton-Schulz iteration: singular values of (rows, columns) pushed towards 1."""
    a, b, c = 3.4445, -4.7750, 2.0315
    tall = matrix.shape[0] > matrix.shape[1]
    x = matrix.bfloat16()  # enough for a direction, and half the time
    x = x.t() if tall else x
    x = x / (x.norm() + 1e-7)
    for _ in range(steps):
        gram = x @ x.t()
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x.t() if tall else x).to(matrix.dtype)


class Muon(torch.optim.Optimizer):
    """For parameters of two or more dimensions, flattened to (C_out, rest); Nesterov momentum."""

    def __init__(self, parameters, lr, momentum, weight_decay):
        super().__init__(parameters, dict(lr=lr, momentum=momentum, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                state = self.state[p]
                if "momentum" not in state:
                    state["momentum"] = torch.zeros_like(p)
                m = state["momentum"].lerp_(p.grad, 1 - group["momentum"])
                update = orthogonalise(p.grad.lerp(m, group["momentum"]).flatten(1))
                rows, columns = update.shape
                scale = max(1.0, rows / columns) ** 0.5
                p.mul_(1 - group["lr"] * group["weight_decay"])
                p.add_(update.view_as(p), alpha=-group["lr"] * scale)


def split_parameters(model):
    """(for Muon, for AdamW): convolutions and linears; all vectors, scales, steps and the generator."""
    muon, adam = [], []
    for name, p in model.named_parameters():
        matrix = p.ndim >= 2 and name.endswith(".weight")
        (muon if matrix else adam).append(p)
    return muon, adam
