// One person: what they may, whether they may act at all.

import { useState } from "react";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/refusal.tsx";
import type { Fields } from "../../picture/picture.ts";
import { text, texts } from "../../picture/read.ts";
import { useConsole } from "../../shell/console.tsx";
import { useOrders } from "./orders.tsx";

export function Person({ id, person, name }: { readonly id: string; readonly person: Fields; readonly name: string }) {
  const { words, may } = useConsole();
  const { give, said } = useOrders();
  const [reason, setReason] = useState("");
  const isActive = person["is_active"] !== false;
  return (
    <section aria-label={name}>
      <h2 dir="auto">{name}</h2>
      {said}
      <Roles has={texts(person, "roles")} keep={(roles, over) => give("SetRoles", { person: id, roles, over })} />
      {may("DeactivatePerson") && isActive && (
        <form onSubmit={(event) => (event.preventDefault(), void give("DeactivatePerson", { person: id, reason }))}>
          <label>{words.say("reason")}<input dir="auto" value={reason} onChange={(event) => setReason(event.target.value)} required /></label>
          <Button type="submit" kind="danger">{words.say("person-leaves")}</Button>
        </form>
      )}
      {may("ReactivatePerson") && !isActive && <Button onPress={() => void give("ReactivatePerson", { person: id })}>{words.say("person-back")}</Button>}
      <p className="hint">{words.say("person-link-hint", { handle: text(person, "handle") ?? id })}</p>
    </section>
  );
}

interface RolesProps {
  readonly has: readonly string[];
  readonly keep: (roles: readonly string[], over: readonly string[]) => Promise<boolean>;
}

// What is ticked here was decided over the roles of then; what somebody else changed meanwhile is
// shown, and what was ticked stays.
function Roles({ has, keep }: RolesProps) {
  const { words, may, town } = useConsole();
  const [over, setOver] = useState(has);
  const [wanted, setWanted] = useState<readonly string[] | null>(null);
  if (wanted === null && !isSame(over, has)) setOver(has);
  const roles = wanted ?? has;
  const named = (of: readonly string[]) => of.map((each) => words.code("role", each)).join(" · ");
  const [come, gone] = [less(has, over), less(over, has)];
  return (
    <>
      {wanted !== null && !isSame(over, has) && (
        <Notice kind="warn" polite acts={<Button onPress={() => setOver(has)}>{words.say("roles-go-on")}</Button>}>
          <p>{words.say("roles-moved-on")}</p>
          {come.length > 0 && <p><ins>+ {named(come)}</ins></p>}
          {gone.length > 0 && <p><del>− {named(gone)}</del></p>}
        </Notice>
      )}
      <fieldset disabled={!may("SetRoles")}>
        <legend>{words.say("person-roles")}</legend>
        {[...town.roles, ...less(has, town.roles)].map((each) => (
          <label key={each}>
            <input type="checkbox" checked={roles.includes(each)} onChange={(event) => setWanted(event.target.checked ? [...roles, each] : roles.filter((role) => role !== each))} />
            {words.code("role", each)}
          </label>
        ))}
      </fieldset>
      {may("SetRoles") && (
        <Button kind="primary" disabled={isSame(roles, has)} onPress={() => void keep(roles, over).then((isDone) => isDone && setWanted(null))}>{words.say("keep-roles")}</Button>
      )}
    </>
  );
}

function less(some: readonly string[], others: readonly string[]): readonly string[] {
  return some.filter((each) => !others.includes(each));
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && less(one, other).length === 0;
}
