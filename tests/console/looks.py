"""How a screen looked when somebody last looked at it: a small picture, compared block by block.

What is stored is 160 x 100, so that smoothing of letters is no matter; a block is 36 x 45 of the
screen's own. Renew them with `TOCSIN_RENEW=looks bin/test tests/console/test_looks.py`, and look at
what changed before it is committed.
"""

import os
from base64 import b64decode, b64encode
from pathlib import Path

from playwright.sync_api import Page

from tests.needs import ROOT

FOLDER = Path(__file__).parent / "looks"
SEEN = ROOT / ".tools" / "looks"
"""Where a picture that is another than the stored one is put, to be looked at beside it."""
FAR, MOST = 8, 1
"""A block is another when its colour is so far off (of 255); so many of 800 may be."""

# Run in a page of its own; only there are pixels at hand without another library.
_SMALL = """
const small = async png => {
  const blob = await (await fetch("data:image/png;base64," + png)).blob();
  const how = {resizeWidth: 160, resizeHeight: 100, resizeQuality: "high",
               colorSpaceConversion: "none"};
  const canvas = new OffscreenCanvas(160, 100);
  const context = canvas.getContext("2d");
  context.drawImage(await createImageBitmap(blob, how), 0, 0);
  return canvas;
};
"""
_KEPT = (
    "async png => {"
    + _SMALL
    + """
  const blob = await (await small(png)).convertToBlob({type: "image/png"});
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, each => String.fromCharCode(each)).join(""));
}"""
)
_APART = (
    "async ([one, other]) => {"
    + _SMALL
    + """
  const pixels = async png =>
    (await small(png)).getContext("2d").getImageData(0, 0, 160, 100).data;
  const [a, b] = [await pixels(one), await pixels(other)];
  const found = [];
  for (let row = 0; row < 100; row += 5) {
    for (let column = 0; column < 160; column += 4) {
      let far = 0;
      for (let part = 0; part < 3; part++) {
        let off = 0;
        for (let y = row; y < row + 5; y++)
          for (let x = column; x < column + 4; x++)
            off += a[4 * (160 * y + x) + part] - b[4 * (160 * y + x) + part];
        far = Math.max(far, Math.abs(off) / 20);
      }
      found.push([far, 9 * column, 9 * row]);
    }
  }
  return found.sort((p, q) => q[0] - p[0]);
}"""
)


def renewed(bench: Page, name: str, screenshot: bytes) -> None:
    """Stores how a screen looks now, where that is asked for."""
    if os.environ.get("TOCSIN_RENEW") == "looks":
        FOLDER.mkdir(exist_ok=True)
        kept = bench.evaluate(_KEPT, b64encode(screenshot).decode())
        (FOLDER / f"{name}.png").write_bytes(b64decode(kept))


def apart(bench: Page, name: str, screenshot: bytes) -> list[str]:
    """The blocks in which a screen of 1440 x 900 is not as it was, the farthest off first; none
    where so few are that nobody would see it. `bench` is an empty page.
    """
    stored = b64encode((FOLDER / f"{name}.png").read_bytes()).decode()
    blocks = bench.evaluate(_APART, [b64encode(screenshot).decode(), stored])
    found = [f"{name} at {x}, {y}: {far:.0f} off" for far, x, y in blocks if far > FAR]
    if len(found) <= MOST:
        return []
    SEEN.mkdir(parents=True, exist_ok=True)
    (SEEN / f"{name}.png").write_bytes(screenshot)
    return found
