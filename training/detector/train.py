# SPDX-License-Identifier: Apache-2.0
"""Trains the detector; stops and resumes at any time.

The schedule (learning rate, picture size, mosaics) follows the work done: iterations, or minutes of computing.
"""
import argparse
import copy
import json
import math
import os
import pathlib
import time

import torch
from torch import nn

import cache
import loader
import loss
import model
import pixels
import scores
import teacher

LARGE, TALL, SMALL = (512, 288), (448, 320), (384, 224)
BOX_WEIGHT, FEATURE_WEIGHT, SURE_WEIGHT = 2.0, 4.0, 0.5
WEIGHT_DECAY = 0.03
WARM_UP = 200          # iterations
AVERAGED = 50_000      # pictures that the kept weights are averaged over
CHECKPOINT_S = 240


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", required=True, help="folder of the cache")
    parser.add_argument("--out", required=True, help="folder of checkpoint.pt and log.jsonl")
    parser.add_argument("--init", default="", help="averaged weights to begin with")
    parser.add_argument("--teacher", default="", help="yolox_nano_416.onnx; without it nobody teaches")
    parser.add_argument("--iterations", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=0, help="of computing, instead of iterations")
    parser.add_argument("--slice", type=float, default=math.inf, help="minutes until this call ends, to go on later")
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--small-until", type=float, default=0.5, help="share of the schedule of small pictures")
    parser.add_argument("--threads", type=int, default=2, help="of the trainer; never fewer than 2")
    parser.add_argument("--workers", type=int, default=1, help="processes that make recipes; with a GPU 12")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    if bool(chosen.iterations) == bool(chosen.minutes):
        parser.error("give either --iterations or --minutes")
    return chosen


