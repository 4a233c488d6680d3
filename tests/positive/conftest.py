from tests.cli.conftest import _loaded_once, _plain_environment

__all__ = ["_loaded_once", "_plain_environment"]
