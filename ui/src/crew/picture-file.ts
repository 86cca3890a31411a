// A picture of the camera, small enough for a weak link, and without what the camera wrote into it
// (where, when, which phone): it is drawn anew.

const LONGEST_PX = 1_600;
const QUALITY = 0.8;

export async function smaller(file: Blob): Promise<Blob> {
  const image = await createImageBitmap(file);
  const part = Math.min(1, LONGEST_PX / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * part));
  canvas.height = Math.max(1, Math.round(image.height * part));
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  return new Promise((done, failed) => {
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture"))), "image/jpeg", QUALITY);
  });
}
