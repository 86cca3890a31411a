// The state of a link: quiet while live. The words beside it say the lag or the loss.

interface DotProps {
  readonly state: "live" | "behind" | "off";
  readonly says: string;
}

export function StatusDot({ state, says }: DotProps) {
  return (
    <span className="status-dot" data-state={state}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        {state === "off" ? <path d="m2 2 8 8M10 2l-8 8" /> : <circle cx="6" cy="6" r="4.4" />}
      </svg>
      {says}
    </span>
  );
}
