"""A text classifier: four pre-norm transformer blocks of dimension 256 over learned positions, the mean, three classes."""
import torch
import torch.nn.functional as F
from torch import nn


class Attention(nn.Module):
    def __init__(self, dimension, heads):
        super().__init__()
        self.heads = heads
        self.inputs = nn.Linear(dimension, 3 * dimension)
        self.output = nn.Linear(dimension, dimension)

    def forward(self, x):
        batch, length, dimension = x.shape
        query, key, value = self.inputs(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(query, key, value)
        return self.output(y.transpose(1, 2).reshape(batch, length, dimension))


class Block(nn.Module):
    def __init__(self, dimension, heads):
        super().__init__()
        self.attention_norm = nn.LayerNorm(dimension, eps=1e-6)
        self.attention = Attention(dimension, heads)
        self.mlp = nn.Sequential(
            nn.LayerNorm(dimension, eps=1e-6), nn.Linear(dimension, 4 * dimension), nn.GELU(), nn.Linear(4 * dimension, dimension)
        )

    def forward(self, x):
        x = x + self.attention(self.attention_norm(x))
        return x + self.mlp(x)


class Classifier(nn.Module):
    def __init__(self, length, vocabulary=8000, dimension=256, heads=4, blocks=4, classes=3):
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, dimension)
        self.positions = nn.Parameter(0.02 * torch.randn(length, dimension))
        self.blocks = nn.Sequential(*[Block(dimension, heads) for _ in range(blocks)])
        self.norm = nn.LayerNorm(dimension, eps=1e-6)
        self.head = nn.Linear(dimension, classes)

    def forward(self, tokens):
        x = self.blocks(self.tokens(tokens) + self.positions)
        return self.head(self.norm(x).mean(1))


def build(shape):
    return Classifier(shape[0])
