// A key as it stands on a keyboard. What the key does is said by what it stands in.

export function KeyCap({ keys }: { readonly keys: string }) {
  return <kbd className="key-cap" dir="ltr">{keys}</kbd>;
}
