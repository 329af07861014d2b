from tests.dataset.conftest import dataset

__all__ = ["dataset"]
