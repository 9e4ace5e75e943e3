"""Writes GeoTIFF, ODIM_H5 and NetCDF files of many kinds, and what they hold: one JSON line, file -> list of fields.

Args: an empty folder. Expected values are float32 files beside, (y, x), row 0 north, rain in mm/h.
"""
import itertools, json, os, sys
import h5py, netCDF4, numpy as np, pyproj, rasterio
from rasterio.transform import Affine

folder, out = sys.argv[1], {}
random = np.random.default_rng(7)


def field(path, index, values, **more):
    name = f"{path}.{index}.f32"
    np.asarray(values, dtype="<f4").tofile(name)
    out.setdefault(path, []).append({"values": name, "rows": values.shape[0], "columns": values.shape[1], **more})


# GeoTIFF
rows, columns = 37, 53
smooth = np.add.outer(np.arange(rows), np.arange(columns)) * 3.0 - 40
kinds = []
for dtype in ["uint8", "int16", "uint16", "int32", "uint32", "float32", "float64"]:
    for compress, predictor in [(None, 1), ("deflate", 1), ("deflate", 2), ("lzw", 1), ("lzw", 2), ("packbits", 1)]:
        kinds.append(dict(dtype=dtype, compress=compress, predictor=predictor if not dtype.startswith("float") else (1 if predictor == 1 else 3)))
kinds += [dict(dtype="float32", compress="deflate", predictor=3, tiled=True, blockxsize=16, blockysize=32), dict(dtype="int16", compress="lzw", predictor=2, tiled=True, blockxsize=16, blockysize=16),
          dict(dtype="int16", compress="lzw", count=3, interleave="pixel", predictor=2), dict(dtype="float32", count=3, interleave="band"), dict(dtype="float32", count=3, interleave="pixel", tiled=True, blockxsize=16, blockysize=16),
          dict(dtype="int16", compress="deflate", predictor=2, ENDIANNESS="BIG"), dict(dtype="float64", ENDIANNESS="BIG", compress="lzw", predictor=3), dict(dtype="uint16", BIGTIFF="YES"), dict(dtype="int16", south=True), dict(dtype="int16", point=True),
          dict(dtype="float32", crs="EPSG:27700"), dict(dtype="float32", crs="EPSG:32633"), dict(dtype="float32", crs="EPSG:4326", degrees=True), dict(dtype="int8")]
for number, kind in enumerate(kinds):
    path = f"{folder}/{number}.tif"
    kind = {key: value for key, value in kind.items() if value is not None}
    south, point, degrees = kind.pop("south", False), kind.pop("point", False), kind.pop("degrees", False)
    count = kind.get("count", 1)
    noise = random.integers(-20, 20, (count, rows, columns)) + (random.random((count, rows, columns)) if kind["dtype"].startswith("float") else 0)
    low, high = (-1e9, 1e9) if kind["dtype"].startswith("float") else (np.iinfo(kind["dtype"]).min, np.iinfo(kind["dtype"]).max)
    bands = np.clip(smooth + noise, low, high).astype(kind["dtype"])
    bands[:, 3, 4:9] = 77
    size = 0.25 if degrees else 50
    transform = Affine(size, 0, 10.0 if degrees else 300000.0, 0, size if south else -size, 50.0 if degrees else 400000.0)
    with rasterio.open(path, "w", driver="GTiff", width=columns, height=rows, nodata=77, transform=transform, **{"count": 1, **kind}) as f:
        f.write(bands)
        if point:
            f.update_tags(AREA_OR_POINT="Point")
    for band in range(count):
        with rasterio.open(path) as f:
            values = f.read(band + 1).astype("f8")
            values[values == f.nodata] = np.nan
            west, step = f.transform.c, f.transform.e
            north = f.transform.f if step < 0 else f.transform.f + rows * step
            field(path, band, values[::-1] if south else values, west=west, north=north, cellX=f.transform.a, cellY=abs(step), epsg=f.crs.to_epsg() if f.crs else None, band=band + 1, kind=str(kind))

# ODIM_H5
projdef = "+proj=laea +lat_0=55.0 +lon_0=10.0 +x_0=1950000.0 +y_0=-2100000.0 +units=m +ellps=WGS84"
rows, columns, cell = 24, 30, 2000.0
project = pyproj.Proj(projdef)
west, north = 1000000.0, -1500000.0
corner = project(west, north, inverse=True)


