// Who works here; look, language, sound; lock, switch person, sign out.

import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from "react-aria-components";
import { LANGUAGES, OWN_NAMES } from "../words/words.ts";
import { useConsole } from "./console.tsx";
import { SHEET } from "./keys.ts";
import { LOOKS, prefer, preferences } from "./preferences.ts";
import { go } from "./route.ts";
import { TOUR } from "./tour.tsx";

// A crew in danger is heard at any of them.
const VOLUMES = [["none", 0], ["low", 0.3], ["usual", 0.6], ["loud", 1]] as const;

interface PersonMenuProps {
  readonly lock: () => void;
  readonly signOut: (session: string) => void;
  readonly speak: () => void;
}

export function PersonMenu({ lock, signOut, speak }: PersonMenuProps) {
  const { me, words, alarms } = useConsole();
  const chosen = preferences();
  const name = me.name ?? me.handle ?? me.person;
  const roles = me.roles.map((each) => words.code("role", each));
  return (
    <MenuTrigger>
      <Button className="person">
        <span dir="auto">{name}</span>
        <small title={roles.join(" · ")}>{roles.length > 1 ? `${roles[0]} · +${roles.length - 1}` : roles[0]}</small>
      </Button>
      <Popover className="popover">
        <Menu
          className="menu"
          aria-label={words.say("person-menu")}
          onAction={(key) => {
            const [what, value] = String(key).split(":");
            if (what === "look") prefer({ look: value as (typeof LOOKS)[number] });
            else if (what === "language") {
              prefer({ language: value as (typeof LANGUAGES)[number] });
              speak();
            } else if (what === "sound") {
              prefer({ sound: Number(value) });
              // As it will sound: of the least of them, which alone can be off.
              alarms.test(1);
            } else if (what === "letters") prefer({ letters: !preferences().letters });
            else if (what === "keys") window.dispatchEvent(new Event(SHEET));
            else if (what === "tour") window.dispatchEvent(new Event(TOUR));
            else if (what === "lock") lock();
            else if (what === "switch") go("/sign-in?switch");
            else if (what === "leave" && me.session) signOut(me.session.id);
            else if (what === "go") go(value ?? "/");
          }}
        >
          <MenuSection>
            <Header className="who"><strong dir="auto">{name}</strong> {roles.join(" · ")}</Header>
          </MenuSection>
          <MenuSection>
            <Header>{words.say("look")}</Header>
            {LOOKS.map((each) => (
              <MenuItem key={each} id={`look:${each}`}>{chosen.look === each ? "● " : ""}{words.code("look", each)}</MenuItem>
            ))}
          </MenuSection>
          <Separator />
          <MenuSection>
            <Header>{words.say("language")}</Header>
            {LANGUAGES.map((each) => (
              <MenuItem key={each} id={`language:${each}`}><span lang={each}>{words.language === each ? "● " : ""}{OWN_NAMES[each]}</span></MenuItem>
            ))}
          </MenuSection>
          <Separator />
          <MenuSection>
            <Header>{words.say("sound")}</Header>
            {VOLUMES.map(([name, value]) => (
              <MenuItem key={name} id={`sound:${value}`}>{chosen.sound === value ? "● " : ""}{words.code("sound", name)}</MenuItem>
            ))}
          </MenuSection>
          <Separator />
          <MenuSection aria-label={words.say("this-desk")}>
            <MenuItem id="letters">{chosen.letters ? "● " : ""}{words.say("letters-act")}</MenuItem>
            <MenuItem id="keys">{words.say("key-all-keys")} <kbd>?</kbd></MenuItem>
            <MenuItem id="tour">{words.say("tour")}</MenuItem>
            {me.session && <MenuItem id="lock">{words.say("lock-desk")}</MenuItem>}
            {me.session && <MenuItem id="switch">{words.say("switch-person")}</MenuItem>}
            {me.session && <MenuItem id="leave">{words.say("sign-out")}</MenuItem>}
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
