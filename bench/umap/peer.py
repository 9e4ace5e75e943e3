# umap-learn on the same vectors: with a seed (one thread) and without (all threads), first and second fit of the process.
#     python bench/umap/peer.py VECTORS.f32 N D PLACES.f32 seeded|parallel FITS
import json, resource, sys, time, warnings

warnings.filterwarnings("ignore")
file, n, d, out, how, fits = sys.argv[1:7]
started = time.perf_counter()
import numpy as np
import umap

loaded = time.perf_counter()
x = np.fromfile(file, np.float32).reshape(int(n), int(d))
seconds, cpu = [], []
for _ in range(int(fits)):
    t, c = time.perf_counter(), time.process_time()
    places = umap.UMAP(n_neighbors=15, min_dist=0.1, random_state=1 if how == "seeded" else None).fit_transform(x)
    seconds.append(time.perf_counter() - t)
    cpu.append(time.process_time() - c)
places.astype(np.float32).tofile(out)
print(json.dumps({"load": loaded - started, "first": seconds[0], "warm": seconds[-1], "firstCpu": cpu[0], "warmCpu": cpu[-1], "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
