#!/usr/bin/env python3
"""Do two answers agree up to chance? `compare.py RISK.json MODEL.json`, the first from `permits risk --format json`.

Compared are the distribution of the goal's date (the greatest distance of the two cumulative curves: Kolmogorov and
Smirnov), the quantiles, the mean, how often each promise is kept and how often each party is taken as having no objection.

The bounds are those of sampling. FALSE_ALARM is the chance that two right programs with different draws are told apart
by anything here; it is shared out evenly among the tests. The bound of the curves holds for whole days too, where it is
on the safe side. What the first file rounds away is allowed for. Exit code 0: they agree; 1: they do not, and where.
"""

import datetime
import json
import math
import statistics
import sys

FALSE_ALARM = 1e-6


def day(text):
    return datetime.date.fromisoformat(text).toordinal()


def rounding(*numbers):
    """Half a unit of the last decimal that any of the numbers shows."""
    places = [len(format(number, ".15f").rstrip("0").partition(".")[2]) for number in numbers]
    return 0.5 * 10.0 ** -max(places, default=0)


class Answer:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.told = json.load(file)
        exact = self.told.get("method") == "exact"
        self.trials = math.inf if exact else self.told.get("samples", self.told.get("trials"))
        rows = self.told["distribution"]
        self.days = sorted((day(row["date"]), row["probability"]) for row in rows)
        self.rounding = rounding(*(row["probability"] for row in rows))
        # Roundings go either way, so a sum of them grows like a walk; five times its deviation (1/√3 of one's most).
        self.slack = 3 * self.rounding * math.sqrt(len(rows)) + 1e-9
        self.quantiles = self.told["quantiles"]
        self.mean = self.told["mean_natural_days"]
        # Of each what is told, and in how many of the trials it is asked at all.
        self.promises = {
            row["id"]: (row["probability"], row.get("tested", 1.0))
            for row in self.told["promises"] if row["probability"] is not None
        }
        self.silent = {
            (row["step"], row["party"]): (row["silent"], row["asked"])
            for row in self.told.get("silent", []) if row["silent"] is not None
        }
        self.total = sum(share for _, share in self.days)
        self.mean_day = sum(d * share for d, share in self.days) / self.total
        self.variance = sum((d - self.mean_day) ** 2 * share for d, share in self.days) / self.total

    def by(self, date):
        """How likely the goal is reached by the end of a day."""
        return sum(share for d, share in self.days if d <= date)


class Comparison:
    def __init__(self, theirs, ours):
        self.theirs, self.ours, self.wrong = theirs, ours, []
        self.inverse = 1 / theirs.trials + 1 / ours.trials
        replies = sorted(theirs.silent.keys() & ours.silent.keys())
        promises = sorted(theirs.promises.keys() & ours.promises.keys())
        level = FALSE_ALARM / (2 + len(promises) + len(replies))  # of each test; the quantiles go with the curves
        self.z = statistics.NormalDist().inv_cdf(1 - level / 2)
        self.band = math.sqrt(-math.log(level / 2) / 2 * self.inverse) + theirs.slack

        self.curves()
        self.quantiles()
        self.means()
        for name in sorted(theirs.promises.keys() ^ ours.promises.keys()):
            self.wrong.append(f"promise {name}: only one of them tells it")
        for name in promises:
            self.share(f"promise {name}", theirs.promises[name], ours.promises[name])
        for step, party in replies:
            self.share(f"no objection of {party} in {step}", theirs.silent[step, party], ours.silent[step, party])

    def curves(self):
        theirs, ours = self.theirs, self.ours
        if abs(theirs.total - 1) > theirs.slack:
            self.wrong.append(f"the probabilities of the first file add up to {theirs.total}")
        days = {d for d, _ in theirs.days} | {d for d, _ in ours.days}
        self.distance, at = max((abs(theirs.by(d) - ours.by(d)), d) for d in days)
        if self.distance > self.band:
            date = datetime.date.fromordinal(at)
            self.wrong.append(f"the curves are {self.distance:.5f} apart on {date}, {self.band:.5f} is allowed")

    def quantiles(self):
        """The first day by which the share is reached: in its own curve, and within the band in the other."""
        for name, told in sorted(self.theirs.quantiles.items()):
            share = int(name[1:]) / 100
            for answer, room, whose in ((self.theirs, self.theirs.slack, "its own"), (self.ours, self.band, "the model's")):
                before, upto = answer.by(day(told) - 1), answer.by(day(told))
                if before >= share + room or upto < share - room:
                    self.wrong.append(f"{name} {told}: {before:.5f} before it and {upto:.5f} by it in {whose} curve")

    def means(self):
        theirs, ours = self.theirs, self.ours
        room = rounding(theirs.mean)
        own = theirs.mean_day - day(ours.told["start"])
        if abs(theirs.mean - own) > room + theirs.slack * math.sqrt(theirs.variance) * 5:
            self.wrong.append(f"the mean {theirs.mean} is not that of its own distribution, {own:.3f}")
        self.apart = abs(theirs.mean - ours.mean)
        self.mean_bound = self.z * math.sqrt(theirs.variance / theirs.trials + ours.variance / ours.trials) + room
        if self.apart > self.mean_bound:
            self.wrong.append(f"means {theirs.mean} and {ours.mean:.3f}, {self.mean_bound:.3f} apart is allowed")

    def share(self, what, theirs, ours):
        """Two proportions; the pooled one is drawn towards the middle, for shares of nearly 0 or 1 (Wilson)."""
        (said, in_theirs), (found, in_ours) = theirs, ours
        inverse = 1 / (self.theirs.trials * in_theirs) + 1 / (self.ours.trials * in_ours)
        pooled = ((said + found) / 2 + self.z**2 * inverse / 2) / (1 + self.z**2 * inverse)
        bound = self.z * math.sqrt(pooled * (1 - pooled) * inverse) + rounding(said)
        if abs(said - found) > bound:
            self.wrong.append(f"{what}: {said:.5f} and {found:.5f}, {bound:.5f} apart is allowed")


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    found = Comparison(*map(Answer, sys.argv[1:]))
    print(f"curves {found.distance:.5f} apart (allowed {found.band:.5f}), means {found.apart:.3f} days "
          f"(allowed {found.mean_bound:.3f}), {len(found.theirs.promises)} promises, {len(found.theirs.silent)} replies")
    for sentence in found.wrong:
        print(f"differs: {sentence}")
    raise SystemExit(1 if found.wrong else 0)


if __name__ == "__main__":
    main()
