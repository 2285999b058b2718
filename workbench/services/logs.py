"""The log file: where what went wrong unexpectedly is written down, in the user's state folder, never on the screen."""

from pathlib import Path

import platformdirs


def log_path() -> Path:
    """Where the log is."""
    return Path(platformdirs.user_state_dir("workbench")) / "workbench.log"


def log_failure(error: BaseException) -> Path | None:
    """Write an unexpected error with its traceback to the log; the log's path, None where it cannot be written."""
    from loguru import logger

    path = log_path()
    logger.remove()  # the default sink would write over the screen
    try:
        sink = logger.add(path, rotation="1 MB", retention=5, diagnose=False, backtrace=True)
    except OSError:
        return None
    logger.opt(exception=error).error("unexpected failure")
    logger.remove(sink)
    return path
