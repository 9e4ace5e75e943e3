"""Five 3x3 convolutions of 16 filters with ReLU, and a 1x1 convolution to two classes."""
from torch import nn


def build(shape):
    layers = []
    channels = shape[0]
    for _ in range(5):
        layers += [nn.Conv2d(channels, 16, 3, padding=1), nn.ReLU(inplace=True)]
        channels = 16
    return nn.Sequential(*layers, nn.Conv2d(16, 2, 1))
