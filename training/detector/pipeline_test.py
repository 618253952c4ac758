# SPDX-License-Identifier: Apache-2.0
"""Tests of the pipeline. Not part of `make test`, which needs no PyTorch."""
import unittest

import numpy as np
import torch

import augment
import cache
import calibrate
import loader
import loss
import model
import pixels
import scores
import sets

PERSON = np.array([[100, 50, 140, 150, 0]], np.float32)


def picture():
    """300 x 200 at offset 0 of a table of one size after the other."""
    sizes = [(300 >> k, 200 >> k) for k in range(cache.SIZES)]
    offsets = np.cumsum([0] + [w * h for w, h in sizes])[:-1]
    return cache.Picture(300, 200, PERSON, offsets, (300, 200), (0, 0))


def table():
    """Pixels of `picture`: grey, the person white, in all sizes."""
    parts = []
    for k in range(cache.SIZES):
        part = np.full((200 >> k, 300 >> k, 3), 90, np.uint8)
        part[50 >> k:150 >> k, 100 >> k:140 >> k] = 255
        parts.append(part.reshape(-1, 3))
    return torch.from_numpy(np.concatenate(parts))


class Labels(unittest.TestCase):
    def test_who_is_cut_by_the_border_keeps_the_part_that_shows(self):
        moved = PERSON + np.array([-120, 0, -120, 0, 0], np.float32)  # half is left of the canvas
        out = augment.cut(moved, np.array([4000.0]), 200, 200)
        np.testing.assert_array_equal(out, [[0, 50, 20, 150, 0]])

    def test_of_whom_next_to_nothing_shows_is_not_learned_from(self):
        moved = PERSON + np.array([-136, 0, -136, 0, 0], np.float32)
        self.assertEqual(augment.cut(moved, np.array([4000.0]), 200, 200)[0, 4], 1)

    def test_a_sample_has_its_people_inside(self):
        for seed in range(50):
            labels = augment.sample(lambda rng: picture(), np.random.default_rng(seed), 128, 96, 0.5)[4]
            self.assertTrue(np.all(labels[:, :2] >= 0) and np.all(labels[:, 2] <= 128) and np.all(labels[:, 3] <= 96))
            self.assertTrue(np.all(labels[:, 2:4] > labels[:, :2]))

    def test_the_empty_part_touches_nobody(self):
        x1, y1, x2, y2 = cache.empty_part(PERSON, 300, 200)
        self.assertGreater((x2 - x1) * (y2 - y1), 0.12 * 300 * 200)
        self.assertTrue(x2 <= 100 or x1 >= 140 or y2 <= 50 or y1 >= 150)

    def test_a_picture_full_of_people_has_no_empty_part(self):
        self.assertEqual(cache.empty_part(np.array([[0, 0, 300, 200, 0]], np.float32), 300, 200), [0, 0, 0, 0])


