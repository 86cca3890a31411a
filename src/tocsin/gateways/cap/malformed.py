"""What is raised when a file holds no CAP message that can be read."""


class Malformed(Exception):
    """Nothing of the file can be taken: where, what was expected, what to do next."""

    def __init__(self, where: str, expected: str, do: str) -> None:
        super().__init__(f"{where}: expected {expected}; {do}")
        self.where = where
        self.expected = expected
        self.do = do
