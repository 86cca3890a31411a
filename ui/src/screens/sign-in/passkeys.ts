// Passkeys (WebAuthn level 3): asked for and made in the browser, checked by the town.

import { ask, type Answer } from "../../act/door.ts";

type Options = { readonly options: Record<string, unknown>; readonly ticket?: string };

// Only in secure contexts, and where the browser reads the options as JSON.
export function passkeysWork(): boolean {
  return typeof PublicKeyCredential !== "undefined" && "parseRequestOptionsFromJSON" in PublicKeyCredential;
}

// Null where the person let it be.
export async function usePasskey(path = "/v1/session/passkey"): Promise<Answer<unknown> | null> {
  const asked = await ask<Options>("/v1/session/passkey/options", { body: {} });
  if (asked.is !== "done") return asked;
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(asked.body.options as never);
  const credential = await navigator.credentials.get({ publicKey }).catch(() => null);
  if (!credential) return null;
  return ask(path, { body: { ticket: asked.body.ticket, credential: (credential as PublicKeyCredential).toJSON() } });
}

export async function makePasskey(name = ""): Promise<Answer<unknown> | null> {
  const asked = await ask<Options>("/v1/me/passkeys/options", { body: {} });
  if (asked.is !== "done") return asked;
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(asked.body.options as never);
  const credential = await navigator.credentials.create({ publicKey }).catch(() => null);
  if (!credential) return null;
  return ask("/v1/me/passkeys", { body: { ticket: asked.body.ticket, name, credential: (credential as PublicKeyCredential).toJSON() } });
}
