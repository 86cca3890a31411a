// What the plans ask about the type of this call: a choice is one press, any words are an answer.
// What an answer hints at is offered, never done by itself.

import type { AnswerChoice, PlanQuestion } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { Panel } from "../../parts/panel.tsx";
import { typeOf } from "../../picture/places.ts";
import { chosen, questionsFor } from "../../picture/questions.ts";
import { useConsole, usePicture } from "../../shell/console.tsx";
import type { Call } from "./draft.ts";

interface QuestionsProps {
  readonly call: Call;
  readonly put: ((next: Partial<Call>) => void) | null;
  readonly saveNow: () => void;
}

export function Questions({ call, put, saveNow }: QuestionsProps) {
  const { words } = useConsole();
  const { picture } = usePicture("plans");
  const questions = call.type ? questionsFor(picture, call.type) : [];
  const done = questions.filter((each) => call.answers[each.id]?.trim()).length;
  return (
    <Panel name={words.say("questions")} count={questions.length > 0 ? words.say("of-told", { done, all: questions.length }) : undefined} scrolls>
      {questions.length === 0 ? <p className="empty-note">{words.say(call.type ? "questions-none" : "questions-choose")}</p> : (
        <ol className="questions">
          {questions.map((each) => (
            <One key={each.id} question={each} call={call} saveNow={saveNow} put={put} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function One({ question, call, put, saveNow }: QuestionsProps & { readonly question: PlanQuestion }) {
  const { words } = useConsole();
  const { id, text, choices = [] } = question;
  const said = call.answers[id] ?? "";
  const choice = chosen(question, said);
  const answer = (now: string) => put?.({ answers: { ...call.answers, [id]: now } });
  const isSaved = said.trim() === "" || said === call.savedAnswers[id];
  return (
    <li>
      <label htmlFor={`answer-${id}`}><bdi>{text}</bdi></label>
      {choices.length > 0 ? (
        <span className="choices-row" role="group" aria-label={text}>
          {choices.map((each) => (
            <button key={each.text} type="button" aria-pressed={choice === each} disabled={put === null} onClick={() => (answer(each.text), saveNow())}><bdi>{each.text}</bdi></button>
          ))}
        </span>
      ) : null}
      <span className="answer-row">
        <input id={`answer-${id}`} value={said} readOnly={put === null} dir="auto" autoComplete="off" maxLength={2_000} onChange={(event) => answer(event.target.value)} onBlur={saveNow} />
        <output aria-live="off" data-saved={isSaved ? "yes" : "no"}>{said.trim() === "" ? "" : words.say(isSaved ? "saved" : "not-saved-yet")}</output>
      </span>
      {choice && put ? <Hint choice={choice} call={call} put={put} /> : null}
    </li>
  );
}

// Absent where the call says it already.
function Hint({ choice, call, put }: { readonly choice: AnswerChoice; readonly call: Call; readonly put: (next: Partial<Call>) => void }) {
  const { words } = useConsole();
  const type = choice.type && choice.type !== call.type ? choice.type : null;
  const priority = choice.priority && (call.priority === null || choice.priority < call.priority) ? choice.priority : null;
  if (type === null && priority === null) return null;
  const told = [type === null ? "" : words.tell(typeOf(type)), priority === null ? "" : words.code("severity", String(priority))].filter(Boolean).join(", ");
  return (
    <p className="hint-row">
      {words.say("question-hints", { what: told })}{" "}
      <Button says={`${words.say("question-take")}: ${told}`} onPress={() => put({ ...(type === null ? {} : { type }), ...(priority === null ? {} : { priority }) })}>{words.say("question-take")}</Button>
    </p>
  );
}
