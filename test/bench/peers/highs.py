"""HiGHS (through SciPy) on an assignment problem, as one linear program by its dual simplex method or as an integer program.

Usage: highs.py <problem> <lp|milp>. The problem is the file that lemon.cpp describes. Prints JSON; seconds count model and solution alike.
"""
import json
import sys
import time

import numpy as np
import scipy
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix


def read(path):
    numbers = np.fromfile(path, dtype=np.int32)
    applications, reviewers = int(numbers[0]), int(numbers[1])
    ends = np.cumsum([2, reviewers, reviewers, reviewers, 2 * applications, applications * reviewers])
    side, least, most, demand, gain = (numbers[ends[n]:ends[n + 1]] for n in range(5))
    return applications, reviewers, side, least, most, demand, gain


def main(path, kind):
    applications, reviewers, side, least, most, demand, gain = read(path)
    wall, processor = time.perf_counter(), time.process_time()
    cells = np.flatnonzero(gain >= 0)
    application, reviewer = cells // reviewers, cells % reviewers
    columns = np.arange(len(cells))
    ones = np.ones(len(cells))
    wanted = csr_matrix((ones, (2 * application + side[reviewer], columns)), shape=(2 * applications, len(cells)))
    loads = csr_matrix((ones, (reviewer, columns)), shape=(reviewers, len(cells)))
    cost = -gain[cells].astype(float)
    if kind == "lp":
        from scipy.sparse import vstack

        floors = np.flatnonzero(least > 0)
        upper, right = vstack([loads, -loads[floors]], format="csr"), np.concatenate([most, -least[floors]])
        answer = linprog(cost, A_ub=upper, b_ub=right, A_eq=wanted, b_eq=demand, bounds=(0, 1), method="highs-ds")
    else:
        rules = [LinearConstraint(wanted, demand, demand), LinearConstraint(loads, least, most)]
        answer = milp(cost, integrality=np.ones(len(cells)), bounds=Bounds(0, 1), constraints=rules, options={"mip_rel_gap": 0})
    seconds, cpu = time.perf_counter() - wall, time.process_time() - processor
    total = -int(np.sum(np.rint(answer.x) * cost)) if answer.status == 0 else 0
    print(json.dumps({"version": scipy.__version__, "optimal": answer.status == 0, "total": total, "seconds": seconds, "cpu": cpu}))


main(sys.argv[1], sys.argv[2])
