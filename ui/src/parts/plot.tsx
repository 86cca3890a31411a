// A small plot: lines or a distribution, never an average alone. Lines are told apart by dash and a
// name at their end; the same numbers stand in a table behind it.

import { useEffect, useId, useRef, useState, type ReactNode } from "react";

export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

interface PlotProps {
  readonly title: string;
  // What is to be seen in it, in a sentence: stands under the plot, and is its text alternative.
  readonly says: string;
  readonly kind: "lines" | "bars";
  readonly series: readonly Series[];
  readonly xName: string;
  readonly yName: string;
  readonly x?: ((value: number) => string) | undefined;
  readonly y?: ((value: number) => string) | undefined;
  // Steps that marks along x may stand in, where round numbers are none (seconds of a minute).
  readonly xSteps?: readonly number[] | undefined;
  // A line across that a value should keep to, with its words.
  readonly target?: { readonly x: number; readonly says: string };
  readonly showTable: string;
  readonly height?: number | undefined;
  readonly ends?: ReactNode;
}

const EDGE = { left: 40, right: 18, top: 10, bottom: 22 };
// Over the plot, for the words of a target.
const TARGET = 14;
const DASHES = ["", "6 3", "2 3", "8 3 2 3"];

export function Plot({ title, says, kind, series, xName, yName, x = String, y = String, xSteps, target, showTable, height = 150, ends }: PlotProps) {
  const [box, width] = useWidth();
  const own = useId();
  const all = series.flatMap((each) => each.points);
  const bar = kind === "bars" ? barWidth(series) : 0;
  const xs = span([...all.map(([at]) => at), ...all.map(([at]) => at + bar), ...(target ? [target.x] : [])]);
  const ys = span([0, ...all.map(([, value]) => value)]);
  const right = EDGE.right + (series.length > 1 ? 64 : 0);
  const top = EDGE.top + (target ? TARGET : 0);
  // What is counted is not marked in halves.
  const isCount = all.every(([, value]) => Number.isInteger(value));
  const across = (value: number) => EDGE.left + ((value - xs[0]) / (xs[1] - xs[0])) * (width - EDGE.left - right);
  const down = (value: number) => height - EDGE.bottom - ((value - ys[0]) / (ys[1] - ys[0])) * (height - top - EDGE.bottom);
  // Its words stand on the side that has room for them.
  const isLate = target !== undefined && across(target.x) > width * 0.6;
  return (
    <figure className="plot" aria-labelledby={own}>
      <figcaption id={own}><span className="strong">{title}</span>{ends ? <span className="apart">{ends}</span> : null}</figcaption>
      <div ref={box} className="plot-box" dir="ltr">
        <svg width={width} height={height} role="img" aria-label={says}>
          {ticks(ys).filter((each) => !isCount || Number.isInteger(each)).map((value) => (
            <g key={value}><path className="grid" d={`M${EDGE.left} ${down(value)}H${width - right}`} /><text className="tick-y" x={EDGE.left - 5} y={down(value) + 4}>{y(value)}</text></g>
          ))}
          {ticks(xs, xSteps).map((value) => <text key={value} className="tick-x" x={across(value)} y={height - 7}>{x(value)}</text>)}
          {series.map((each, at) => (kind === "bars"
            ? each.points.map(([from, value]) => <rect key={from} className="bar" x={across(from) + 0.5} y={down(value)} width={Math.max(1, across(from + bar) - across(from) - 1)} height={Math.max(0, down(0) - down(value))} />)
            : <path key={each.name} className="run" strokeDasharray={DASHES[at % DASHES.length]} d={each.points.map(([a, b], first) => `${first === 0 ? "M" : "L"}${across(a)} ${down(b)}`).join("")} />))}
          {kind === "lines" && series.length > 1 ? named(series, down).map(([name, at]) => <text key={name} className="name" x={width - right + 5} y={at}>{name}</text>) : null}
          {target ? <g className="target"><path d={`M${across(target.x)} ${EDGE.top - 6}V${height - EDGE.bottom}`} /><text x={across(target.x) + (isLate ? -4 : 4)} y={EDGE.top + 2} textAnchor={isLate ? "end" : "start"}>{target.says}</text></g> : null}
        </svg>
      </div>
      <p className="meta">{says}</p>
      <details>
        <summary>{showTable}</summary>
        <table className="table">
          <caption className="visually-hidden">{title}</caption>
          <thead><tr><th scope="col">{xName}</th>{series.map((each) => <th key={each.name} scope="col" data-end>{series.length > 1 ? each.name : yName}</th>)}</tr></thead>
          <tbody>{rowsOf(series).map(([at, values]) => <tr key={at}><th scope="row">{x(at)}</th>{values.map((value, column) => <td key={column} data-end>{value === undefined ? "–" : y(value)}</td>)}</tr>)}</tbody>
        </table>
      </details>
    </figure>
  );
}

function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(320);
  useEffect(() => {
    if (!box.current) return undefined;
    const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.max(160, Math.floor(entry.contentRect.width))));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  return [box, width] as const;
}

// The least and the most, never the same.
function span(values: readonly number[]): readonly [number, number] {
  const least = Math.min(...values, Infinity);
  const most = Math.max(...values, -Infinity);
  if (!Number.isFinite(least)) return [0, 1];
  return least === most ? [least, least + 1] : [least, most];
}

// Three to five round numbers within.
function ticks([least, most]: readonly [number, number], steps?: readonly number[]): number[] {
  const rough = (most - least) / (steps ? 6 : 4);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (steps ?? [1, 2, 5, 10].map((each) => each * power)).find((each) => each >= rough) ?? rough;
  const found: number[] = [];
  for (let at = Math.ceil(least / step); at * step <= most; at += 1) found.push(Number((at * step).toPrecision(12)));
  return found;
}

function barWidth(series: readonly Series[]): number {
  const at = series.flatMap((each) => each.points.map(([x]) => x)).sort((a, b) => a - b);
  const gaps = at.slice(1).map((value, index) => value - at[index]!).filter((gap) => gap > 0);
  return gaps.length > 0 ? Math.min(...gaps) : 1;
}

// Names at the ends of their lines, pushed apart so that none lies on another.
function named(series: readonly Series[], down: (value: number) => number): (readonly [string, number])[] {
  const ends = series.map((each) => [each.name, down(each.points.at(-1)?.[1] ?? 0) + 4] as [string, number]).sort((a, b) => a[1] - b[1]);
  for (let at = 1; at < ends.length; at += 1) ends[at]![1] = Math.max(ends[at]![1], ends[at - 1]![1] + 13);
  return ends;
}

function rowsOf(series: readonly Series[]): (readonly [number, (number | undefined)[]])[] {
  const maps = series.map((each) => new Map(each.points.map(([x, y]) => [x, y])));
  const at = [...new Set(maps.flatMap((each) => [...each.keys()]))].sort((a, b) => a - b);
  return at.map((x) => [x, maps.map((each) => each.get(x))] as const);
}
