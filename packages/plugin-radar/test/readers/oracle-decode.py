"""Decodes radar files with numpy, Pillow and pyproj, sharing nothing with the readers that it checks.

Arguments: files. For every field, on standard output, JSON in 256 bytes and then rows x columns float32, little-endian,
row 0 north, NaN where there is no measurement.
"""
import datetime
import gzip
import json
import os
import re
import sys

import numpy
from PIL import Image
from pyproj import Proj

UTC = datetime.timezone.utc
out = sys.stdout.buffer


def emit(values, west, north, cell_x, cell_y, time, minutes=None, quantity="rain_rate"):
    values = numpy.ascontiguousarray(values, "<f4")
    ms = None if time is None else int(time.replace(tzinfo=UTC).timestamp() * 1000)
    line = dict(rows=values.shape[0], columns=values.shape[1], west=west, north=north, cellX=cell_x, cellY=cell_y, timeMs=ms, minutes=minutes, quantity=quantity)
    out.write(json.dumps(line).encode().ljust(256))
    out.write(values.tobytes())


def nimrod(path, data):
    rain = {(63, "rainrate"), (214, "precip accumulation"), (61, "15min precip accum"), (61, "1hr precip accum"), (61, "3hr precip accum")}
    record = numpy.dtype([("a", ">u4"), ("i", ">i2", 31), ("r", ">f4", 73), ("units", "S8"), ("source", "S24"), ("title", "S24"), ("j", ">i2", 51), ("b", ">u4"), ("n", ">u4")])
    at = 0
    while at < len(data):
        head = numpy.frombuffer(data, record, 1, at)[0]
        assert head["a"] == head["b"] == 512
        i, r = head["i"], head["r"]
        assert i[11] == 1 and i[12] == 2 and i[23] == 0
        rows, columns = int(i[15]), int(i[16])
        start = at + record.itemsize
        raw = numpy.frombuffer(data, ">i2", rows * columns, start).reshape(rows, columns)
        at = start + 2 * rows * columns + 4
        units, title = head["units"].decode("latin1").strip(), head["title"].decode("latin1").strip()
        values = raw.astype("f8")
        if units == "m/2-25k":
            values = values * float(r[7]) + float(r[8])
        elif re.search(r"\*\d", units) and title != "Spread" and not title.startswith("%"):
            values = values / int(units.split("*")[1])
        period = int(i[25]) if i[25] > 0 else None
        is_rain = (int(i[18]), title) in rain
        accumulated = units == "mm*32"
        if is_rain and accumulated:
            values = values * 60 / period
        values[raw == i[24]] = numpy.nan
        time = datetime.datetime(*[int(part) for part in i[:6]])
        x, y = round(float(r[4]), 1), round(float(r[2]), 1)
        emit(values, float(x - r[5] / 2.0), float(y + r[3] / 2.0), float(r[5]), float(r[3]), time, period if not is_rain or accumulated else None, "rain_rate" if is_rain else "other")


def radolan(path, data):
    end = data.index(b"\x03")
    header = data[:end].decode("ascii")
    size = re.search(r"GP *(\d+)x *(\d+)", header)
    rows, columns = int(size[1]), int(size[2])
    minutes = int(re.search(r"INT *(\d+)", header)[1])
    millimetres = float("1" + re.search(r"PR *(E-\d\d)", header)[1])
    stored = numpy.frombuffer(data, "<u2", offset=end + 1).reshape(rows, columns)[::-1]
    values = (stored % 4096) * millimetres * 60 / minutes
    values[(stored & 0xE000) > 0] = numpy.nan
    stamp = re.search(r"-(\d{10})-dwd", os.path.basename(path))[1]
    time = datetime.datetime.strptime(stamp, "%y%m%d%H%M")
    plane = Proj("+proj=stere +lat_0=90 +lat_ts=60 +lon_0=10 +a=6370040 +b=6370040 +no_defs")
    # The corner that DWD prints for the national 900 x 900 grid: 3.5889 E, 46.9526 N.
    west, south = plane(3.588929951, 46.952580411)
    emit(values, west, south + rows * 1000.0, 1000.0, 1000.0, time, minutes)


def mch(path, data):
    index = numpy.array(Image.open(path))
    depth = (10 ** ((index.astype("f8") - 71.5) / 20.0) / 316.0) ** (1.0 / 1.5)
    depth[(index < 2) | ((index >= 251) & (index <= 254))] = 0
    depth[index == 255] = numpy.nan
    time = datetime.datetime.strptime(os.path.basename(path)[3:12], "%y%j%H%M")
    emit(depth * 12, 255000.0, 480000.0, 1000.0, 1000.0, time, 5)


def fmi(path, data):
    comments = dict(line[2:].split(b" ", 1) for line in data.split(b"\n")[1:30] if line.startswith(b"# ") and b" " in line[2:])
    text = lambda key: comments[key].decode()
    width, height = [int(part) for part in re.search(rb"\n(\d+) (\d+)\n255\n", data).groups()]
    stored = numpy.frombuffer(data[-width * height:], "u1").reshape(height, width)
    values = (10 ** (((stored.astype("f8") - 64) / 2) / 10) / 223.0) ** (1 / 1.53)
    values[stored == 0] = 0
    values[stored == 255] = numpy.nan
    plane = Proj("+proj=stere +lat_0=90 +lon_0=25 +lat_ts=60 +a=6371288 +b=6371288 +no_defs")
    west = plane(*map(float, text(b"bottomleft").split()))[0]
    north = plane(*map(float, text(b"topright").split()))[1]
    stamp = os.path.basename(path)[:12]
    emit(values, west, north, float(text(b"metersperpixel_x")), float(text(b"metersperpixel_y")), datetime.datetime.strptime(stamp, "%Y%m%d%H%M"))


def mrms(path, data):
    about = json.loads(data)
    raw = numpy.fromfile(path.replace(".json", ".i16.bin"), "<i2").reshape(about["shape"])
    for seconds, frame in zip(about["times_unix_utc"], raw):
        values = frame / 10.0
        values[frame == -1] = numpy.nan
        emit(values, about["west_edge_lon"], about["north_edge_lat"], 0.01, 0.01, datetime.datetime.fromtimestamp(seconds, UTC))


for path in sys.argv[1:]:
    raw = open(path, "rb").read()
    if raw[:2] == b"\x1f\x8b":
        raw = gzip.decompress(raw)
    folder = os.path.basename(os.path.dirname(path))
    decode = dict(nimrod=nimrod, radolan=radolan, mch=mch, fmi=fmi, mrms=mrms)[next(key for key in ("nimrod", "radolan", "mch", "fmi", "mrms") if key in folder)]
    decode(path, raw)
