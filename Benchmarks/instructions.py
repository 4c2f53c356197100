#!/usr/bin/env python3
"""Instructions an iteration, from two callgrind files of the same program.

usage: instructions.py FEWER MORE ITERATIONS [--shares]

Prints the difference of both files, outside libcrypto and libz, divided by ITERATIONS. With
--shares: the ten functions with the largest part of it instead.
"""
import collections
import re
import sys

LEFT_OUT = re.compile(r"libcrypto|libz\.so|libssl")


def self_cost(path):
    """Instructions by function, calls not included, of functions in objects that count."""
    names, costs = {}, collections.Counter()
    objects, current_object, function, skip = {}, "", "", False
    for line in open(path, errors="replace"):
        line = line.rstrip("\n")
        match = re.match(r"(ob|fn)=\((\d+)\)(?: (.*))?$", line)
        if match:
            kind, number, text = match.groups()
            table = objects if kind == "ob" else names
            if text is not None:
                table[number] = text
            if kind == "ob":
                current_object = table.get(number, "")
            else:
                function = table.get(number, "")
            continue
        match = re.match(r"(cob|cfn)=\((\d+)\)(?: (.*))?$", line)
        if match:
            kind, number, text = match.groups()
            if text is not None:
                (objects if kind == "cob" else names)[number] = text
            continue
        if line.startswith("calls="):
            skip = True
            continue
        match = re.match(r"[+\-*\d]\S* (\d+)$", line)
        if match:
            if not skip and not LEFT_OUT.search(current_object):
                costs[function] += int(match[1])
            skip = False
    return costs


fewer, more, iterations = self_cost(sys.argv[1]), self_cost(sys.argv[2]), int(sys.argv[3])
more.subtract(fewer)
if len(sys.argv) > 4:
    total = sum(more.values())
    for name, cost in more.most_common(10):
        print(f"{cost // iterations:8} {100 * cost / total:5.1f} %  {name[:120]}")
    print(f"{total // iterations:8}  all")
else:
    print(sum(more.values()) // iterations)
