"""The entry point: answers ``--version`` at once and leaves everything else to the command line."""

import sys


def main() -> int:
    """Run the program and return its exit code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from workbench import __version__

        sys.stdout.write(f"workbench {__version__}\n")
        return 0
    from workbench.cli.main import run

    return run()


if __name__ == "__main__":
    sys.exit(main())
