"""What is raised when a file is no extract of OpenStreetMap at all."""


class Malformed(Exception):
    """Nothing in the file could be read: where, what was expected, what to do next."""

    def __init__(self, where: str, expected: str, do: str) -> None:
        super().__init__(f"{where}: expected {expected}; {do}")
        self.where = where
        self.expected = expected
        self.do = do
