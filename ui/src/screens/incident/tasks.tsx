// What is to be achieved, and who owes which piece of work: set, give, accept, done, cannot.

import { Panel } from "../../parts/panel.tsx";
import type { Objective, Task } from "../../picture/organization.ts";
import type { Picture } from "../../picture/picture.ts";
import { AskAct, Give } from "../../shell/act.tsx";
import { useConsole } from "../../shell/console.tsx";
import { plain, quoted, shortName } from "../../shell/lines.ts";
import { clockTime } from "../../shell/time.ts";
import { people, type PanelProps } from "./command.tsx";

export function ObjectivesPanel({ page, name, picture }: Omit<PanelProps, "now">) {
  const { words } = useConsole();
  const all = page.objectives;
  return (
    <Panel name={words.say("objectives")} count={all.length}>
      {all.length === 0 ? <p className="empty-note">{words.say("objectives-none")}</p> : null}
      <ol className="works">{all.map((each) => <Aim key={each.id} aim={each} picture={picture} />)}</ol>
      {page.status === "closed" ? null : (
        <p className="acts-in">
          <AskAct
            order="SetObjective" title={words.say("objective-set")}
            wants={[
              { name: "words", label: words.say("objective-words"), is: "words" },
              { name: "priority", label: words.say("act-priority"), is: "choice", choices: ["1", "2", "3"].map((each) => ({ key: each, name: each })), first: "1" },
              { name: "measure", label: words.say("objective-measure"), is: "words", optional: true },
            ]}
            line={(said) => `OB ${name} ${said["priority"]} ${quoted(said["words"] ?? "")}${said["measure"]?.trim() ? ` ! ${plain(said["measure"])}` : ""}`}
          >{words.say("objective-set")}</AskAct>
        </p>
      )}
    </Panel>
  );
}

function Aim({ aim, picture }: { readonly aim: Objective; readonly picture: Picture }) {
  const { words } = useConsole();
  const short = shortName(picture.of("objectives").keys(), aim.id);
  const called = aim.words ?? words.say("words-gone");
  const isOpen = aim.state === "open";
  return (
    <li data-state={aim.state}>
      <div className="step">
        <p><strong>{aim.priority}</strong> {called}</p>
        <p className="meta">{words.code("aim", aim.state)}{aim.measure ? ` · ${aim.measure}` : ""}{aim.because ? ` · ${aim.because}` : ""}</p>
      </div>
      <div className="acts-in">
        {isOpen ? (
          <>
            <Give order="MeetObjective" line={`OM ${short}`} says={`${words.say("objective-met")}: ${called}`}>{words.say("objective-met")}</Give>
            <AskAct order="AbandonObjective" title={called} says={`${words.say("objective-abandon")}: ${called}`} wants={[{ name: "because", label: words.say("because"), is: "words" }]} line={(said) => `OA ${short} ! ${plain(said["because"] ?? "")}`}>{words.say("objective-abandon")}</AskAct>
          </>
        ) : (
          <AskAct order="ReopenObjective" kind="bare" title={called} says={`${words.say("objective-reopen")}: ${called}`} wants={[{ name: "because", label: words.say("because"), is: "words" }]} line={(said) => `OR ${short} ! ${plain(said["because"] ?? "")}`}>{words.say("objective-reopen")}</AskAct>
        )}
      </div>
    </li>
  );
}

export function TasksPanel({ page, name, picture }: PanelProps) {
  const { words } = useConsole();
  const all = page.tasks;
  const owners = [
    ...page.work.filter((each) => each.isWorking).map((each) => ({ key: each.callSign, name: each.callSign })),
    ...(page.command?.posts ?? []).map((each) => ({ key: each.id, name: each.name ?? words.code("position", each.position) })),
    ...people(picture),
  ];
  return (
    <Panel name={words.say("tasks")} count={all.length}>
      {all.length === 0 ? <p className="empty-note">{words.say("tasks-none")}</p> : null}
      <ul className="works">{all.map((each) => <Work key={each.id} task={each} picture={picture} />)}</ul>
      {page.status === "closed" ? null : (
        <p className="acts-in">
          <AskAct
            order="AssignTask" title={words.say("task-give")}
            wants={[
              { name: "words", label: words.say("task-words"), is: "words" },
              { name: "owner", label: words.say("task-owner"), is: "choice", choices: owners },
              { name: "by", label: words.say("task-by"), is: "time", optional: true, hint: words.say("time-hint") },
            ]}
            line={(said) => `TK ${name} ${said["owner"]}${said["by"]?.trim() ? ` by ${plain(said["by"])}` : ""} ${quoted(said["words"] ?? "")}`}
          >{words.say("task-give")}</AskAct>
        </p>
      )}
    </Panel>
  );
}

function Work({ task, picture }: { readonly task: Task; readonly picture: Picture }) {
  const { words, town } = useConsole();
  const short = shortName(picture.of("tasks").keys(), task.id);
  const called = task.words ?? words.say("words-gone");
  const because = { name: "because", label: words.say("because"), is: "words" } as const;
  const isOver = task.state === "done" || task.state === "cancelled";
  return (
    <li data-state={task.state} data-late={task.isLate ? "" : undefined}>
      <div className="step">
        <p>{called}</p>
        <p className="meta">
          <strong>{typeof task.owner === "string" ? task.owner : words.tell(task.owner)}</strong> · {words.code("task-is", task.state)}
          {task.due === null || isOver ? null : <span data-late={task.isLate ? "" : undefined}> · {words.say(task.isLate ? "was-due-at" : "due-at", { time: clockTime(task.due, town.zone, false) })}</span>}
          {task.because ? ` · ${task.because}` : ""}
        </p>
      </div>
      {isOver ? null : (
        <div className="acts-in">
          <Give order="FinishTask" line={`DONE ${short}`} says={`${words.say("task-done")}: ${called}`}>{words.say("task-done")}</Give>
          <AskAct order="ReportTaskImpossible" title={called} says={`${words.say("task-not")}: ${called}`} wants={[because]} line={(said) => `CANT ${short} ! ${plain(said["because"] ?? "")}`}>{words.say("task-not")}</AskAct>
          <AskAct order="CancelTask" kind="bare" title={called} says={`${words.say("task-cancel")}: ${called}`} wants={[because]} line={(said) => `TX ${short} ! ${plain(said["because"] ?? "")}`}>{words.say("task-cancel")}</AskAct>
          {/* The one that goes away stands last: the others do not move under a finger. */}
          {task.state === "open" ? <Give order="AcceptTask" line={`TAKE ${short}`} says={`${words.say("task-take")}: ${called}`}>{words.say("task-take")}</Give> : null}
        </div>
      )}
    </li>
  );
}

