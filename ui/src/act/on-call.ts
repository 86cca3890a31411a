// Whether somebody at this seat is taking a call: then nothing but a crew in danger sounds over it.

let calls = 0;

// Until the call is laid down.
export function takingCall(): () => void {
  calls += 1;
  return () => {
    calls -= 1;
  };
}

export function isOnCall(): boolean {
  return calls > 0;
}
