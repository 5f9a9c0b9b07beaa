from tests.store.material import database

__all__ = ["database"]
