# SPDX-License-Identifier: Apache-2.0
"""Trains the network, or with --fold K of N all but a fold of the people, whom it then answers about.

The people of a fold are told by a hash of their names. Nobody of the measuring sets is read.
"""
import argparse
import hashlib
import json
import math
import pickle
import time

import numpy as np
import torch
import torch.nn.functional as F

import body
import network

SHARES = {"cuhk01": 0.34, "rendered": 0.2}  # of the draws; the other sources share the rest


def fold_of(person, folds):
    return int(hashlib.sha256(person.encode()).hexdigest(), 16) % folds


def weights(people):
    """Each source its share, in it feminine and masculine alike, and each person of a kind alike."""
    counts, sizes = {}, {}
    for _, feminine, person, source in people:
        kind = source if source in SHARES else "other"
        counts[person] = counts.get(person, 0) + 1
        sizes.setdefault((kind, feminine), set()).add(person)
    rest = 1 - sum(SHARES.values())
    out = []
    for _, feminine, person, source in people:
        kind = source if source in SHARES else "other"
        out.append(SHARES.get(kind, rest) / 2 / len(sizes[kind, feminine]) / counts[person])
    return np.array(out) / sum(out)


def fit(people, detector, chosen):
    torch.manual_seed(chosen.seed)
    random = np.random.default_rng(chosen.seed)
    net = network.Net()
    net.begin_with(torch.load(detector, map_location="cpu")["ema"])
    average = {k: v.clone().float() for k, v in net.state_dict().items()}
    new = list(net.out.parameters())
    old = [p for n, p in net.named_parameters() if not n.startswith("out")]
    optimiser = torch.optim.AdamW([{"params": old, "scale": 0.3}, {"params": new, "scale": 1}], lr=chosen.rate,
                                  weight_decay=0.05)
    draw = weights(people)
    for step in range(chosen.steps):
        rate = chosen.rate * min(1, (step + 1) / 50) * 0.5 * (1 + math.cos(math.pi * step / chosen.steps))
        for group in optimiser.param_groups:
            group["lr"] = rate * group["scale"]
        batch = random.choice(len(people), chosen.batch, p=draw)
        images = body.tensor([body.trained_on(people[i][0], random) for i in batch])
        wanted = torch.tensor([[people[i][1]] for i in batch], dtype=torch.float32)
        wanted = 0.06 + 0.88 * wanted  # nobody's label is beyond doubt
        net.train()
        loss = F.binary_cross_entropy_with_logits(net(torch.from_numpy(images)), wanted)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        optimiser.step()
        keep = min(0.995, step / (step + 10))
        for key, value in net.state_dict().items():
            average[key].mul_(keep).add_(value.float(), alpha=1 - keep)
        if step % 100 == 0:
            print(f"{step} {loss.item():.3f} {time.process_time():.0f} s", flush=True)
    net.load_state_dict(average)
    return net.eval()


def answers(net, people):
    with torch.no_grad():
        for crop, feminine, person, source in people:
            image = body.picture(body.below_head(crop, 0.305))
            yield {"person": person, "source": source, "feminine": feminine,
                   "logit": round(net(torch.from_numpy(body.tensor([image]))).item(), 4)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("people", help="file of people.py")
    parser.add_argument("detector", help="sillage-person-v1.pt, to begin with")
    parser.add_argument("out", help="weights, or the answers of a fold as JSON lines")
    parser.add_argument("--fold", type=int, default=-1)
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    torch.set_num_threads(chosen.threads)
    people = pickle.load(open(chosen.people, "rb"))
    kept = [p for p in people if fold_of(p[2], chosen.folds) != chosen.fold]
    net = fit(kept, chosen.detector, chosen)
    if chosen.fold < 0:
        torch.save(net.state_dict(), chosen.out)
        return
    with open(chosen.out, "w") as file:
        for row in answers(net, [p for p in people if fold_of(p[2], chosen.folds) == chosen.fold]):
            file.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
