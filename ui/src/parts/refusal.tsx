// A refusal: what was not done, why, and what to do next. It stands where the eye is and stays
// until it is answered; it is never a thing that goes away by itself.

import type { ReactNode } from "react";

interface RefusalProps {
  readonly what: string;
  readonly why?: string | undefined;
  readonly next?: ReactNode;
  // Buttons that take the next step, and one that puts this away.
  readonly acts?: ReactNode;
}

export function Refusal({ what, why, next, acts }: RefusalProps) {
  return (
    <div className="refusal" role="alert">
      <svg className="sign" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6.6" /><path d="m3.6 3.6 8.8 8.8" /></svg>
      <div className="telling">
        <strong className="what">{what}</strong>{" "}
        {why ? <><span className="why">{why}</span>{" "}</> : null}
        {next ? <span className="next">{next}</span> : null}
      </div>
      {acts ? <div className="acts">{acts}</div> : null}
    </div>
  );
}

interface NoticeProps {
  readonly children: ReactNode;
  // "warn" asks for a person; "note" tells.
  readonly kind?: "note" | "warn" | undefined;
  readonly acts?: ReactNode;
  // Said aloud when it appears, without breaking in.
  readonly polite?: boolean | undefined;
}

export function Notice({ children, kind = "note", acts, polite = false }: NoticeProps) {
  return (
    <div className="notice" data-kind={kind} {...(polite ? { role: "status" } : {})}>
      <div className="telling">{children}</div>
      {acts ? <div className="acts">{acts}</div> : null}
    </div>
  );
}
