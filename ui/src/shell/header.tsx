// Whose town, which picture, how fresh, who works here, what time it is.

import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { isWaiting } from "../picture/needs.ts";
import { AlarmButton } from "./alarm-bar.tsx";
import { useConsole, useLink, useNow, usePicture, type Console } from "./console.tsx";
import { useModed } from "./mode.tsx";
import { PersonMenu } from "./person-menu.tsx";
import { go } from "./route.ts";
import { SCREENS, type Screen } from "./screens.ts";
import { age, clockTime, zoneTold } from "./time.ts";

interface HeaderProps {
  readonly screen: string;
  readonly lock: () => void;
  readonly signOut: (session: string) => void;
  readonly speak: () => void;
}

export function Header({ screen, lock, signOut, speak }: HeaderProps) {
  const console_ = useConsole();
  const { town, words, past } = console_;
  const { mode } = useModed();
  const now = useNow();
  const shown = past ? console_.store.now() : now;
  const kind = words.say(`mode-${town.kind}`);
  return (
    <>
      <header className="header">
        <a className="skip" href="#screen">{words.say("skip-to-screen")}</a>
        <span className="brand">{words.say("app-name")}</span>
        <span className="town">{town.name}</span>
        <span className="kind" data-kind={town.kind}>{mode === "past" ? `${kind} · ${words.say("mode-past")}` : kind}</span>
        <Navigation screen={screen} />
        <AlarmButton />
        <LinkTold />
        <PersonMenu lock={lock} signOut={signOut} speak={speak} />
        <time className="clock" dateTime={new Date(shown).toISOString()}>
          {clockTime(shown, town.zone)} <small>{zoneTold(shown, town.zone, words.language)}</small>
        </time>
      </header>
      <OfflineBand />
    </>
  );
}

function isOfUse(screen: Screen, console_: Console): boolean {
  return screen.needs.length === 0 || screen.needs.some((order) => console_.me.orders.includes(order));
}

function Navigation({ screen }: { readonly screen: string }) {
  const console_ = useConsole();
  const { words } = console_;
  const useful = SCREENS.filter((each) => isOfUse(each, console_));
  const of = useful.filter((each) => each.digit !== null);
  const more = useful.filter((each) => each.digit === null);
  const here = more.find((each) => each.name === screen);
  return (
    <nav aria-label={words.say("screens")}>
      <ul>
        {of.map((each) => (
          <li key={each.name}>
            <a
              href={`/${each.name}`}
              aria-current={each.name === screen ? "page" : undefined}
              onPointerEnter={() => void each.load()}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                go(`/${each.name}`);
              }}
            >
              {each.digit && <kbd aria-hidden="true">{each.digit}</kbd>}
              {words.code("screen", each.name)}
              {each.name === "calls" && <Waiting />}
            </a>
          </li>
        ))}
        {more.length > 0 && (
          <li>
            <MenuTrigger>
              <Button className="more" {...(here ? { "aria-current": "page" as const } : {})}>{here ? words.code("screen", here.name) : words.say("more-screens")} ▾</Button>
              <Popover className="popover">
                <Menu className="menu" aria-label={words.say("more-screens")} onAction={(key) => go(`/${String(key)}`)}>
                  {more.map((each) => <MenuItem key={each.name} id={each.name}>{words.code("screen", each.name)}</MenuItem>)}
                </Menu>
              </Popover>
            </MenuTrigger>
          </li>
        )}
      </ul>
    </nav>
  );
}

// Calls that nobody has dealt with yet.
function Waiting() {
  const { words } = useConsole();
  const { picture } = usePicture("reports");
  let count = 0;
  for (const each of picture.of("reports").values()) if (isWaiting(each)) count += 1;
  if (count === 0) return null;
  return <span className="count" aria-label={words.say("calls-waiting", { count })}>{count}</span>;
}

function LinkTold() {
  const { words, store } = useConsole();
  const { link, heard } = useLink();
  useNow();
  const behind = Math.max(0, (Date.now() - heard) / 1_000);
  const told =
    link.is === "live" ? words.say("link-live")
    : link.is === "stale" ? words.say("link-stale", { age: age(link.age_s) })
    : link.is === "joining" ? words.say("link-joining")
    : words.say("link-lost", { age: age(behind) });
  return (
    <span className="link" data-link={link.is} title={words.say("link-heard", { age: age(behind) })}>
      <i aria-hidden="true" />
      {told}
      {store.opened ? null : <span className="visually-hidden">{words.say("link-joining")}</span>}
    </span>
  );
}

// A lost link is said on every screen, with the time the picture is of and what is kept here.
function OfflineBand() {
  const { words, town, outbox, store } = useConsole();
  const { link } = useLink();
  const now = useNow();
  if (link.is !== "lost" || now === 0) return null;
  const kept = outbox.all.filter((each) => each.state === "unknown" || each.state === "kept").length;
  const since = store.then(link.since);
  return (
    <div className="offline-band" role="alert">
      <strong>{words.say("offline-since", { time: clockTime(since, town.zone) })}</strong> {words.say("offline-says", { count: kept })}
    </div>
  );
}
