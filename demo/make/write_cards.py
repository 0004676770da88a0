"""Write every card again from cards/ and figures/, without training anything."""

from common import MAKE, write_card


def main() -> None:
    for path in sorted((MAKE / "cards").glob("*/*.md")):
        write_card(path.parent.name, path.stem)


if __name__ == "__main__":
    main()
