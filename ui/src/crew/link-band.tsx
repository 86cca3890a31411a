// No link is no reason to stop: what it means, how long it has been so, and what waits.

import { useEffect, useState } from "react";
import { usePage, useLink } from "./page.tsx";

export function LinkBand() {
  const { words, listed, reports, signInAgain } = usePage();
  const { link, heard } = useLink();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 5_000);
    return () => clearInterval(timer);
  }, []);
  const waiting = listed.filter((each) => each.state === "waiting").length;
  const because = reports.awayBecause;
  if (because === "locked" || because === "token_not_good") {
    return (
      <Band strong={words.say("crew-locked")} more={words.say("crew-waits", { count: waiting })}>
        <button type="button" className="press" onClick={signInAgain}>{words.say("sign-in")}</button>
      </Band>
    );
  }
  if (link.is === "live" && (because === null || waiting === 0)) return null;
  if (link.is === "stale") return <Band strong={words.say("crew-stale", { minutes: Math.floor(link.age_s / 60) })} more={words.say("crew-waits", { count: waiting })} />;
  if (link.is === "joining" && heard === 0) return null;
  const minutes = Math.max(0, Math.floor((Math.max(now, heard) - heard) / 60_000));
  return <Band strong={words.say("crew-no-link", { minutes })} more={words.say("crew-waits", { count: waiting })} />;
}

function Band({ strong, more, children }: { readonly strong: string; readonly more: string; readonly children?: React.ReactNode }) {
  return (
    <div className="link-band" role="status">
      <svg viewBox="0 0 16 16" aria-hidden="true"><path d="m3 3 10 10M13 3 3 13" /></svg>
      <p><strong>{strong}</strong> {more}</p>
      {children}
    </div>
  );
}
