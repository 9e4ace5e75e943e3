"""One training step of a net in PyTorch for each line on standard input.

    python step.py MODEL BATCH_FOLDER LEARNING_RATE eager|compile [bf16]

MODEL is a file beside this one whose `build(shape)` makes the module for inputs of that shape, maps with channels first.
The batch is inputs.npy and labels.npy, maps with channels last. Prints a JSON line when ready, then milliseconds, loss
and peak memory of each step, or why it failed.
"""
import importlib
import json
import os
import resource
import sys
import time

os.environ["TORCHINDUCTOR_FORCE_DISABLE_CACHES"] = "1"  # the first step is measured: it compiles

import numpy as np
import torch
import torch.nn.functional as F


def read(folder):
    inputs = torch.from_numpy(np.load(os.path.join(folder, "inputs.npy")))
    labels = torch.from_numpy(np.load(os.path.join(folder, "labels.npy"))).long()
    if inputs.dim() == 4:
        inputs = inputs.permute(0, 3, 1, 2)  # a view: the memory stays channels last
    return inputs, labels


def size(model):
    """Weights and moving statistics, as Keras counts them."""
    buffers = [buffer for name, buffer in model.named_buffers() if not name.endswith("num_batches_tracked")]
    return sum(tensor.numel() for tensor in [*model.parameters(), *buffers])


def training_step(model, optimizer, inputs, labels, mode, precision):
    def loss_of(inputs, labels):
        with torch.autocast("cpu", torch.bfloat16, enabled=precision == "bf16"):
            logits = model(inputs)
        if logits.dim() == 4:
            logits = logits.permute(0, 2, 3, 1).flatten(0, 2)
        return F.cross_entropy(logits.float(), labels)

    if mode == "compile":
        loss_of = torch.compile(loss_of)

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(inputs, labels)
        loss.backward()
        optimizer.step()
        return loss

    return step


def say(**answer):
    print(json.dumps(answer), flush=True)


def main(name, folder, learning_rate, mode, precision="float32"):
    torch.manual_seed(1)
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    inputs, labels = read(folder)
    model = importlib.import_module(name).build(tuple(inputs.shape[1:])).train()
    if inputs.dim() == 4:
        model = model.to(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(model.parameters(), lr=float(learning_rate), eps=1e-7, fused=True)
    step = training_step(model, optimizer, inputs, labels, mode, precision)
    say(parameters=size(model), versions={"torch": torch.__version__, "python": sys.version.split()[0]})
    for _ in sys.stdin:
        started = time.perf_counter()
        loss = step().item()
        milliseconds = 1000 * (time.perf_counter() - started)
        say(milliseconds=milliseconds, loss=loss, peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


try:
    main(*sys.argv[1:])
except Exception as error:
    say(failed=f"{type(error).__name__}: {str(error).strip().splitlines()[0] if str(error).strip() else ''}")
    raise
