import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { ask, Answer } from "./door.ts";
import { Outbox } from "./outbox.ts";

const AWAY = { is: "unknown", because: "away" } as const;
const DONE = { is: "done", body: { says: "" } } as const;

// A town that answers when the test says so: which lines reached it, as often as they did.
class Asked {
  readonly lines: string[] = [];
  private readonly waiting: ((answer: Answer<unknown>) => void)[] = [];

  readonly ask = ((_path: string, { body }: { body: { line: string } }) => {
    this.lines.push(body.line);
    return new Promise((answered) => this.waiting.push(answered));
  }) as unknown as typeof ask;

  // To the one that has waited longest.
  async answers(answer: Answer<unknown> = DONE): Promise<void> {
    this.waiting.shift()?.(answer);
    await settled();
  }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
}

function begun(context: TestContext): { asked: Asked; outbox: Outbox; give: (...lines: string[]) => Promise<void>; pass: (ms: number) => Promise<void> } {
  context.mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
  const asked = new Asked();
  const outbox = new Outbox(asked.ask);
  return {
    asked,
    outbox,
    give: async (...lines) => {
      for (const line of lines) void outbox.give(line, "", {});
      await settled();
    },
    pass: async (ms) => {
      context.mock.timers.tick(ms);
      await settled();
    },
  };
}

test("a line leaves when the one before is answered", async (context) => {
  const { asked, give } = begun(context);
  await give("D E1 17", "D E2 17", "D E3 17");
  assert.deepEqual(asked.lines, ["D E1 17"]);
  await asked.answers();
  assert.deepEqual(asked.lines, ["D E1 17", "D E2 17"]);
  await asked.answers({ is: "refused", refusal: { status: 409, code: "", detail: "", next: "" } });
  assert.deepEqual(asked.lines, ["D E1 17", "D E2 17", "D E3 17"]);
});

test("a slow answer holds up the next line for two seconds and no longer", async (context) => {
  const { asked, outbox, give, pass } = begun(context);
  await give("D E1 17", "D E2 17");
  await pass(1_999);
  assert.deepEqual(asked.lines, ["D E1 17"]);
  await pass(1);
  assert.deepEqual(asked.lines, ["D E1 17", "D E2 17"]);
  await asked.answers();
  await asked.answers();
  assert.deepEqual(outbox.all.map((each) => each.state), ["done", "done"]);
});

test("what may not have arrived goes again before what is given after it", async (context) => {
  const { asked, give } = begun(context);
  await give("Y 17 one", "Y 17 two");
  await asked.answers(AWAY);
  await asked.answers(AWAY);
  assert.deepEqual(asked.lines, ["Y 17 one", "Y 17 two"]);
  await give("Y 17 three");
  for (let line = 0; line < 3; line += 1) await asked.answers();
  assert.deepEqual(asked.lines.slice(2), ["Y 17 one", "Y 17 two", "Y 17 three"]);
});

test("when the link is back what is unknown goes in order, each once", async (context) => {
  const { asked, outbox, give, pass } = begun(context);
  await give("Y 17 one", "Y 17 two", "Y 17 three");
  for (let line = 0; line < 3; line += 1) await asked.answers(AWAY);
  outbox.linkIsBack();
  outbox.linkIsBack();
  await pass(2_000);
  for (let line = 0; line < 3; line += 1) await asked.answers();
  await pass(10_000);
  assert.deepEqual(asked.lines.slice(3), ["Y 17 one", "Y 17 two", "Y 17 three"]);
});

test("an order that grew old in the row is not sent by itself; a note is, and the order when a person says so", async (context) => {
  const { asked, outbox, give, pass } = begun(context);
  await give("D E1 17", "D E2 17", "Y 17 one");
  context.mock.timers.setTime(1_000_000 + 70_000);
  await pass(0);
  await asked.answers();
  await asked.answers();
  assert.deepEqual(asked.lines, ["D E1 17", "Y 17 one"]);
  const kept = outbox.all.find((each) => each.state === "kept");
  assert.equal(kept?.line, "D E2 17");
  outbox.resend(kept!.key);
  await settled();
  assert.deepEqual(asked.lines, ["D E1 17", "Y 17 one", "D E2 17"]);
});

test("what is taken back in the row never leaves, and holds nothing up", async (context) => {
  const { asked, outbox, give } = begun(context);
  await give("D E1 17", "D E2 17", "D E3 17");
  outbox.cancel(outbox.all[1]!.key);
  await asked.answers();
  assert.deepEqual(asked.lines, ["D E1 17", "D E3 17"]);
});
