"""Solves an exported pattern model with OR-tools CP-SAT or SCIP, level after level, on one thread.

usage: python3 peers.py cp-sat|scip FOLDER SECONDS

FOLDER is what `placewell bench --export mps` wrote for a case. Each level is an integer programme of its own, with no
start; then it is held by a row. After each level a line of JSON is printed: the level, the objective and the bound
(without the level's constant), whether it is proved, seconds, the columns chosen, and the peak memory so far.
"""

import csv
import importlib
import json
import math
import pathlib
import sys
import time


def read(file):
    """A free MPS file as placewell writes it: the objective, the rows, the columns."""
    objective, rows, columns, section, name = {}, {}, [], None, None
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            fields = line.split()
            if line[0] != " ":
                section = fields[0]
            elif section == "ROWS" and fields[0] == "N":
                name = fields[1]
            elif section == "ROWS":
                rows[fields[1]] = ([], 0)
            elif section == "COLUMNS" and fields[1] != "'MARKER'":
                column, row, factor = fields[0], fields[1], int(fields[2])
                if row == name:
                    columns.append(column)
                    objective[column] = factor
                else:
                    rows[row][0].append((column, factor))
            elif section == "RHS":
                rows[fields[1]] = (rows[fields[1]][0], int(fields[2]))
    return objective, rows, columns


def cp_sat(objective, rows, columns, seconds):
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    of = {column: model.new_bool_var(column) for column in columns}
    for terms, at_most in rows:
        model.add(sum(factor * of[column] for column, factor in terms) <= at_most)
    model.minimize(sum(factor * of[column] for column, factor in objective.items() if factor))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_time_in_seconds = max(seconds, 0.001)
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, None, status == cp_model.INFEASIBLE
    chosen = [column for column in columns if solver.boolean_value(of[column])]
    return chosen, math.ceil(solver.best_objective_bound - 1e-4), False


def scip(objective, rows, columns, seconds):
    from pyscipopt import Model, quicksum

    model = Model()
    model.hideOutput()
    model.setParam("limits/time", max(seconds, 0.001))
    model.setParam("limits/absgap", 0.9)
    of = {column: model.addVar(column, vtype="B") for column in columns}
    for terms, at_most in rows:
        if terms:
            model.addCons(quicksum(factor * of[column] for column, factor in terms) <= at_most)
        elif at_most < 0:
            return None, None, True
    model.setObjective(quicksum(factor * of[column] for column, factor in objective.items() if factor))
    model.optimize()
    if model.getStatus() == "infeasible":
        return None, None, True
    bound = model.getDualbound()
    bound = math.ceil(bound - 1e-4) if abs(bound) < 1e15 else None
    if model.getNSols() == 0:
        return None, bound, False
    best = model.getBestSol()
    return [column for column in columns if best[of[column]] > 0.5], bound, False


def peak_kib():
    try:
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak // 1024 if sys.platform == "darwin" else peak
    except ImportError:
        return None


def main():
    solve = {"cp-sat": cp_sat, "scip": scip}[sys.argv[1]]
    # Neither the start of a library nor the reading of files is a solver's time.
    importlib.import_module({"cp-sat": "ortools.sat.python.cp_model", "scip": "pyscipopt"}[sys.argv[1]])
    folder, until = pathlib.Path(sys.argv[2]), time.monotonic() + float(sys.argv[3])
    with open(folder / "levels.csv", encoding="utf-8", newline="") as lines:
        levels = list(csv.DictReader(lines))
    held = []
    for level in levels:
        objective, rows, columns = read(folder / level["file"])
        rows = [row for name, row in rows.items() if not name.startswith("hold_")] + held
        began = time.monotonic()
        chosen, bound, infeasible = solve(objective, rows, columns, until - time.monotonic())
        value = None if chosen is None else sum(objective[column] for column in chosen)
        proved = value is not None and bound is not None and bound >= value
        told = {
            "level": level["level"],
            "objective": value,
            "bound": bound,
            "proved": proved,
            "infeasible": infeasible,
            "seconds": time.monotonic() - began,
            "chosen": chosen,
            "peak_kib": peak_kib(),
        }
        print(json.dumps(told), flush=True)
        if not proved:
            break
        held.append(([(column, factor) for column, factor in objective.items() if factor], value))


if __name__ == "__main__":
    main()
