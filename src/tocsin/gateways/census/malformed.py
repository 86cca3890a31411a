"""What is raised when a file is no table of figures, or is a list of people."""


class Malformed(Exception):
    """The file cannot be taken: where, what was expected, what to do next."""

    def __init__(self, where: str, expected: str, do: str) -> None:
        super().__init__(f"{where}: expected {expected}; {do}")
        self.where = where
        self.expected = expected
        self.do = do


class NamesPeople(Malformed):
    """The file has a column that may tell who somebody is. A ground holds counts only."""
