"""Lite ENSAM in PyTorch: a 3D U-Net with a two-way attention between image and prompt tokens.

The Swift engine computes the same function; golden.py holds the two together. Arrays are
(batch, channels, z, y, x) with batch 1, points are (points, 3) voxel coordinates in z, y, x order.
"""
import math

import torch
import torch.nn.functional as F
from torch import nn


def unit(v):
    """Scale the last axis to unit length."""
    return v / v.norm(dim=-1, keepdim=True).clamp_min(1e-6)


class InstanceNorm(nn.Module):
    """Affine instance norm with the biased variance; a single voxel gives the bias."""

    def __init__(self, channels):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        if x[0, 0].numel() == 1:  # F.instance_norm refuses one voxel; (x - mean) is 0 there
            return self.bias.view(1, -1, 1, 1, 1) + 0 * x
        return F.instance_norm(x, weight=self.weight, bias=self.bias, eps=1e-5)


def conv3(cin, cout, stride=1):
    return nn.Conv3d(cin, cout, 3, stride=stride, padding=1, bias=False)


class ResidualBlock(nn.Module):
    """shortcut(x) + Conv(ReLU(Norm(Conv(ReLU(Norm(x))))))."""

    def __init__(self, cin, cout):
        super().__init__()
        self.norm1 = InstanceNorm(cin)
        self.conv1 = conv3(cin, cout)
        self.norm2 = InstanceNorm(cout)
        self.conv2 = conv3(cout, cout)
        self.shortcut = nn.Identity() if cin == cout else nn.Conv3d(cin, cout, 1, bias=False)

    def forward(self, x):
        h = self.conv1(F.relu(self.norm1(x)))
        return self.shortcut(x) + self.conv2(F.relu(self.norm2(h)))


class EncoderLevel(nn.Module):
    """An optional stride-2 convolution that doubles the channels, then residual blocks."""

    def __init__(self, channels, blocks, cin=None):
        super().__init__()
        self.down = conv3(cin, channels, stride=2) if cin else nn.Identity()
        self.blocks = nn.ModuleList(ResidualBlock(channels, channels) for _ in range(blocks))

    def forward(self, x):
        x = self.down(x)
        for block in self.blocks:
            x = block(x)
        return x


class LieRotation(nn.Module):
    """LieRE: R(p) = expm(p_z S_z + p_y S_y + p_x S_x) with S_k = triu(A_k, 1) - triu(A_k, 1)^T.

    With `pairs`, A is zero but for one entry in each 2 x 2 block of the diagonal: RoPE-mixed, whose
    weights a network without `pairs` reads as they are.
    """

    def __init__(self, width, pairs=False):
        super().__init__()
        used = torch.ones(width, width).triu(1)
        if pairs:
            used = torch.diag(torch.arange(width - 1).remainder(2).eq(0).float(), 1)
        self.register_buffer("used", used, persistent=False)
        self.generator = nn.Parameter(torch.rand(3, width, width) * 2 * math.pi * (used if pairs else 1))

    def forward(self, positions):
        """(tokens, 3) -> (tokens, h, h)"""
        upper = self.generator * self.used
        skew = upper - upper.transpose(1, 2)
        angles = torch.einsum("nk,kij->nij", positions, skew)
        if self.training:
            return torch.linalg.matrix_exp(angles)
        return torch.linalg.matrix_exp(angles.double()).float()