class Pixels(unittest.TestCase):
    def test_labels_lie_where_people_are_drawn(self):
        batch = loader.recipes(lambda rng: picture(), np.random.default_rng(5), 40, 128, 96, 0.5)
        drawn = pixels.draw(table(), batch, 128, 96)
        checked = 0
        for image, labels in zip(drawn, batch["labels"]):
            for x1, y1, x2, y2, unsure in labels:
                if unsure or (x2 - x1) < 6 or (y2 - y1) < 6:
                    continue
                x, y = int((x1 + x2) / 2), int((y1 + y2) / 2)
                self.assertGreater(float(image[:, y, x].min()), 200)
                checked += 1
        self.assertGreater(checked, 20)

    def test_without_faults_nothing_changes(self):
        row = np.zeros((1, 16 + augment.KERNEL ** 2), np.float32)
        row[0, 0], row[0, 4], row[0, 5] = -1, 1, 1
        row[0, 7:16] = np.eye(3).ravel()
        row[0, 16 + augment.KERNEL ** 2 // 2] = 1
        x = torch.randint(0, 256, (1, 3, 32, 48)).float()
        self.assertLess(float((pixels.degrade(x, row) - x).abs().max()), 1.01)

    def test_compression_loses_more_the_lower_its_quality(self):
        x = torch.randint(0, 256, (1, 3, 32, 48), generator=torch.Generator().manual_seed(1)).float()
        lost = [float((pixels.jpeg(x, torch.tensor([q])) - x).pow(2).mean()) for q in (20.0, 60.0, 98.0)]
        self.assertTrue(lost[0] > lost[1] > lost[2])
        flat = torch.full((1, 3, 32, 48), 77.0)
        self.assertLess(float((pixels.jpeg(flat, torch.tensor([50.0])) - flat).abs().max()), 3)


class Learning(unittest.TestCase):
    def test_points_of_a_person_lie_on_it(self):
        points = model.grid(96, 128)
        boxes = torch.cat([points[:, :2] - 20, points[:, :2] + 20], 1)[None]
        people = torch.tensor([[[40, 20, 80, 80.0]]])
        chosen, person, iou = loss.assign(torch.zeros(1, len(points)), boxes, people, torch.ones(1, 1).bool(), points)
        at = chosen[0].nonzero()[:, 0]
        self.assertGreater(len(at), 1)
        self.assertTrue(bool(((points[at, 0] - 60).abs() < 40).all() and (person[0, at] == 0).all()))
        self.assertTrue(bool((iou[0, at] > 0).all()))

    def test_a_point_stands_for_one_person_alone(self):
        points = model.grid(96, 128)
        boxes = torch.cat([points[:, :2] - 15, points[:, :2] + 15], 1)[None]
        people = torch.tensor([[[40, 20, 80, 80], [44, 24, 84, 84.0]]])
        chosen, person, _ = loss.assign(torch.zeros(1, len(points)), boxes, people, torch.ones(1, 2).bool(), points)
        self.assertEqual(sorted(set(person[0, chosen[0]].tolist())), [0, 1])

    def test_a_few_steps_learn_one_picture(self):
        torch.manual_seed(1)
        net, points = model.Net(), model.grid(96, 128)
        optimiser = torch.optim.AdamW(net.parameters(), lr=2e-3)
        pictures = torch.randint(0, 255, (2, 3, 96, 128)).float()
        labels = loss.padded([np.array([[40, 20, 80, 80, 0]], np.float32)] * 2, "cpu")
        losses = []
        for _ in range(12):
            score, box, _ = loss.detection_loss(net(pictures), labels, points)
            optimiser.zero_grad()
            (score + box).backward()
            optimiser.step()
            losses.append(float(score + box))
        self.assertLess(losses[-1], 0.8 * losses[0])

    def test_regions_to_ignore_cost_nothing(self):
        points = model.grid(96, 128)
        raw = torch.zeros(1, len(points), 5)
        everywhere = loss.padded([np.array([[0, 0, 128, 96, 1]], np.float32)], "cpu")
        score, _, _ = loss.detection_loss(raw, everywhere, points)
        self.assertEqual(float(score), 0)

    def test_equal_maps_are_alike_at_any_scale(self):
        maps = [torch.rand(2, 4, 6, 5)]
        self.assertLess(float(loss.feature_loss(maps, [3 * maps[0] + 1])), 1e-3)
        self.assertGreater(float(loss.feature_loss(maps, [torch.rand(2, 4, 6, 5)])), 0.5)


class Scores(unittest.TestCase):
    def test_calibration_finds_what_made_the_hits(self):
        rng = np.random.default_rng(1)
        logits = rng.normal(0, 2, 20000)
        hits = rng.random(20000) < 1 / (1 + np.exp(-(0.7 * logits - 0.5)))
        factor, offset = calibrate.platt(logits, hits.astype(float))
        self.assertAlmostEqual(factor, 0.7, delta=0.05)
        self.assertAlmostEqual(offset, -0.5, delta=0.05)

    def test_average_precision_of_a_known_list(self):
        ap, _, _ = scores.average_precision([(0.9, 1), (0.8, 0), (0.7, 1)], 2)
        self.assertAlmostEqual(ap, 0.5 + 0.5 * 2 / 3)


    def test_the_threshold_is_the_lowest_with_enough_right(self):
        rows = [(0.9, 1)] * 19 + [(0.8, 0), (0.7, 0)] + [(0.6, 1)] * 10
        self.assertEqual(calibrate.shipped_threshold(rows), 0.8)


class Manifest(unittest.TestCase):
    def test_every_set_says_where_it_is_from(self):
        for entry in sets.load().values():
            self.assertTrue(entry["source"] and entry["licence"] and entry["attribution"])
        self.assertAlmostEqual(sum(s["share"] for s in sets.load().values()), 1.0)


if __name__ == "__main__":
    unittest.main()
