"""A small convolutional network for images of any size from 8 × 8 pixels up."""

import torch
from torch import nn


class SmallConvNet(nn.Module):
    """
    Blocks of convolution, normalisation and ReLU, each halving the image, then a linear layer on
    the mean of what is left. Input: float tensor (batch, channels, height, width), values 0 to 1.
    Output: one score per class, before softmax.
    """

    def __init__(self, channels: int, widths: list[int], classes: int) -> None:
        super().__init__()
        blocks: list[nn.Module] = []
        for width_in, width_out in zip([channels, *widths], widths, strict=False):
            blocks += [
                nn.Conv2d(width_in, width_out, 3, padding=1, bias=False),
                nn.BatchNorm2d(width_out),
                nn.ReLU(),
                nn.Conv2d(width_out, width_out, 3, padding=1, stride=2, bias=False),
                nn.BatchNorm2d(width_out),
                nn.ReLU(),
            ]
        self.features = nn.Sequential(*blocks)
        self.classifier = nn.Linear(widths[-1], classes)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        features = self.features(images - 0.5)
        return self.classifier(features.mean(dim=(2, 3)))
