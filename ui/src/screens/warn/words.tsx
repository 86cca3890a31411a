// The words of a warning in each of its languages, exactly as they are sent: who stands by them, how they
// read, how much of each channel they take; and which languages of the area it is not in.

import type { ChannelsPreview, LanguageLooked, Reading, WarningLooked } from "../../api/types.ts";
import { Notice } from "../../parts/refusal.tsx";
import type { Fields } from "../../picture/picture.ts";
import { parts, text } from "../../picture/read.ts";
import { useConsole } from "../../shell/console.tsx";
import { tongueName } from "../../words/tongues.ts";
import type { Words } from "../../words/words.ts";

const RIGHT_TO_LEFT = /^(ar|fa|he|iw|ps|ur|sd|ug|yi|dv|ku-arab|ckb)(-|$)/i;

export function directionOf(tag: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.test(tag) ? "rtl" : "ltr";
}

// A language as its speakers write it, and as whoever reads calls it.
export function tongueSaid(tag: string, language: string): readonly [string, string] {
  const [own, here] = [tongueName(tag, tag) ?? tag, tongueName(tag, language) ?? tag];
  return [own, own.toLocaleLowerCase() === here.toLocaleLowerCase() ? "" : here];
}

interface WordsProps {
  readonly fields: Fields;
  readonly looked: WarningLooked | null;
}

export function WordsPane({ fields, looked }: WordsProps) {
  const { words } = useConsole();
  return (
    <>
      <ul className="warn-words">
        {parts(fields, "texts").map((each) => <Language key={text(each, "language")} told={each} looked={looked?.languages.find((one) => one.language === text(each, "language"))} />)}
      </ul>
      {(looked?.lacking ?? []).length > 0 ? (
        <Notice kind="warn">{words.say("warn-lacking", { languages: looked!.lacking.map((each) => words.say("warn-lacking-one", { language: tongueName(each.language, words.language) ?? each.language, count: each.people })) })}</Notice>
      ) : null}
    </>
  );
}

function Language({ told, looked }: { readonly told: Fields; readonly looked: LanguageLooked | undefined }) {
  const { words } = useConsole();
  const tag = text(told, "language") ?? "";
  const [own, here] = tongueSaid(tag, words.language);
  const sms = looked?.channels.find((each) => each.channel === "sms");
  return (
    <li data-language={tag}>
      <div className="tongue"><strong lang={tag}>{own}</strong>{here ? <span className="quiet">{here}</span> : null}</div>
      <div className="wording" lang={tag} dir={directionOf(tag)}>
        <p className="strong">{text(told, "headline")}</p>
        {["description", "instruction"].map((form) => (text(told, form) ? <p key={form}>{text(told, form)}</p> : null))}
      </div>
      <div className="marks">
        {looked ? <Reviewed looked={looked} words={words} /> : null}
        {looked?.reading ? <p className={looked.reading.is_plain ? "quiet" : "why"}>{readingSaid(looked.reading, words)}</p> : null}
        {sms?.sms ? <p className={sms.over > 0 ? "why" : "quiet"}>{words.say("warn-sms", { segments: sms.sms.segments, coding: sms.sms.encoding === "gsm7" ? "GSM-7" : "UCS-2" })}</p> : null}
        {looked?.noticed.map((each) => <p key={each.says} className={each.is_grave ? "why" : "quiet"}>{each.says}</p>)}
      </div>
    </li>
  );
}

function Reviewed({ looked, words }: { readonly looked: LanguageLooked; readonly words: Words }) {
  if (looked.is_reviewed) return <p className="good">✓ {words.say("warn-reviewed", { speaker: looked.speaker })}</p>;
  return <p className="why">! {words.say(looked.is_template ? "warn-unreviewed" : "warn-free")}</p>;
}

export function readingSaid(reading: Reading, words: Words): string {
  const plain = words.say(reading.is_plain ? "warn-plain" : "warn-hard");
  return reading.grade_tenths === null ? plain : words.say("warn-grade", { plain, grade: Math.max(1, Math.round(reading.grade_tenths / 10)) });
}

// What a phone shows, and every other channel: the text itself, and how much of its room it takes.
export function ChannelPane({ looked, language, severity }: { readonly looked: WarningLooked; readonly language: string; readonly severity: string }) {
  const { words } = useConsole();
  const own = looked.languages.find((each) => each.language === language) ?? looked.languages[0];
  if (!own) return null;
  const phone = own.channels.find((each) => each.channel === "wea_360") ?? own.channels[0];
  return (
    <>
      {phone ? (
        <div className="phone" lang={own.language} dir={directionOf(own.language)} data-severity={severity}>
          <p className="strong" lang={words.language} dir={words.direction}>{severity === "AllClear" ? words.code("cap-response", severity) : words.code("cap-severity", severity)}</p>
          <p className="wording">{phone.text}</p>
        </div>
      ) : <p className="padded quiet">{words.say("warn-no-phone")}</p>}
      <dl className="channels">
        {own.channels.map((each) => <Channel key={each.channel} preview={each} language={own.language} />)}
      </dl>
    </>
  );
}

function Channel({ preview, language }: { readonly preview: ChannelsPreview; readonly language: string }) {
  const { words } = useConsole();
  return (
    <div data-channel={preview.channel}>
      <dt>{words.code("warn-channel", preview.channel)} <span className={preview.over > 0 ? "why" : "quiet"}>{words.say(`warn-used-${preview.counts === "sms" || preview.counts === "seconds" ? preview.counts : "characters"}`, { used: preview.used, most: preview.most })}</span></dt>
      <dd lang={language} dir={directionOf(language)}>{preview.text}</dd>
    </div>
  );
}