class Trainer:
    def __init__(self, chosen):
        self.chosen, self.out, self.began = chosen, pathlib.Path(chosen.out), time.monotonic()
        self.out.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(chosen.seed)
        torch.set_num_threads(max(2, chosen.threads))
        state = self.saved()
        self.iteration, self.spent = (state["iteration"], state["spent"]) if state else (0, 0.0)
        self.loader = loader.Loader(chosen.cache, chosen.batch, chosen.seed + self.iteration, chosen.workers)
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        torch.backends.cudnn.benchmark = True
        self.cache, self.grids = cache.Cache(chosen.cache), {}
        self.pixels = torch.from_numpy(self.cache.pixels).to(self.device)
        self.teacher = teacher.Teacher(chosen.teacher, self.device, self.half()) if chosen.teacher else None
        self.net = model.Net()
        if chosen.init:
            self.net.load_state_dict(torch.load(chosen.init, map_location="cpu")["ema"])
        self.adapters = nn.ModuleList([nn.Conv2d(model.NECK, teacher.CHANNELS, 1) for _ in model.STRIDES])
        self.net.to(self.device, memory_format=torch.channels_last)
        self.adapters.to(self.device)
        self.average = copy.deepcopy(self.net).eval()
        self.optimiser = torch.optim.AdamW(self.groups(), lr=chosen.rate, betas=(0.9, 0.99))
        if state:
            for name in ("net", "adapters", "average", "optimiser"):
                getattr(self, name).load_state_dict(state["ema" if name == "average" else name])
        print(f"{len(self.cache)} pictures, {int(self.cache.kept_back.sum())} kept back; on {self.device}; "
              f"iteration {self.iteration}, {self.spent / 60:.1f} min", flush=True)

    def half(self):
        """Numbers of the teacher: it only has to be read roughly, but a CPU is not faster with half of the digits."""
        return torch.bfloat16 if self.device.type == "cuda" else torch.float32

    def saved(self):
        path = self.out / "checkpoint.pt"
        return torch.load(path, map_location="cpu") if path.exists() else None

    def groups(self):
        parameters = [*self.net.parameters(), *self.adapters.parameters()]
        return [{"params": [p for p in parameters if p.ndim > 1], "weight_decay": WEIGHT_DECAY},
                {"params": [p for p in parameters if p.ndim <= 1], "weight_decay": 0}]

    def save(self):
        state = {"net": self.net.state_dict(), "adapters": self.adapters.state_dict(), "ema": self.average.state_dict(),
                 "optimiser": self.optimiser.state_dict(), "iteration": self.iteration, "spent": self.spent}
        torch.save(state, self.out / "checkpoint.tmp")
        os.replace(self.out / "checkpoint.tmp", self.out / "checkpoint.pt")

    def progress(self):
        if self.chosen.iterations:
            return self.iteration / self.chosen.iterations
        return self.spent / 60 / self.chosen.minutes

    def plan(self, progress):
        """Size of the next batch, its share of mosaics, its learning rate."""
        small = 0.75 if progress < self.chosen.small_until else 0.0
        turn = (self.iteration * 0.61803398875) % 1  # evenly mixed, the same on every run
        size = SMALL if turn < small else (TALL if turn > 0.8 + 0.2 * small else LARGE)
        mosaic = 0.4 if progress < 0.5 else (0.25 if progress < 0.8 else 0.0)
        rate = min(1, (self.iteration + 1) / WARM_UP) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(progress, 1))))
        return size, mosaic, self.chosen.rate * rate

    def points(self, w, h):
        if (w, h) not in self.grids:
            self.grids[(w, h)] = model.grid(h, w).to(self.device)
        return self.grids[(w, h)]

    def losses(self, batch, w, h):
        """Of one batch: score, box, the teacher's scores, the teacher's maps."""
        clean = pixels.draw(self.pixels, batch, w, h)
        seen = pixels.degrade(clean, batch["camera"])
        taught, sure = self.teacher(clean) if self.teacher else ([], None)  # the teacher sees what no camera spoiled
        with torch.autocast(self.device.type, dtype=torch.bfloat16):
            features = self.net.features(seen.contiguous(memory_format=torch.channels_last))
            raw = self.net.heads(features)
            adapted = [a(f) for a, f in zip(self.adapters, features)] if taught else []
        labels = loss.padded(batch["labels"], self.device)
        score, box, differs = loss.detection_loss(raw.float(), labels, self.points(w, h), sure)
        alike = loss.feature_loss([a.float() for a in adapted], taught) if taught else score * 0
        return {"score": score, "box": box, "sure": differs, "alike": alike}

    def step(self):
        size, mosaic, rate = self.plan(self.progress())
        (w, h), batch = self.loader.next(*size, mosaic)
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        parts = self.losses(batch, w, h)
        self.optimiser.zero_grad(set_to_none=True)
        (parts["score"] + BOX_WEIGHT * parts["box"] + SURE_WEIGHT * parts["sure"]
         + FEATURE_WEIGHT * parts["alike"]).backward()
        if math.isfinite(float(nn.utils.clip_grad_norm_(self.net.parameters(), 10.0))):
            self.optimiser.step()
        self.iteration += 1
        self.follow()
        return {name: part.detach() for name, part in parts.items()}

    def follow(self):
        """The averaged weights follow the learned ones."""
        share = max(self.chosen.batch / AVERAGED, 1 / (1 + self.iteration / 10))
        with torch.no_grad():
            for kept, now in zip(self.average.state_dict().values(), self.net.state_dict().values()):
                kept.lerp_(now, min(share, 1.0)) if kept.dtype.is_floating_point else kept.copy_(now)

    def run(self):
        saved, sums = time.monotonic(), {}
        while self.progress() < 1 and time.monotonic() - self.began < self.chosen.slice * 60:
            began = time.monotonic()
            for key, value in self.step().items():
                sums[key] = sums.get(key, 0) + value / 50
            self.spent += time.monotonic() - began
            if self.iteration % 50 == 0:
                self.log({k: round(float(v), 5) for k, v in sums.items()})
                sums = {}
            if time.monotonic() - saved > CHECKPOINT_S:
                self.save()
                self.log({"kept_back": scores.validate(self.average, self.cache, *LARGE)})
                saved = time.monotonic()
        self.save()
        self.log({"final": scores.validate(self.average, self.cache, *LARGE, limit=10**6)})
        self.loader.close()

    def log(self, row):
        line = json.dumps({"iteration": self.iteration, "minutes": round(self.spent / 60, 1),
                           "progress": round(self.progress(), 3), **row})
        with open(self.out / "log.jsonl", "a") as file:
            file.write(line + "\n")
        print(line, flush=True)


if __name__ == "__main__":
    Trainer(options()).run()
