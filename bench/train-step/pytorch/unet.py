"""U-Net (Ronneberger et al. 2015) of four levels, 16 to 128 channels, and a bottleneck of 256."""
import torch
from torch import nn


def convolutions(channels, filters):
    layers = []
    for width in (channels, filters):
        layers += [nn.Conv2d(width, filters, 3, padding=1, bias=False), nn.BatchNorm2d(filters, eps=1e-3, momentum=0.01), nn.ReLU(inplace=True)]
    return nn.Sequential(*layers)


class UNet(nn.Module):
    def __init__(self, channels, levels=(16, 32, 64, 128), bottleneck=256):
        super().__init__()
        widths = (channels, *levels)
        raised = (*levels[1:], bottleneck)
        self.down = nn.ModuleList(convolutions(*pair) for pair in zip(widths, levels))
        self.pool = nn.MaxPool2d(2)
        self.bottom = convolutions(levels[-1], bottleneck)
        self.raise_ = nn.ModuleList(nn.ConvTranspose2d(below, width, 2, stride=2) for below, width in reversed(list(zip(raised, levels))))
        self.up = nn.ModuleList(convolutions(2 * width, width) for width in reversed(levels))
        self.head = nn.Conv2d(levels[0], 2, 1)

    def forward(self, x):
        skips = []
        for down in self.down:
            skips.append(down(x))
            x = self.pool(skips[-1])
        x = self.bottom(x)
        for raise_, up in zip(self.raise_, self.up):
            x = up(torch.cat([skips.pop(), raise_(x)], 1))
        return self.head(x)


def build(shape):
    return UNet(shape[0])
