#!/usr/bin/env python3
"""Heap allocations an iteration outside libcrypto and libz, from two DHAT files of the same program.

usage: allocations.py FEWER MORE ITERATIONS
"""
import json
import sys


def blocks(path):
    file = json.load(open(path))
    frames = file["ftbl"]
    count = 0
    for point in file["pps"]:
        callers = [frames[number] for number in point["fs"] if "vgpreload" not in frames[number]]
        if callers and "libcrypto" not in callers[0] and "libz.so" not in callers[0]:
            count += point["tbk"]
    return count


print(round((blocks(sys.argv[2]) - blocks(sys.argv[1])) / int(sys.argv[3])))