def odim(path, sets, projdef=projdef, xscale=cell, where=None, text=np.bytes_):
    with h5py.File(path, "w") as f:
        f.attrs["Conventions"] = text("ODIM_H5/V2_3")
        what = f.create_group("what")
        for key, value in dict(object="COMP", version="H5rad 2.3", date="20210714", time="120500", source="ORG:247,CMT:test").items():
            what.attrs[key] = text(value)
        place = f.create_group("where")
        place.attrs["projdef"] = text(projdef)
        for key, value in dict(xsize=columns, ysize=rows, xscale=xscale, yscale=xscale, **(where or dict(UL_lon=corner[0], UL_lat=corner[1]))).items():
            place.attrs[key] = value
        for number, (quantity, raw, attributes) in enumerate(sets, 1):
            group = f.create_group(f"dataset{number}")
            own = group.create_group("what")
            for key, value in dict(product="SURF", startdate="20210714", starttime="115000", enddate="20210714", endtime="120500").items():
                own.attrs[key] = text(value)
            inner = group.create_group("data1")
            described = inner.create_group("what")
            described.attrs["quantity"] = text(quantity)
            for key, value in attributes.items():
                described.attrs[key] = value
            inner.create_dataset("data", data=raw, compression="gzip", chunks=(8, 10), shuffle=True)


raw8 = random.integers(0, 256, (rows, columns)).astype("u1")
raw16 = random.integers(0, 5000, (rows, columns)).astype("u2")
real = random.gamma(0.5, 4, (rows, columns))
real[2, :5] = -9999000.0
real[3, :5] = -8888000.0
bytes8, bytes16 = dict(gain=0.5, offset=-32.0, nodata=255.0, undetect=0.0), dict(gain=0.01, offset=0.0, nodata=65535.0, undetect=0.0)
raw16[0, :4] = 65535


def unpack(raw, gain=1.0, offset=0.0, nodata=None, undetect=None, convert=lambda x: x, dry=0.0):
    values = convert(raw.astype("f8") * gain + offset)
    values[raw == undetect] = dry
    values[raw == nodata] = np.nan
    return values


more = dict(west=west, north=north, cellX=cell, cellY=cell, time="2021-07-14T12:05:00.000Z", minutes=15)
marshall = lambda dbz: (10 ** (dbz / 10) / 200) ** (1 / 1.6)
path = f"{folder}/all.h5"
floats = dict(gain=1.0, offset=0.0, nodata=-9999000.0, undetect=-8888000.0)
odim(path, [("RATE", real, floats), ("ACRR", raw16, bytes16), ("DBZH", raw8, bytes8), ("QIND", raw8, dict(gain=1 / 255, offset=0.0, nodata=255.0, undetect=0.0))])
field(path, 0, unpack(real, **floats), quantity="rain_rate", name="RATE", **more)
field(path, 1, unpack(raw16, **bytes16) * 4, quantity="rain_rate", name="ACRR", **more)
field(path, 2, unpack(raw8, **bytes8, convert=marshall), quantity="rain_rate", name="DBZH", **more)
field(path, 3, unpack(raw8, gain=1 / 255, nodata=255, undetect=0, dry=np.nan), quantity="other", name="QIND", **{**more, "minutes": None})
path = f"{folder}/kilometres.h5"
odim(path, [("RATE", real, floats)], projdef="+proj=stere +lat_0=90 +lon_0=0 +lat_ts=60 +a=6378.14 +b=6356.75 +x_0=0 +y_0=0", xscale=1.0, where=dict(UL_lon=0.0, UL_lat=55.9736), text=str)
north = 1000 * pyproj.Proj("+proj=stere +lat_0=90 +lon_0=0 +lat_ts=60 +a=6378.14 +b=6356.75 +x_0=0 +y_0=0")(0.0, 55.9736)[1]
field(path, 0, unpack(real, **floats), quantity="rain_rate", name="RATE", **{**more, "west": 0.0, "north": north, "cellX": 1000.0, "cellY": 1000.0})

