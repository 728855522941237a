"""The program's start: what `huitoukan` and `python -m huitoukan` run."""

import sys


def run() -> None:
    """Runs the program. Ctrl-C while it is still being loaded ends it with a sentence, too."""
    try:
        from huitoukan.main import main

        main(prog_name="huitoukan")
    except KeyboardInterrupt:
        sys.stderr.write("错误：已中断。\n")
        sys.exit(130)


if __name__ == "__main__":
    run()
