# SPDX-License-Identifier: Apache-2.0
"""Tests of the pipeline. Not part of `make test`, which needs no PyTorch."""
import unittest

import numpy as np
import torch

import augment
import cache
import calibrate
import loss
import model
import scores
import sets

PERSON = np.array([[100, 50, 140, 150, 0]], np.float32)


class Labels(unittest.TestCase):
    def test_who_is_cut_by_the_border_keeps_the_part_that_shows(self):
        moved = PERSON + np.array([-120, 0, -120, 0, 0], np.float32)  # half is left of the canvas
        out = augment.cut(moved, np.array([4000.0]), 200, 200)
        np.testing.assert_array_equal(out, [[0, 50, 20, 150, 0]])

    def test_of_whom_next_to_nothing_shows_is_not_learned_from(self):
        moved = PERSON + np.array([-136, 0, -136, 0, 0], np.float32)
        self.assertEqual(augment.cut(moved, np.array([4000.0]), 200, 200)[0, 4], 1)

    def test_a_sample_has_its_people_inside(self):
        picture = np.full((200, 300, 3), 90, np.uint8)
        for seed in range(50):
            image, labels = augment.sample(lambda rng: (picture, PERSON), np.random.default_rng(seed), 128, 96, 0.5)
            self.assertEqual(image.shape, (96, 128, 3))
            self.assertTrue(np.all(labels[:, :2] >= 0) and np.all(labels[:, 2] <= 128) and np.all(labels[:, 3] <= 96))
            self.assertTrue(np.all(labels[:, 2:4] > labels[:, :2]))

    def test_the_empty_part_touches_nobody(self):
        x1, y1, x2, y2 = cache.empty_part(PERSON, 300, 200)
        self.assertGreater((x2 - x1) * (y2 - y1), 0.12 * 300 * 200)
        self.assertTrue(x2 <= 100 or x1 >= 140 or y2 <= 50 or y1 >= 150)

    def test_a_picture_full_of_people_has_no_empty_part(self):
        self.assertEqual(cache.empty_part(np.array([[0, 0, 300, 200, 0]], np.float32), 300, 200), [0, 0, 0, 0])


class Learning(unittest.TestCase):
    def test_points_of_a_person_lie_on_it(self):
        points = model.grid(96, 128).numpy()
        boxes = np.concatenate([points[:, :2] - 20, points[:, :2] + 20], 1)
        at, person, iou = loss.assign(np.zeros(len(points), np.float32), boxes, np.array([[40, 20, 80, 80.0]]), points)
        self.assertGreater(len(at), 1)
        self.assertTrue(np.all(np.abs(points[at, 0] - 60) < 40) and np.all(person == 0) and np.all(iou > 0))

    def test_a_few_steps_learn_one_picture(self):
        torch.manual_seed(1)
        net, points = model.Net(), model.grid(96, 128)
        optimiser = torch.optim.AdamW(net.parameters(), lr=2e-3)
        pixels = torch.randint(0, 255, (2, 3, 96, 128)).float()
        labels = [np.array([[40, 20, 80, 80, 0]], np.float32)] * 2
        losses = []
        for _ in range(12):
            score, box = loss.detection_loss(net(pixels), labels, points, points.numpy())
            optimiser.zero_grad()
            (score + box).backward()
            optimiser.step()
            losses.append(float(score + box))
        self.assertLess(losses[-1], 0.8 * losses[0])

    def test_regions_to_ignore_cost_nothing(self):
        points = model.grid(96, 128)
        raw = torch.zeros(1, len(points), 5)
        everywhere = [np.array([[0, 0, 128, 96, 1]], np.float32)]
        score, _ = loss.detection_loss(raw, everywhere, points, points.numpy())
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


class Manifest(unittest.TestCase):
    def test_every_set_says_where_it_is_from(self):
        for entry in sets.load().values():
            self.assertTrue(entry["source"] and entry["licence"] and entry["attribution"])
        self.assertAlmostEqual(sum(s["share"] for s in sets.load().values()), 1.0)


if __name__ == "__main__":
    unittest.main()
