// Server-Sent Events out of a byte stream (WHATWG HTML, section 9.2), as far as this server sends
// them: event, id, data lines; a comment is a sign of life.

export interface StreamEvent {
  readonly name: string;
  readonly id: string;
  readonly data: readonly string[];
}

export class EventReader {
  private rest = "";
  private readonly decoder = new TextDecoder();

  // The events that are whole after these bytes.
  read(bytes: Uint8Array): StreamEvent[] {
    this.rest += this.decoder.decode(bytes, { stream: true });
    const found: StreamEvent[] = [];
    for (;;) {
      const end = this.rest.indexOf("\n\n");
      if (end < 0) return found;
      found.push(parsed(this.rest.slice(0, end)));
      this.rest = this.rest.slice(end + 2);
    }
  }
}

function parsed(block: string): StreamEvent {
  let name = "message";
  let id = "";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    if (colon === 0) {
      name = "comment";
      continue;
    }
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    if (field === "event") name = value;
    else if (field === "id") id = value;
    else if (field === "data") data.push(value);
    else if (field === "retry") name = "comment";
  }
  return { name, id, data };
}
