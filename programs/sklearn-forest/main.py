"""A random forest that grows by `treesPerEpoch` trees an epoch, so that it can be watched, stopped and resumed."""

import io
import math
import pickle

import sklearn
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.metrics import accuracy_score, log_loss, mean_squared_error

import muster_program

job = muster_program.job()
parameters = job.parameters
classes = range(len(job.classes))
regression = job.task == "regression"


def fresh():
    kind = RandomForestRegressor if regression else RandomForestClassifier
    return kind(
        n_estimators=0,
        warm_start=True,
        random_state=job.seed % 2**32,
        n_jobs=job.threads,
        max_depth=parameters["maxDepth"] or None,
        min_samples_leaf=parameters["minLeaf"],
        max_features=None if parameters["maxFeatures"] == "all" else parameters["maxFeatures"],
    )


def predict(x):
    """Numbers, or a probability for each class of the dataset, also for those that no training row has."""
    if regression:
        return forest.predict(x)
    shares = forest.predict_proba(x)
    full = [[0.0] * len(classes) for _ in range(len(x))]
    for column, known in enumerate(forest.classes_):
        for row, share in enumerate(shares[:, column]):
            full[row][int(known)] = float(share)
    return full


def measure(x, y):
    if not len(x):
        return {}
    predictions = predict(x)
    if regression:
        squared = mean_squared_error(y, predictions)
        return {"validation.loss": squared, "validation.rmse": math.sqrt(squared)}
    right = accuracy_score(y, [max(classes, key=row.__getitem__) for row in predictions])
    return {"validation.loss": log_loss(y, predictions, labels=list(classes)), "validation.accuracy": right}


def packed(canonical=False):
    """The forest as a pickle. A canonical one has no memory of what is the same object, only of what is equal: so a
    forest that was resumed has the bytes of one that was not."""
    content = io.BytesIO()
    pickler = pickle.Pickler(content, protocol=4)
    pickler.fast = canonical
    pickler.dump(forest)
    return content.getvalue()


x, y = job.train.load()
validation = job.validation.load()
forest = pickle.loads(job.checkpoint.content) if job.checkpoint else fresh()
total = math.ceil(parameters["trees"] / parameters["treesPerEpoch"])
for epoch in job.epochs(total):
    forest.n_estimators = min(parameters["trees"], epoch * parameters["treesPerEpoch"])
    forest.fit(x, y)
    job.epoch(epoch, measure(*validation), checkpoint=packed)
    print(f"{forest.n_estimators} trees")
job.finish(
    model=packed(canonical=True),
    predictions=predict(job.test.load()[0]),
    versions={"scikit-learn": sklearn.__version__},
)
