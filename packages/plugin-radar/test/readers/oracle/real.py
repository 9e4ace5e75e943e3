"""Independent decoders of the real files: one JSON line, path -> digest of float32 (NaN as 7fc00000), size and edges.

Args: folder of data. Rain in mm/h, terrain and depth in metres, row 0 north.
"""
import glob, gzip, hashlib, io, json, re, struct, sys, zipfile
import h5py, numpy as np, pyproj, rasterio
from PIL import Image

data, out = sys.argv[1], {}


def digest(values):
    values = np.asarray(values, dtype=np.float32).copy()
    values[np.isnan(values)] = np.array([0x7FC00000], dtype=np.uint32).view(np.float32)[0]
    return hashlib.sha256(values.astype("<f4").tobytes()).hexdigest()


def add(key, values, west, north, cell_x, cell_y, **more):
    finite = values[~np.isnan(values)]
    out[key] = {"digest": digest(values), "rows": values.shape[0], "columns": values.shape[1], "valid": int(finite.size),
                "max": float(finite.max()), "west": west, "north": north, "cellX": cell_x, "cellY": cell_y, **more}


for path in sorted(glob.glob(data + "/radar-knmi-20100826/*.h5")):
    with h5py.File(path) as f:
        raw = f["image1/image_data"][:]
        calibration = f["image1/calibration"].attrs
        slope, intercept = [float(part) for part in calibration["calibration_formulas"].decode().replace("GEO=", "").split("*PV")]
        values = (slope * raw.astype(float) + intercept) * 12.0
        values[raw == calibration["calibration_missing_data"][0]] = np.nan
        values[raw == calibration["calibration_out_of_image"][0]] = np.nan
        corners = f["geographic"].attrs["geo_product_corners"]
        projection = pyproj.Proj(f["geographic/map_projection"].attrs["projection_proj4_params"].decode())
        points = [[1000 * c for c in projection(float(corners[i]), float(corners[i + 1]))] for i in range(0, 8, 2)]
        end = np.atleast_1d(f["overview"].attrs["product_datetime_end"])[0].decode()
        stamp = re.search(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)\.h5$", path).groups()
        add(path, values, 0.0, -3650000.0, 1000.0, 1000.0, corners=points, stamp="-".join(stamp[:3]) + "T" + ":".join(stamp[3:]) + ":00.000Z", end=end)


def gdal(key, opened):
    with rasterio.open(opened) as f:
        values = f.read(1).astype(float)
        if f.nodata is not None:
            values[values == f.nodata] = np.nan
        add(key, values, f.transform.c, f.transform.f, f.transform.a, -f.transform.e)


for path in sorted(glob.glob(data + "/dem-os-terrain50/*.zip")):
    member = [name for name in zipfile.ZipFile(path).namelist() if name.lower().endswith(".asc")][0]
    gdal(path, "/vsizip/" + path + "/" + member)
gdal(data + "/dem-gtopo30-bonn/bonn_gtopo.tif", data + "/dem-gtopo30-bonn/bonn_gtopo.tif")
gdal(data + "/dem-srtm-n57e011/N57E011.hgt.gz", "/vsigzip/" + data + "/dem-srtm-n57e011/N57E011.hgt.gz")
for path in ["/dem-newcastle-lidar2m/NewcastleCentreDEM_2m.asc.gz", "/hydro-hail-caesar-boscastle/boscastle_square_10m.asc.gz"]:
    gdal(data + path, "/vsigzip/" + data + path)
for path in ["/hydro-hail-caesar-boscastle/boscastle_square_50m.asc", "/hydro-hail-caesar-boscastle/expected_WaterDepths3360.asc"]:
    gdal(data + path, data + path)

for path in sorted(glob.glob(data + "/radar-mrms-20190610/*.grib2")):
    content, at, section = open(path, "rb").read(), 16, {}
    while content[at : at + 4] != b"7777":
        length, number = struct.unpack(">IB", content[at : at + 5])
        section[number] = content[at : at + length]
        at += length
    sign = lambda x: -(x & 0x7FFF) if x & 0x8000 else x
    reference, binary, decimal = struct.unpack(">fHH", section[5][11:19])
    packed = np.asarray(Image.open(io.BytesIO(section[7][5:]))).astype(float)
    values = (reference + packed * 2.0 ** sign(binary)) / 10.0 ** sign(decimal)
    with rasterio.open(path) as f:
        apart = float(abs(f.read(1) - values).max())
        edges = [f.transform.c, f.transform.f]
    values[values < 0] = np.nan
    add(path, values, -130.0, 55.0, 0.01, 0.01, gdalApart=apart, gdalEdges=edges)

print(json.dumps(out))
