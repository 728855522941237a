"""`python -m huitoukan`."""

from huitoukan.main import main

if __name__ == "__main__":
    main(prog_name="huitoukan")
