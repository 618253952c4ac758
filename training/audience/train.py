# SPDX-License-Identifier: Apache-2.0
"""Trains the network, or with --fold K of N all but a fold of the people, whom it then answers about.

A first round (--teacher-alone) learns from many people what a teacher says of them who sees their heads as well: that
shapes the layers, and is thrown away. The second learns how people present, from labels alone. The people of a fold are
told by a hash of their names; the first round has seen them, so that folds flatter, and Penn-Fudan, of which it saw
nobody, does not. Nobody of Market-1501 is read.
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
from torch import nn

import body
import network
from onlooker import ATTRIBUTES, FEATURES

# Of the draws of a round; of labelled people, feminine and masculine alike.
LABELLED = {"cuhk01": 0.18, "coco": 0.34, "shops": 0.12, "rendered": 0.42, "pennfudan": 0.13}
TAUGHT = {"coco": 0.51, "capston2_own": 0.12, "cuhk01": 0.12, "supermarket_shoplifting9": 0.08, "factory_person1": 0.06,
          "crowd_detection2": 0.05, "lobby_rohith": 0.05, "intel_clips": 0.01}
KINDS = {"coco_person950": "coco", "capston2_coco": "coco"}
DOUBT = 0.05     # nobody's label is beyond doubt
REPEATED = 0.7   # crops of one person count less by the power of this
MIXED = 0.3      # parameter of mixup's beta distribution


def fold_of(person, folds):
    return int(hashlib.sha256(person.encode()).hexdigest(), 16) % folds


class Examples:
    def __init__(self, people, teacher_alone):
        self.people, wanted, seen, kinds = [], [], [], []
        shares = TAUGHT if teacher_alone else LABELLED
        for crop, feminine, person, source, teacher in people:
            if (teacher if teacher_alone else feminine) is None:
                continue
            kind = KINDS.get(source, source)
            if not teacher_alone and kind not in shares:
                kind = "shops"
            if kind not in shares:
                continue
            self.people.append((crop, person))
            kinds.append((kind, None if teacher_alone else feminine))
            if teacher_alone:
                seen.append(teacher)
            else:
                wanted.append(DOUBT + (1 - 2 * DOUBT) * feminine)
        self.draw = self.weights(kinds, shares)
        self.wanted = torch.tensor(wanted)
        if teacher_alone:
            seen = np.array(seen)
            features = seen[:, ATTRIBUTES:]
            features = (features - features.mean(0)) / (features.std(0) + 1e-2)
            self.features = torch.from_numpy(features.astype(np.float32))
            self.attributes = torch.from_numpy(seen[:, :ATTRIBUTES])

    def weights(self, kinds, shares):
        counts = {}
        for _, person in self.people:
            counts[person] = counts.get(person, 0) + 1
        out = np.array([counts[person] ** -REPEATED for _, person in self.people])
        for key in set(kinds):
            of = np.array([k == key for k in kinds])
            out[of] *= shares[key[0]] / (1 if key[1] is None else 2) / out[of].sum()
        return out / out.sum()

    def loss(self, out, chosen):
        if out.shape[1] == 1:
            return F.binary_cross_entropy_with_logits(out[:, 0], self.wanted[chosen])
        return (F.binary_cross_entropy_with_logits(out[:, :ATTRIBUTES], self.attributes[chosen])
                + F.smooth_l1_loss(out[:, ATTRIBUTES:], self.features[chosen]))


def fit(people, begin, chosen):
    torch.manual_seed(chosen.seed)
    random = np.random.default_rng(chosen.seed)
    examples = Examples(people, chosen.teacher_alone)
    net = network.Net()
    net.begin_with(begin)
    if chosen.teacher_alone:
        net.out = nn.Linear(net.out.in_features, ATTRIBUTES + FEATURES)
    average = {k: v.clone().float() for k, v in net.state_dict().items()}
    optimiser = torch.optim.AdamW(net.parameters(), lr=chosen.rate, weight_decay=0.05)
    for step in range(chosen.steps):
        rate = chosen.rate * min(1, (step + 1) / 60) * (0.02 + 0.49 * (1 + math.cos(math.pi * step / chosen.steps)))
        for group in optimiser.param_groups:
            group["lr"] = rate
        batch = random.choice(len(examples.people), chosen.batch, p=examples.draw)
        images = torch.from_numpy(body.tensor([body.trained_on(examples.people[i][0], random) for i in batch]))
        batch, other = torch.from_numpy(batch), torch.randperm(chosen.batch)
        part = 1.0 if chosen.teacher_alone else float(random.beta(MIXED, MIXED))
        net.train()
        out = net(part * images + (1 - part) * images[other])
        loss = part * examples.loss(out, batch) + (1 - part) * examples.loss(out, batch[other])
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        optimiser.step()
        keep = min(0.997, step / (step + 10))
        for key, value in net.state_dict().items():
            average[key].mul_(keep).add_(value.float(), alpha=1 - keep)
        if step % 100 == 0:
            print(f"{step} {loss.item():.3f} {time.process_time():.0f} s", flush=True)
    net.load_state_dict(average)
    return net.eval()


def answers(net, people):
    with torch.no_grad():
        for crop, feminine, person, source, _ in people:
            if feminine is None:
                continue
            image = body.picture(body.below_head(crop, 0.305))
            yield {"person": person, "source": source, "feminine": feminine,
                   "logit": round(net(torch.from_numpy(body.tensor([image]))).item(), 4)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("people", help="file of people.py")
    parser.add_argument("detector", help="sillage-person-v1.pt or weights of a first round, to begin with")
    parser.add_argument("out", help="weights; with --fold the answers as JSON lines, and beside them the weights")
    parser.add_argument("--teacher-alone", action="store_true", help="a first round, without our labels")
    parser.add_argument("--fold", type=int, default=-1)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=1.2e-3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    torch.set_num_threads(chosen.threads)
    people = pickle.load(open(chosen.people, "rb"))
    begin = torch.load(chosen.detector, map_location="cpu")
    net = fit([p for p in people if fold_of(p[2], chosen.folds) != chosen.fold], begin.get("ema", begin), chosen)
    if chosen.fold < 0:
        torch.save(net.state_dict(), chosen.out)
        return
    torch.save(net.state_dict(), chosen.out + ".pt")
    with open(chosen.out, "w") as file:
        for row in answers(net, [p for p in people if fold_of(p[2], chosen.folds) == chosen.fold]):
            file.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
