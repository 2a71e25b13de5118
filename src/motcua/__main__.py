"""`motcua COMMAND`."""


def main() -> None:
    """Hand the command line to the operators' commands."""


if __name__ == "__main__":
    main()
