"""Six ConvNeXt blocks (Liu et al. 2022) of 64 channels at full resolution, without layer scale."""
from torch import nn


class Block(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.depthwise = nn.Conv2d(channels, channels, 7, padding=3, groups=channels)
        self.norm = nn.LayerNorm(channels, eps=1e-6)
        self.mlp = nn.Sequential(nn.Linear(channels, 4 * channels), nn.GELU(), nn.Linear(4 * channels, channels))

    def forward(self, x):
        y = self.depthwise(x).permute(0, 2, 3, 1)  # channels last in memory: a view
        return x + self.mlp(self.norm(y)).permute(0, 3, 1, 2)


def build(shape):
    return nn.Sequential(nn.Conv2d(shape[0], 64, 1), *[Block(64) for _ in range(6)], nn.Conv2d(64, 2, 1))
