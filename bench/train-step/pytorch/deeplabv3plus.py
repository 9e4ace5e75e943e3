"""DeepLabV3+ (Chen et al. 2018) on ResNet50 as Keras' applications have it, cut at conv4_block6_2_relu; the input is doubled."""
import torch
import torch.nn.functional as F
from torch import nn


def block(channels, filters, kernel=1, stride=1, dilation=1, bias=False, eps=1e-3, relu=True):
    convolution = nn.Conv2d(channels, filters, kernel, stride, dilation * (kernel // 2), dilation, bias=bias)
    layers = [convolution, nn.BatchNorm2d(filters, eps=eps, momentum=0.01)]
    return nn.Sequential(*layers, nn.ReLU(inplace=True)) if relu else nn.Sequential(*layers)


def trunk_block(*sizes, **options):
    return block(*sizes, bias=True, eps=1.001e-5, **options)


def inner(channels, filters, stride):
    """The first two convolutions of a bottleneck."""
    return nn.Sequential(trunk_block(channels, filters, 1, stride), trunk_block(filters, filters, 3))


class Bottleneck(nn.Module):
    def __init__(self, channels, filters, stride, project):
        super().__init__()
        self.inner = inner(channels, filters, stride)
        self.expand = trunk_block(filters, 4 * filters, relu=False)
        self.shortcut = trunk_block(channels, 4 * filters, 1, stride, relu=False) if project else nn.Identity()

    def forward(self, x):
        y = self.inner(x)
        return F.relu(self.shortcut(x) + self.expand(y), inplace=True), y


class Trunk(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.stem = nn.Sequential(trunk_block(channels, 64, 7, 2), nn.MaxPool2d(3, 2, 1))
        blocks = []
        width = 64
        for filters, count, stride in ((64, 3, 1), (128, 4, 2), (256, 5, 2)):
            for index in range(count):
                blocks.append(Bottleneck(width, filters, stride if index == 0 else 1, index == 0))
                width = 4 * filters
        self.blocks = nn.ModuleList(blocks)
        self.last = inner(width, 256, 1)

    def forward(self, x):
        x = self.stem(x)
        for index, block in enumerate(self.blocks):
            x, y = block(x)
            if index == 2:
                low = y
        return low, self.last(x)


class Pyramid(nn.Module):
    def __init__(self, channels, filters):
        super().__init__()
        self.mean = block(channels, filters, bias=True)
        self.branches = nn.ModuleList([block(channels, filters), *[block(channels, filters, 3, dilation=rate) for rate in (6, 12, 18)]])
        self.project = block(5 * filters, filters)

    def forward(self, x):
        mean = self.mean(F.adaptive_avg_pool2d(x, 1)).expand(-1, -1, *x.shape[2:])
        return self.project(torch.cat([mean, *[branch(x) for branch in self.branches]], 1))


class DeepLab(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.trunk = Trunk(channels)
        self.pyramid = Pyramid(256, 256)
        self.narrow = block(64, 48)
        self.refine = nn.Sequential(block(256 + 48, 256, 3), block(256, 256, 3))
        self.head = nn.Conv2d(256, 2, 1)

    def forward(self, x):
        low, high = self.trunk(F.interpolate(x, scale_factor=2, mode="nearest"))
        high = F.interpolate(self.pyramid(high), scale_factor=4, mode="bilinear")
        x = self.refine(torch.cat([high, self.narrow(low)], 1))
        return self.head(F.interpolate(x, scale_factor=2, mode="bilinear"))


def build(shape):
    return DeepLab(shape[0])