class Attention(nn.Module):
    """Normalised multi-head attention with a learned step towards its output (nGPT)."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.out = (nn.Linear(width, width, bias=False) for _ in range(4))
        self.scale = nn.Parameter(torch.ones(heads, width // heads))
        self.step = nn.Parameter(torch.ones(width))

    def split(self, t):
        """(tokens, E) -> (heads, tokens, h)"""
        return t.view(t.shape[0], self.heads, -1).transpose(0, 1)

    def forward(self, t, rotation, source, source_rotation):
        """t (n, E) and source (m, E) are unit rows; rotations are (n, h, h) and (m, h, h)."""
        scale = self.scale[:, None, :]
        q = scale * unit(torch.einsum("nij,anj->ani", rotation, self.split(self.q(t))))
        k = scale * unit(torch.einsum("mij,amj->ami", source_rotation, self.split(self.k(source))))
        weights = (math.sqrt(q.shape[-1]) * q @ k.transpose(1, 2)).softmax(-1)
        mixed = (weights @ self.split(self.v(source))).transpose(0, 1).reshape(t.shape)
        return unit(t + (0.1 * self.step).abs() * (unit(self.out(mixed)) - t))


class GatedMLP(nn.Module):
    """[u, v] = scale sqrt(E) W_up t; output W_down(u SiLU(v)); the same learned step."""

    def __init__(self, width):
        super().__init__()
        self.up = nn.Linear(width, 8 * width, bias=False)
        self.down = nn.Linear(4 * width, width, bias=False)
        self.scale = nn.Parameter(torch.ones(8 * width))
        self.step = nn.Parameter(torch.ones(width))

    def forward(self, t):
        u, v = (self.scale * math.sqrt(t.shape[-1]) * self.up(t)).chunk(2, dim=-1)
        return unit(t + (0.1 * self.step).abs() * (unit(self.down(u * F.silu(v))) - t))


class TwoWayBlock(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.prompt_self = Attention(width, heads)
        self.prompt_to_image = Attention(width, heads)
        self.mlp = GatedMLP(width)
        self.image_to_prompt = Attention(width, heads)

    def forward(self, prompt, prompt_rotation, image, image_rotation):
        prompt = self.prompt_self(prompt, prompt_rotation, prompt, prompt_rotation)
        prompt = self.prompt_to_image(prompt, prompt_rotation, image, image_rotation)
        prompt = self.mlp(prompt)
        image = self.image_to_prompt(image, image_rotation, prompt, prompt_rotation)
        return prompt, image


class Prompt(nn.Module):
    """One learned vector says "end of the long axis"; both ends share it."""

    def __init__(self, width):
        super().__init__()
        self.point = nn.Parameter(torch.randn(width))

    def forward(self, count):
        return unit(self.point).expand(count, -1)


class DecoderLevel(nn.Module):
    """Joins what comes from below with the skip of its level, both of c channels."""

    def __init__(self, c, cout, skips):
        super().__init__()
        self.add = skips == "add"
        self.block = ResidualBlock(c if self.add else 2 * c, cout)

    def forward(self, x, skip):
        return self.block(x + skip if self.add else torch.cat([x, skip], dim=1))


def grid_positions(dims):
    """Token-grid dimensions (z, y, x) -> (tokens, 3), x fastest, isotropic in (0, 1]."""
    axes = torch.meshgrid(*[torch.arange(n) + 0.5 for n in dims], indexing="ij")
    return torch.stack([a.reshape(-1) for a in axes], dim=-1) / max(dims)


class LiteENSAM(nn.Module):
    """One input channel for each HU window, one more for the diameter with `line`.

    `skips` "concat" or "add", `position` "lie" or "rope" (RoPE-mixed).
    """

    def __init__(
        self, windows, line=False, channels=(8, 16, 32, 64), blocks=(1, 1, 2, 4), heads=4, attention_blocks=2,
        skips="concat", position="lie",
    ):
        super().__init__()
        width = channels[-1]
        self.stem = conv3(len(windows) + line, channels[0])
        self.encoder = nn.ModuleList(
            EncoderLevel(c, n, cin) for c, n, cin in zip(channels, blocks, (None, *channels[:-1]))
        )
        self.prompt = Prompt(width)
        self.position = LieRotation(width // heads, pairs=position == "rope")
        self.attention = nn.ModuleList(TwoWayBlock(width, heads) for _ in range(attention_blocks))
        outputs = (channels[0], *channels[:-1])
        self.decoder = nn.ModuleList(DecoderLevel(c, o, skips) for c, o in zip(channels, outputs))
        self.head = nn.Conv3d(channels[0], 1, 1)
        nn.init.constant_(self.head.bias, -5)
        self.normalise_rows()

    @torch.no_grad()
    def normalise_rows(self):
        """Unit rows of q, k, v, up and unit columns of out, down: called after each optimiser step."""
        for name, weight in self.attention.named_parameters():
            layer = name.split(".")[-2]
            if layer in ("q", "k", "v", "up"):
                weight.div_(weight.norm(dim=1, keepdim=True).clamp_min(1e-6))
            elif layer in ("out", "down"):
                weight.div_(weight.norm(dim=0, keepdim=True).clamp_min(1e-6))

    def attend(self, features, points, crop_dims, record):
        """Bottleneck (1, E, z, y, x) -> the same shape, after the prompt has been heard."""
        dims = features.shape[2:]
        image = unit(features[0].flatten(1).t())  # (tokens, E)
        prompt = self.prompt(len(points))  # (points, E)
        image_rotation = self.position(grid_positions(dims).to(image.device))
        prompt_rotation = self.position((points + 0.5) / max(crop_dims))
        record("rotation.image", image_rotation)
        record("rotation.prompt", prompt_rotation)
        for i, block in enumerate(self.attention):
            prompt, image = block(prompt, prompt_rotation, image, image_rotation)
            record(f"attention.{i}.prompt", prompt)
            record(f"attention.{i}.image", image)
        return (image * math.sqrt(image.shape[1])).t().reshape(features.shape)

    def forward(self, image, points, record=lambda name, tensor: None):
        """image (1, channels, z, y, x) in [0, 1], dimensions multiples of 8; -> logits (1, 1, z, y, x)"""
        x = self.stem(image - 0.5)
        record("stem", x)
        skips = []
        for i, level in enumerate(self.encoder):
            x = level(x)
            skips.append(x)
            record(f"encoder.{i}", x)
        with torch.autocast(image.device.type, enabled=False):  # rotations and unit vectors want float32
            x = self.attend(x.float(), points, image.shape[2:], record)
        record("attention", x)
        for i in reversed(range(len(self.decoder))):
            x = self.decoder[i](x, skips[i])
            record(f"decoder.{i}", x)
            if i > 0:
                x = F.interpolate(x, scale_factor=2, mode="trilinear", align_corners=False)
        with torch.autocast(image.device.type, enabled=False):
            logits = self.head(x.float())
        record("logits", logits)
        return logits
