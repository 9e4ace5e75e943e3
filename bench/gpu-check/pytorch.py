"""Training steps of a net in PyTorch, timed: python pytorch.py DEVICE NET_FILE BATCH_FOLDER SECONDS VARIANT

NET_FILE is a module of bench/train-step/pytorch. Answers as speed.js does, with {peakBytes} of PyTorch's own counting on a
GPU. VARIANT says by its words: compile, AMP bf16, no TF32, batch x 8. Maps are channels last in memory.
"""
import importlib.util
import json
import os
import resource
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

READ_EVERY = 10


def say(**message):
    print(json.dumps(message), flush=True)


def load(file):
    spec = importlib.util.spec_from_file_location("net", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(device, file, folder, seconds, variant):
    torch.manual_seed(1)
    tf32 = "no TF32" not in variant
    torch.backends.cuda.matmul.allow_tf32 = tf32
    torch.backends.cudnn.allow_tf32 = tf32
    torch.backends.cudnn.benchmark = True
    if device == "cuda" and not torch.cuda.is_available():
        return {"failed": f"PyTorch {torch.__version__} (CUDA {torch.version.cuda}) sees no GPU"}
    inputs = torch.from_numpy(np.load(os.path.join(folder, "inputs.npy")))
    labels = torch.from_numpy(np.load(os.path.join(folder, "labels.npy"))).long()
    copies = 8 if "batch x 8" in variant else 1
    inputs, labels = (torch.cat([tensor] * copies).to(device) for tensor in (inputs, labels))
    if inputs.dim() == 4:
        inputs = inputs.permute(0, 3, 1, 2)  # a view: the memory stays channels last
    model = load(file).build(tuple(inputs.shape[1:])).train().to(device)
    if inputs.dim() == 4:
        model = model.to(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-4, eps=1e-7, fused=True)

    def loss_of(inputs, labels):
        with torch.autocast(device, torch.bfloat16, enabled="bf16" in variant):
            logits = model(inputs)
        if logits.dim() == 4:
            logits = logits.permute(0, 2, 3, 1).flatten(0, 2)
        return F.cross_entropy(logits.float(), labels)

    if "compile" in variant:
        loss_of = torch.compile(loss_of)

    def loop(steps):
        started = time.perf_counter()
        for k in range(1, steps + 1):
            optimizer.zero_grad(set_to_none=True)
            loss = loss_of(inputs, labels)
            loss.backward()
            optimizer.step()
            if k % READ_EVERY == 0 or k == steps:
                loss.item()
        return time.perf_counter() - started

    first = loop(1)
    warm = loop(3) / 3
    turn = max(1, min(READ_EVERY, int(0.2 / warm) + 1))
    say(mark={"measuring": True})
    steps, started, cpu = 0, time.perf_counter(), sum(os.times()[:2])
    while steps < 3 or time.perf_counter() - started < seconds:
        loop(turn)
        steps += turn
    wall = time.perf_counter() - started
    cpu = sum(os.times()[:2]) - cpu
    say(mark={"measuring": False})
    images = inputs.shape[0]
    return {
        "images": images,
        "steps": steps,
        "firstStepMs": 1000 * first,
        "stepMs": 1000 * wall / steps,
        "imagesPerSecond": images * steps / wall,
        "cpuShare": cpu / wall / len(os.sched_getaffinity(0)),
        "peakBytes": torch.cuda.max_memory_allocated() if device == "cuda" else 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }


if __name__ == "__main__":
    device, file, folder, seconds, variant = sys.argv[1:]
    say(start=variant)
    try:
        row = measure(device, file, folder, float(seconds), variant)
    except Exception as error:
        row = {"failed": f"{type(error).__name__}: {(str(error).strip().splitlines() or [''])[0]}"[:400]}
    say(row={"item": variant, **row})
