# Trustworthiness by scikit-learn of the first rows of each picture among all: the judge that is neither side's.
#     python bench/umap/trust.py VECTORS.f32 N D ROWS PLACES.f32...
import json, sys
import numpy as np

file, n, d, rows = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
x = np.fromfile(file, np.float32).reshape(n, d).astype(np.float64)
answers = []
if n <= 4000:
    from sklearn.manifold import trustworthiness

    for places in sys.argv[5:]:
        answers.append(float(trustworthiness(x, np.fromfile(places, np.float32).reshape(n, 2), n_neighbors=15)))
else:
    # The same formula for some rows: scikit-learn's needs n x n numbers in memory.
    k, norms = 15, (x**2).sum(1)
    chosen = np.arange(0, n, max(1, n // rows))
    for places in sys.argv[5:]:
        y = np.fromfile(places, np.float32).reshape(n, 2).astype(np.float64)
        cost = 0
        for i in chosen:
            far = norms - 2 * x @ x[i]
            near = ((y - y[i]) ** 2).sum(1)
            far[i] = near[i] = np.inf
            order = np.argpartition(near, k)[:k]
            ranks = 1 + (far[None, :] < far[order][:, None]).sum(1)
            cost += np.maximum(0, ranks - k).sum()
        answers.append(float(1 - 2 * cost / (len(chosen) * k * (2 * n - 3 * k - 1))))
print(json.dumps(answers))
