// Whether this seat can be heard: the browser has let it since the first key or click.

import { useSyncExternalStore } from "react";
import { useConsole } from "./console.tsx";

export function useSoundReady(): boolean {
  const { alarms } = useConsole();
  return useSyncExternalStore(alarms.sound.on, () => alarms.sound.isReady);
}
