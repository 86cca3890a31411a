"""The command line being typed: letters, caret, recall of what was sent before."""

from tocsin.app.terminal.keys import Key

KEPT = 200
LONGEST = 2_000


class Line:
    """A line of input. Recall keeps what was being typed: coming back down finds it again."""

    def __init__(self) -> None:
        self.text = ""
        self.caret = 0
        self._sent: list[str] = []
        self._place = 0
        self._draft = ""

    def press(self, key: Key | str) -> None:
        """Take one key that edits; others change nothing."""
        if key in (Key.up, Key.down):
            self._recall(-1 if key is Key.up else 1)
        elif isinstance(key, Key):
            self._edit(key)
        elif len(self.text) < LONGEST:
            self.text = self.text[: self.caret] + key + self.text[self.caret :]
            self.caret += len(key)

    def sent(self) -> str:
        """The line goes: it is remembered (not twice in a row) and the next one is empty."""
        text = self.text.strip()
        if text and (not self._sent or self._sent[-1] != text):
            self._sent = [*self._sent, text][-KEPT:]
        self.text, self.caret, self._draft = "", 0, ""
        self._place = len(self._sent)
        return text

    def _edit(self, key: Key) -> None:
        text, at = self.text, self.caret
        if key is Key.backspace and at:
            self.text, self.caret = text[: at - 1] + text[at:], at - 1
        elif key is Key.delete:
            self.text = text[:at] + text[at + 1 :]
        elif key is Key.clear_line:
            self.text, self.caret = text[at:], 0
        elif key is Key.clear_word:
            kept = text[:at].rstrip()
            kept = kept[: kept.rfind(" ") + 1]
            self.text, self.caret = kept + text[at:], len(kept)
        elif key is Key.left:
            self.caret = max(0, at - 1)
        elif key is Key.right:
            self.caret = min(len(text), at + 1)
        elif key is Key.home:
            self.caret = 0
        elif key is Key.end:
            self.caret = len(text)

    def _recall(self, step: int) -> None:
        place = self._place + step
        if not 0 <= place <= len(self._sent):
            return
        if self._place == len(self._sent):
            self._draft = self.text
        self._place = place
        self.text = self._draft if place == len(self._sent) else self._sent[place]
        self.caret = len(self.text)
