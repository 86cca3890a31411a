"""The mode test of CONSOLE §10.7: each crop of a screenshot holds the mark of its mode, or none."""

from base64 import b64encode
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.console.colours import blended, screen, themes

WIDE, HIGH, STEP, NEAR = 300, 200, 20, 4

# Run in a page of its own; only there are pixels at hand without another library.
_COUNT = """
async ([png, marks, near, wide, high, step]) => {
  const blob = await (await fetch("data:image/png;base64," + png)).blob();
  const picture = await createImageBitmap(blob, {colorSpaceConversion: "none"});
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const context = canvas.getContext("2d");
  context.drawImage(picture, 0, 0);
  const {data, width, height} = context.getImageData(0, 0, picture.width, picture.height);
  const sums = new Uint32Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    let line = 0;
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      const is = mark => mark.every((part, k) => Math.abs(data[at + k] - part) <= near);
      if (marks.some(is)) line++;
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + line;
    }
  }
  const found = [];
  for (let y = 0; y + high <= height; y += step) {
    for (let x = 0; x + wide <= width; x += step) {
      const [top, end] = [y * (width + 1) + x, (y + high) * (width + 1) + x];
      found.push(sums[end + wide] - sums[end] - sums[top + wide] + sums[top]);
    }
  }
  return [Math.min(...found), Math.max(...found), found.length];
}
"""


@dataclass(frozen=True, slots=True)
class Crops:
    """Pixels of the mark's colour in the crop that holds fewest and in the one that holds most."""

    poorest: int
    richest: int
    looked_at: int


def crops(bench: Page, screenshot: bytes, look: str, mark: str) -> Crops:
    """Counts the tiled word's pixels in every 300x200 crop on a 20 px grid; `bench` is an empty
    page.
    """
    png = b64encode(screenshot).decode()
    theme = themes()[look]
    marks = [screen(each) for each in (theme[mark], *blended(theme, look, mark))]
    poorest, richest, looked_at = bench.evaluate(_COUNT, [png, marks, NEAR, WIDE, HIGH, STEP])
    return Crops(poorest, richest, looked_at)