# NetCDF
rows, columns = 15, 20
rain = random.gamma(0.5, 3, (4, rows, columns))
for number, (kind, south) in enumerate(itertools.product(["NETCDF3_CLASSIC", "NETCDF3_64BIT_OFFSET", "NETCDF3_64BIT_DATA", "NETCDF4"], [True, False])):
    path = f"{folder}/{number}.nc"
    with netCDF4.Dataset(path, "w", format=kind) as f:
        f.createDimension("time", None)
        f.createDimension("lat", rows)
        f.createDimension("lon", columns)
        f.createDimension("bnds", 2)
        time = f.createVariable("time", "f8", ("time",))
        time.units, time.calendar, time.bounds = "minutes since 2020-02-28 23:50:00", "standard", "time_bnds"
        bounds = f.createVariable("time_bnds", "f8", ("time", "bnds"))
        lat = f.createVariable("lat", "f4", ("lat",))
        lat.units, lat.standard_name = "degrees_north", "latitude"
        lon = f.createVariable("lon", "f8", ("lon",))
        lon.units = "degrees_east"
        flux = f.createVariable("pr", "f4", ("time", "lat", "lon"))
        flux.standard_name, flux.units = "precipitation_flux", "kg m-2 s-1"
        amount = f.createVariable("tp", "i2", ("time", "lat", "lon"), fill_value=-999)
        amount.standard_name, amount.units, amount.scale_factor, amount.add_offset = "precipitation_amount", "mm", 0.01, 5.0
        amount.valid_range = np.array([-900, 30000], dtype="i2")
        terrain = f.createVariable("topo", "i2", ("lat", "lon"))
        terrain.units, terrain.standard_name = "m", "surface_altitude"
        time[:] = [7.5, 22.5, 37.5, 52.5]
        bounds[:] = [[0, 15], [15, 30], [30, 45], [45, 60]]
        lat[:] = (50 + 0.1 * np.arange(rows))[:: 1 if south else -1]
        lon[:] = 355 + 0.25 * np.arange(columns)
        flux[:] = rain / 3600
        flux[1, 2, 3] = np.ma.masked
        amount[:] = np.ma.masked_where(rain > 9, rain)
        terrain[:] = np.arange(rows * columns).reshape(rows, columns) - 20
    with netCDF4.Dataset(path) as f:
        for variable, factor in [("pr", 3600), ("tp", 4), ("topo", 1)]:
            read = f[variable][:]
            values = np.ma.filled(read.astype("f8"), np.nan) * factor
            for step, slab in enumerate(values if values.ndim == 3 else values[None]):
                stamp = {} if variable == "topo" else dict(time=["2020-02-29T00:05:00.000Z", "2020-02-29T00:20:00.000Z", "2020-02-29T00:35:00.000Z", "2020-02-29T00:50:00.000Z"][step], minutes=15)
                field(path, f"{variable}{step}", slab[::-1] if south else slab, name=variable, quantity="elevation" if variable == "topo" else "rain_rate", west=355 - 0.125 - 360, north=51.45, cellX=0.25, cellY=0.1, kind=kind, **stamp)

path = f"{folder}/projected.nc"
with netCDF4.Dataset(path, "w") as f:
    f.createDimension("y", rows)
    f.createDimension("x", columns)
    for axis, start, step in [("y", 320.5, -1), ("x", 100.5, 1)]:
        variable = f.createVariable(axis, "f8", (axis,))
        variable.standard_name, variable.units = f"projection_{axis}_coordinate", "km"
        variable[:] = start + step * np.arange(rows if axis == "y" else columns)
    crs = f.createVariable("laea", "i4", ())
    crs.grid_mapping_name, crs.latitude_of_projection_origin, crs.longitude_of_projection_origin = "lambert_azimuthal_equal_area", 54.9, -2.5
    crs.false_easting, crs.false_northing, crs.semi_major_axis, crs.semi_minor_axis = 0.0, 0.0, 6378137.0, 6356752.314140356
    depth = f.createVariable("water_depth", "f8", ("y", "x"))
    depth.units, depth.grid_mapping = "cm", "laea"
    depth[:] = rain[0]
field(path, 0, rain[0] / 100, name="water_depth", quantity="water_depth", west=100000.0, north=321000.0, cellX=1000.0, cellY=1000.0, crs="+proj=laea +lat_0=54.9 +lon_0=-2.5 +x_0=0 +y_0=0 +a=6378137 +b=6356752.314140356 +units=m +no_defs")

print(json.dumps(out))
