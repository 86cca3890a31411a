// What a part shows when it has nothing to show, or not yet, or no longer: each in words.

import { useEffect, useState, type ReactNode } from "react";

const SKELETON_MS = 1_000;

interface LoadingProps {
  // Progress in words: "Reading the log, 38 of 48 thousand".
  readonly says: string;
  // How many rows the skeleton stands for.
  readonly rows?: number | undefined;
}

// A skeleton for at most a second, then words.
export function Loading({ says, rows = 4 }: LoadingProps) {
  const [spoken, setSpoken] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(true), SKELETON_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="loading" role="status" data-spoken={spoken || undefined}>
      {spoken
        ? <p>{says}</p>
        : Array.from({ length: rows }, (_, at) => <span key={at} className="bone" data-width={at % 4} />)}
    </div>
  );
}

interface EmptyProps {
  readonly says: string;
  // What was last here, or how something comes here.
  readonly more?: ReactNode;
  readonly acts?: ReactNode;
}

export function Empty({ says, more, acts }: EmptyProps) {
  return (
    <div className="empty">
      <p className="strong">{says}</p>
      {more ? <p className="quiet">{more}</p> : null}
      {acts ? <div className="acts">{acts}</div> : null}
    </div>
  );
}

interface FailedProps {
  // Names what failed and since when: "Gauge layer: no data since 13:50".
  readonly says: string;
  readonly next?: ReactNode;
  readonly acts?: ReactNode;
}

export function Failed({ says, next, acts }: FailedProps) {
  return (
    <div className="failed" role="status">
      <svg className="sign" viewBox="0 0 16 16" aria-hidden="true"><path d="m3 3 10 10M13 3 3 13" /></svg>
      <div className="telling"><strong>{says}</strong> {next}</div>
      {acts ? <div className="acts">{acts}</div> : null}
    </div>
  );
}

// The value stays; it is dashed and its age is said: "9 min old".
export function Stale({ children, age }: { readonly children: ReactNode; readonly age: string }) {
  return <span className="stale"><span className="value">{children}</span> <span className="how-old">{age}</span></span>;
}

// Sent, and no answer yet: never shown as done.
export function Pending({ children, acts }: { readonly children: ReactNode; readonly acts?: ReactNode }) {
  return (
    <div className="pending" role="status">
      <div className="telling">{children}</div>
      {acts ? <div className="acts">{acts}</div> : null}
    </div>
  );
}

// No link: a turned band under the header of every screen.
export function Offline({ children, acts }: { readonly children: ReactNode; readonly acts?: ReactNode }) {
  return (
    <div className="offline" role="status">
      <svg className="sign" viewBox="0 0 16 16" aria-hidden="true"><path d="m3 3 10 10M13 3 3 13" /></svg>
      <div className="telling">{children}</div>
      {acts ? <div className="acts">{acts}</div> : null}
    </div>
  );
}

// What may be known to exist and not more: "Details are with the police."
export function NotAllowed({ says }: { readonly says: string }) {
  return <p className="not-allowed">{says}</p>;
}

// Known from a neighbour, by their clock: "as Northvale told us 14:21".
export function Told({ children, by, code }: { readonly children: ReactNode; readonly by: string; readonly code: string }) {
  return <span className="told-by">{children} <span className="tag">{code}</span> <span className="meta">{by}</span></span>;
}
