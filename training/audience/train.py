# SPDX-License-Identifier: Apache-2.0
"""Trains the network, or with --fold K of N all but a fold of the people, whom it then answers about.

It learns how people present from our labels, and beside it, from many more people, what a teacher says of them who sees
their heads as well: that shapes its layers, and is thrown away in the end. The people of a fold are told by a hash of
their names. Nobody of the measuring sets is read.
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

# Of the draws. `+`: people whom we labelled, feminine and masculine alike; without: people of whom the teacher speaks.
SHARES = {"cuhk01+": 0.16, "coco+": 0.27, "shops+": 0.09, "rendered+": 0.22, "coco": 0.15, "capston2_own": 0.05,
          "supermarket_shoplifting9": 0.03, "crowd_detection2": 0.01, "factory_person1": 0.01, "lobby_rohith": 0.01}
KINDS = {"cuhk01+": "cuhk01+", "rendered+": "rendered+", "coco_person950+": "coco+", "capston2_coco+": "coco+",
         "coco_person950": "coco", "capston2_coco": "coco"}
# How far the teacher is believed about presentation, of 1: it is right for .97 of indoor crops, for .75 of photos.
TRUST = {"capston2_own": 0.6, "supermarket_shoplifting9": 0.6, "factory_person1": 0.3, "coco": 0.2}
DOUBT = 0.05     # nobody's label is beyond doubt
REPEATED = 0.7   # crops of one person count less by the power of this
MIXED = 0.3      # parameter of mixup's beta distribution
ATTRIBUTE_SHARE, FEATURE_SHARE = 0.4, 0.6  # of the loss


def fold_of(person, folds):
    return int(hashlib.sha256(person.encode()).hexdigest(), 16) % folds


class Examples:
    def __init__(self, people, teacher_alone):
        self.people, wanted, trust, seen = [], [], [], []
        kinds = []
        for crop, feminine, person, source, teacher in people:
            feminine = None if teacher_alone else feminine
            known = feminine is not None
            if not known and teacher is None:
                continue
            kind = KINDS.get(source + "+" * known, "shops+" if known else source)
            if kind not in SHARES:
                continue
            self.people.append((crop, person))
            kinds.append((kind, feminine))
            wanted.append(DOUBT + (1 - 2 * DOUBT) * feminine if known else 1 - float(teacher[0]))
            trust.append(1.0 if known else 0.0 if teacher_alone else TRUST.get(kind, 0.0))
            seen.append(np.full(ATTRIBUTES + FEATURES, np.nan, np.float32) if teacher is None else teacher)
        self.draw = self.weights(kinds)
        self.wanted, self.trust = torch.tensor(wanted), torch.tensor(trust)
        seen = np.array(seen)
        self.taught = torch.from_numpy(~np.isnan(seen[:, 0])).float()
        features = seen[:, ATTRIBUTES:]
        features = (features - np.nanmean(features, 0)) / (np.nanstd(features, 0) + 1e-2)
        self.features = torch.from_numpy(np.nan_to_num(features).astype(np.float32))
        self.attributes = torch.from_numpy(np.nan_to_num(seen[:, :ATTRIBUTES]))

    def weights(self, kinds):
        counts = {}
        for _, person in self.people:
            counts[person] = counts.get(person, 0) + 1
        out = np.array([counts[person] ** -REPEATED for _, person in self.people])
        for key in set(kinds):
            of = np.array([k == key for k in kinds])
            out[of] *= SHARES[key[0]] / (1 if key[1] is None else 2) / out[of].sum()
        return out / out.sum()

    def loss(self, out, chosen):
        presents = F.binary_cross_entropy_with_logits(out[:, 0], self.wanted[chosen], reduction="none")
        attributes = F.binary_cross_entropy_with_logits(out[:, 1:1 + ATTRIBUTES], self.attributes[chosen],
                                                        reduction="none")
        features = F.smooth_l1_loss(out[:, 1 + ATTRIBUTES:], self.features[chosen], reduction="none")
        beside = ATTRIBUTE_SHARE * attributes.mean(1) + FEATURE_SHARE * features.mean(1)
        return (self.trust[chosen] * presents + self.taught[chosen] * beside).mean()


def fit(people, begin, chosen):
    torch.manual_seed(chosen.seed)
    random = np.random.default_rng(chosen.seed)
    examples = Examples(people, chosen.teacher_alone)
    net = network.Net()
    net.begin_with(begin)
    net.out = nn.Linear(net.out.in_features, 1 + ATTRIBUTES + FEATURES)
    average = {k: v.clone().float() for k, v in net.state_dict().items()}
    optimiser = torch.optim.AdamW(net.parameters(), lr=chosen.rate, weight_decay=0.05)
    for step in range(chosen.steps):
        rate = chosen.rate * min(1, (step + 1) / 60) * (0.02 + 0.49 * (1 + math.cos(math.pi * step / chosen.steps)))
        for group in optimiser.param_groups:
            group["lr"] = rate
        batch = random.choice(len(examples.people), chosen.batch, p=examples.draw)
        images = torch.from_numpy(body.tensor([body.trained_on(examples.people[i][0], random) for i in batch]))
        batch, other = torch.from_numpy(batch), torch.randperm(chosen.batch)
        part = float(random.beta(MIXED, MIXED))
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
    for part in ("weight", "bias"):
        average[f"out.{part}"] = average[f"out.{part}"][:1]
    net.out = nn.Linear(net.out.in_features, 1)
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
