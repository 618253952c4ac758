# SPDX-License-Identifier: Apache-2.0
"""From answers about people whom training never saw: what a logit is worth, how alike looks are, whom to answer about.

Prints scale and offset (for export.py), the correlation of looks at one person and the log-odds from which on a visit
is answered (src/floor/measure/internal/perceived.h), and the audit of the model's card.
"""
import argparse
import json
import math

ANSWERED = 0.75  # of the people that were looked at more than twice, as visitors are
FEW = 2


def people_of(rows):
    out = {}
    for row in rows:
        out.setdefault((row["person"], row["feminine"]), []).append(row["logit"])
    return [(feminine, logits) for (_, feminine), logits in out.items()]


def fit(people, balance):
    """Logistic regression of two numbers by Newton's method; each person counts once, classes alike."""
    scale, offset = 1.0, 0.0
    for _ in range(50):
        g = [0.0, 0.0]
        h = [[1e-3, 0.0], [0.0, 1e-3]]
        for feminine, logits in people:
            for x in logits:
                weight = balance[feminine] / len(logits)
                p = 1 / (1 + math.exp(-max(-30, min(30, scale * x + offset))))
                for i, a in enumerate((x, 1.0)):
                    g[i] += weight * (p - feminine) * a
                    for j, b in enumerate((x, 1.0)):
                        h[i][j] += weight * p * (1 - p) * a * b
        det = h[0][0] * h[1][1] - h[0][1] * h[1][0]
        scale -= (h[1][1] * g[0] - h[0][1] * g[1]) / det
        offset -= (h[0][0] * g[1] - h[1][0] * g[0]) / det
    return scale, offset


def correlation(people):
    """Of the log-odds of two looks at one person, beyond what the class explains (intraclass, by variances)."""
    within = between = pairs = 0.0
    for wanted in (0, 1):
        groups = [logits for feminine, logits in people if feminine == wanted and len(logits) > 1]
        mean = sum(map(sum, groups)) / sum(map(len, groups))
        for logits in groups:
            n = len(logits)
            s = sum(x - mean for x in logits)
            q = sum((x - mean) ** 2 for x in logits)
            between += (s * s - q) / (n * (n - 1))
            within += q / n
            pairs += 1
    return max(0.0, min(1.0, between / within))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("answers", nargs="+", help="files of train.py --fold")
    parser.add_argument("--sources", nargs="+", default=["cuhk01", "pennfudan", "supermarket_shoplifting9", "intel_clips",
                                                         "rendered"])
    parser.add_argument("--correlation", type=float, help="instead of the measured one")
    chosen = parser.parse_args()
    rows = [json.loads(line) for path in chosen.answers for line in open(path)]
    people = people_of(r for r in rows if r["source"] in chosen.sources)
    count = [sum(1 for f, _ in people if f == wanted) for wanted in (0, 1)]
    scale, offset = fit(people, [len(people) / 2 / n for n in count])
    people = [(f, [scale * x + offset for x in logits]) for f, logits in people]
    alike = chosen.correlation if chosen.correlation is not None else correlation(people)
    together = [(f, sum(x) / (1 + (len(x) - 1) * alike)) for f, x in people]
    # Half of the answered threshold of each class: who is seldom must not be answered about less.
    often = [t for t, (_, looks) in zip(together, people) if len(looks) > FEW]
    by_certainty = [sorted((abs(s) for f, s in often if f == wanted), reverse=True) for wanted in (0, 1)]
    certain = sum(c[min(len(c) - 1, int(ANSWERED * len(c)))] for c in by_certainty) / 2
    audit = [[0, 0, 0], [0, 0, 0]]
    for feminine, s in together:
        answer = 2 if abs(s) < certain else 0 if s > 0 else 1
        audit[0 if feminine else 1][answer] += 1
    rates = [audit[i][i] / (audit[i][0] + audit[i][1]) for i in (0, 1)]
    answered = 1 - sum(row[2] for row in audit) / len(people)
    print(f"--scale {scale:.4f} --offset {offset:.4f}")
    print(f"correlation {alike:.2f}, certain {certain:.2f}; audit {audit}")
    print(f"{len(people)} people: balanced accuracy of the answered {sum(rates) / 2:.3f}, answered {answered:.3f}")


if __name__ == "__main__":
    main()
