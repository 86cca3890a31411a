// What the gallery shows: an invented town in two languages. Plain words, for no screen.

export type Text = "en" | "ar";

export const MODE_WORDS = {
  en: { actual: "ACTUAL", exercise: "EXERCISE", test: "TEST", past: "PAST 14:02" },
  ar: { actual: "فعلي", exercise: "تمرين", test: "اختبار", past: "ماضٍ 14:02" },
} as const;

export const MODE_SAYS = {
  en: {
    actual: "",
    exercise: "Spring flood drill · nothing typed here leaves this room · drill clock 14:23:07 at ×4",
    test: "A message of the test kind: no crew acts on it",
    past: "21 min ago · read only · 3 new since you looked back",
  },
  ar: {
    actual: "",
    exercise: "تمرين فيضان الربيع · لا يخرج شيء مما يُكتب هنا من هذه الغرفة",
    test: "رسالة من نوع الاختبار: لا يتصرف أي طاقم بناءً عليها",
    past: "قبل 21 دقيقة · للقراءة فقط · 3 جديدة منذ ذلك الحين",
  },
} as const;

export const SEVERITIES = {
  en: { 1: "immediate", 2: "urgent", 3: "prompt", 4: "routine", unknown: "unknown" },
  ar: { 1: "فوري", 2: "عاجل", 3: "سريع", 4: "عادي", unknown: "غير معروف" },
} as const;

export interface Told {
  readonly key: string;
  readonly level: 1 | 2 | 3 | 4 | "unknown";
  readonly name: string;
  readonly place: string;
  readonly count: string;
  readonly age: number;
  readonly says?: readonly [string, string];
}

export const INCIDENTS: Readonly<Record<Text, readonly Told[]>> = {
  en: [
    { key: "0417", level: 1, name: "Water rescue", place: "Mill Lane 14, car in ford", count: "0/3", age: 72, says: ["No unit yet.", "3 proposed, first arrives in 4–6 min"] },
    { key: "0412", level: 1, name: "Cardiac arrest", place: "Weir Street 3, flat 2", count: "2/2", age: 760, says: ["A21 not heard for 6 min:", "crew check-in is due now"] },
    { key: "0409", level: 2, name: "Flooded underpass", place: "Station Road tunnel", count: "1/2", age: 1563, says: ["Northvale has not answered", "our request for a pump (4 min)"] },
    { key: "0418", level: "unknown", name: "Silent call", place: "mobile, 240 m circle", count: "0/1", age: 38, says: ["Location uncertain.", "Call back, or send a patrol"] },
    { key: "0411", level: 2, name: "Person in water", place: "Footbridge, left bank", count: "3/3", age: 862 },
    { key: "0416", level: 3, name: "Tree on line", place: "Quarry Lane", count: "1/1", age: 327 },
    { key: "0413", level: 3, name: "Evacuation aid", place: "Riverside ward, zone B", count: "4/6", age: 708 },
    { key: "0402", level: 4, name: "Traffic control", place: "Ring road exit 3", count: "2/2", age: 2731 },
    { key: "0391", level: 4, name: "Traffic light out", place: "Cross Hands", count: "1/1", age: 3715 },
  ],
  ar: [
    { key: "0417", level: 1, name: "إنقاذ مائي", place: "طريق المطحنة 14، سيارة في المخاضة", count: "0/3", age: 72, says: ["لا وحدة بعد.", "ثلاث مقترحة، تصل الأولى خلال 4–6 دقائق"] },
    { key: "0412", level: 1, name: "توقف القلب", place: "شارع السد 3، شقة 2", count: "2/2", age: 760, says: ["لم نسمع من A21 منذ 6 دقائق:", "حان وقت الاطمئنان على الطاقم"] },
    { key: "0409", level: 2, name: "نفق مغمور", place: "نفق طريق المحطة", count: "1/2", age: 1563, says: ["لم تُجب Northvale", "عن طلب المضخة (4 دقائق)"] },
    { key: "0418", level: "unknown", name: "مكالمة صامتة", place: "هاتف، دائرة 240 م", count: "0/1", age: 38, says: ["المكان غير مؤكد.", "اتصل ثانية أو أرسل دورية"] },
    { key: "0411", level: 2, name: "شخص في الماء", place: "جسر المشاة، الضفة اليسرى", count: "3/3", age: 862 },
    { key: "0416", level: 3, name: "شجرة على السلك", place: "طريق المقلع", count: "1/1", age: 327 },
    { key: "0402", level: 4, name: "تنظيم السير", place: "مخرج الحلقة 3", count: "2/2", age: 2731 },
  ],
};

export interface Unit {
  readonly id: string;
  readonly status: string;
  readonly code: string;
  readonly town?: string;
  readonly late?: boolean;
  readonly heard?: boolean;
}

export const STATIONS: readonly (readonly [string, readonly Unit[]])[] = [
  ["North · Hill Station", [
    { id: "E11", status: "available", code: "AV" }, { id: "E12", status: "on_scene", code: "OS" }, { id: "L1", status: "available", code: "AV" },
    { id: "R1", status: "en_route", code: "3m" }, { id: "A11", status: "available", code: "AV" }, { id: "A12", status: "transporting", code: "9m" },
  ]],
  ["North-east · Clinic", [
    { id: "A21", status: "on_scene", code: "12", late: true }, { id: "A22", status: "available", code: "AV" }, { id: "A25", status: "out_of_service", code: "OO" },
    { id: "P51", status: "committed", code: "DP" }, { id: "P82", status: "available", code: "9m", heard: false },
  ]],
  ["Borrowed ← 2 · Lent → 2", [
    { id: "P1", status: "en_route", code: "11m", town: "NV" }, { id: "A2", status: "available", code: "AV", town: "ST" },
    { id: "E41", status: "lent", code: "→ NV" }, { id: "L2", status: "lent", code: "LK asked", late: true, heard: false },
    { id: "S3", status: "staged", code: "ST" }, { id: "A13", status: "at_hospital", code: "HO" }, { id: "W3", status: "returning", code: "RT" },
  ]],
];

export const KEYS = [
  { name: "Everywhere", keys: [{ keys: ["1", "–", "9"], says: "go to a screen" }, { keys: ["/"], says: "command line" }, { keys: ["Esc"], says: "back out; nothing typed is lost" }, { keys: ["F8"], says: "next item that needs a person" }, { keys: ["F9"], says: "picture at a time" }] },
  { name: "Desk", keys: [{ keys: ["F1"], says: "take a call" }, { keys: ["F2"], says: "incidents" }, { keys: ["F3"], says: "units" }, { keys: ["F4"], says: "map" }, { keys: ["Alt", "1"], says: "write proposal 1 into the command line" }] },
  { name: "Lists", keys: [{ keys: ["↑", "↓"], says: "from row to row" }, { keys: ["Space"], says: "unfold" }, { keys: ["Enter"], says: "open" }] },
] as const;
